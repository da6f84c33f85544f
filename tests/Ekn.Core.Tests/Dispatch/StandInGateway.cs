using Ekn.Core.Channels;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Texts;

namespace Ekn.Core.Tests.Dispatch;

internal sealed class StandInGateway(TimeProvider clock, string prefix = "")
    : StandInProvider(clock, prefix),
        ISmsGateway
{
    private int lookups;

    public int Lookups => lookups;

    public bool CannotBeAsked { get; set; }

    /// <summary>How long a message that was taken is missing from the list.</summary>
    public TimeSpan ListLag { get; set; } = TimeSpan.FromSeconds(20);

    public Task<SendResult> SendAsync(SmsMessage message, CancellationToken cancellationToken) =>
        TakeAsync(message.Reference, message.To.Value, message.Text, cancellationToken);

    public Task<LookupResult> FindAsync(SmsMessage message, DateTimeOffset since, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref lookups);
        if (CannotBeAsked)
        {
            return Task.FromResult<LookupResult>(new LookupResult.CouldNotAsk(Note.Words("the provider is away")));
        }
        var ids = Messages
            .Where(taken => taken.To == message.To.Value && taken.Text == message.Text)
            .Where(taken => taken.At >= since && taken.At <= Clock.GetUtcNow() - ListLag)
            .Select(taken => taken.Id)
            .ToList();
        return Task.FromResult<LookupResult>(
            ids.Count == 0 ? new LookupResult.NotThere() : new LookupResult.Found(ids)
        );
    }
}
