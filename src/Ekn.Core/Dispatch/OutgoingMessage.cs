using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;

namespace Ekn.Core.Dispatch;

/// <summary>A message to one person about one thing, as it is handed to the <see cref="Outbox"/>.</summary>
public sealed record OutgoingMessage
{
    /// <summary>
    /// The purpose of every message that tells of an alert. When such a message fails itself, that is one alert per
    /// person and channel, so that a coordinator who cannot be reached is no endless chain of alerts.
    /// </summary>
    public const string AlertPurpose = "alert";

    /// <summary>What it is for, in kebab words: call-volunteer, booking-confirmed.</summary>
    public required string Purpose { get; init; }

    /// <summary>The night that it concerns; null for a message about none.</summary>
    public Night? Night { get; init; }

    /// <summary>The revision of the night that it tells of.</summary>
    public int Revision { get; init; }

    /// <summary>Who it is for, by role and id: volunteer:12, coordinator:c1, premises:3, sitelead:s1, city.</summary>
    public required string Recipient { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>A phone number in E.164 form, or an email address.</summary>
    public required string Address { get; init; }

    /// <summary>The recipient's name.</summary>
    public required string Name { get; init; }

    /// <summary>Required for email.</summary>
    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>Required for email: the same content as <see cref="Text"/>.</summary>
    public string? Html { get; init; }

    /// <summary>Goes into List-Unsubscribe; null for people whose role obliges them.</summary>
    public Uri? UnsubscribeLink { get; init; }

    /// <summary>The Message-ID of the email that this one answers, in its angle brackets; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>False only for what a person must get after STOP: the confirmation of the STOP itself.</summary>
    public bool ObeysStop { get; init; } = true;

    /// <summary>From this instant on the message is worth nothing and is not sent any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Not sent before this instant; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>True to go in spite of quiet hours.</summary>
    public bool Wakes { get; init; }

    /// <summary>It says that it belongs to an exercise.</summary>
    public bool Practice { get; init; }

    /// <summary>Tells apart messages that are otherwise the same, when each is wanted: inbound:55, the answer to that text.</summary>
    public string? Occasion { get; init; }

    /// <summary>Unique among all messages: the same key is the same message, however often it is added.</summary>
    public string Key => KeyOf(Purpose, Night, Revision, Recipient, Channel, Occasion);

    public static string KeyOf(
        string purpose,
        Night? night,
        int revision,
        string recipient,
        Channel channel,
        string? occasion
    ) => $"{purpose}|{night}|{revision}|{recipient}|{(channel == Channel.Sms ? "sms" : "email")}|{occasion}";

    /// <summary>The key of the same message by the other channel.</summary>
    public static string OtherKeyOf(string key)
    {
        // Neither purpose nor recipient holds a bar; an occasion may.
        var parts = key.Split('|', 6);
        parts[4] = parts[4] == "sms" ? "email" : "sms";
        return string.Join('|', parts);
    }

    /// <summary>Of a text message; null for an email.</summary>
    public int? Segments => Channel == Channel.Sms ? SmsSegments.Of(Text).Segments : null;

    /// <summary>The key; never the address or the text.</summary>
    public override string ToString() => Key;
}
