namespace Ekn.Core.Channels.Sms;

/// <param name="Reference">Our own reference: unguessable, unique per message; comes back with every receipt.</param>
/// <param name="ValidFor">How long the provider may go on trying to reach the phone; null leaves it to the provider.</param>
public sealed record SmsMessage(string Reference, PhoneNumber To, string Text, TimeSpan? ValidFor)
{
    /// <summary>The reference alone: text and number must not slip into a log.</summary>
    public override string ToString() => $"SmsMessage {Reference}";
}
