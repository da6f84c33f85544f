using Ekn.Core.Channels;
using Ekn.Core.Channels.Email;

namespace Ekn.Core.Tests.Dispatch;

internal sealed class StandInMailServer(TimeProvider clock) : StandInProvider(clock), IMailTransport
{
    public Task<SendResult> SendAsync(EmailMessage message, CancellationToken cancellationToken) =>
        TakeAsync(message.Reference, message.To, message.Text, cancellationToken);
}
