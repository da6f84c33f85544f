namespace Ekn.Core.Channels.Email;

/// <summary>A way to hand email to a mail server. Never throws for what a server or network can do, except cancellation.</summary>
public interface IMailTransport
{
    /// <summary>Makes one attempt.</summary>
    Task<SendResult> SendAsync(EmailMessage message, CancellationToken cancellationToken);
}
