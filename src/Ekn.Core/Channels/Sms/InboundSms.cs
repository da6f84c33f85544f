namespace Ekn.Core.Channels.Sms;

/// <summary>A text message that a person sent to the service.</summary>
/// <param name="ProviderId">The provider's id of it. The same text can arrive twice under one id, and rarely under two.</param>
/// <param name="From">Null when the sender is no phone number (a name or a short code): it cannot be answered.</param>
/// <param name="To">Our own number or short code, as the provider writes it.</param>
/// <param name="Text">Empty when a person sent only a picture.</param>
public sealed record InboundSms(string ProviderId, PhoneNumber? From, string To, string Text)
{
    /// <summary>Pictures and the like that came along; they are not fetched.</summary>
    public int Attachments { get; init; }

    /// <summary>The id alone: text and number must not slip into a log.</summary>
    public override string ToString() => $"InboundSms {ProviderId}";
}
