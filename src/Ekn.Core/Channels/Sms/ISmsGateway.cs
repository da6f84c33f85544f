namespace Ekn.Core.Channels.Sms;

/// <summary>A provider that delivers text messages. Never throws for what a provider or network can do, except cancellation.</summary>
public interface ISmsGateway
{
    /// <summary>Makes one attempt.</summary>
    Task<SendResult> SendAsync(SmsMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the provider whether it already has a message of this text to this number, from <paramref name="since"/> on.
    /// </summary>
    Task<LookupResult> FindAsync(SmsMessage message, DateTimeOffset since, CancellationToken cancellationToken);
}
