using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>A message as it stands in the outbox.</summary>
internal sealed record OutboxRow
{
    public const string Columns = """
        id, purpose, night, recipient, channel, address, name, subject, text, html, unsubscribe_link, reference,
        obeys_stop, created_at, expires_at, state, attempts, doubts, next_attempt_at, lease_owner, lease_until,
        first_attempt_at, provider_id, called_off_at, message_key, wakes, gateway, in_reply_to, practice
        """;

    public long Id { get; init; }
    public string Purpose { get; init; } = "";
    public Night? Night { get; init; }
    public string Recipient { get; init; } = "";
    public Channel Channel { get; init; }
    public string Address { get; init; } = "";
    public string Name { get; init; } = "";
    public string? Subject { get; init; }
    public string Text { get; init; } = "";
    public string? Html { get; init; }
    public string? UnsubscribeLink { get; init; }
    public string Reference { get; init; } = "";
    public bool ObeysStop { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public int Doubts { get; init; }
    public DateTimeOffset NextAttemptAt { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public DateTimeOffset? FirstAttemptAt { get; init; }
    public string? ProviderId { get; init; }
    public DateTimeOffset? CalledOffAt { get; init; }

    public string MessageKey { get; init; } = "";

    /// <summary>Goes in spite of quiet hours.</summary>
    public bool Wakes { get; init; }

    /// <summary>The Message-ID of the email that this one answers; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    public bool Practice { get; init; }

    /// <summary>The gateway of the last attempt by text message; null before any.</summary>
    public string? Gateway { get; init; }

    /// <summary>The key of the same letter by the other channel.</summary>
    public string OtherKey => OutgoingMessage.OtherKeyOf(MessageKey);

    /// <summary>Since when it has tried to get out; since it was written, as long as it has not tried.</summary>
    public DateTimeOffset TriedSince => FirstAttemptAt ?? CreatedAt;

    private bool IsAlert => Purpose == OutgoingMessage.AlertPurpose;

    /// <summary>The alert that tells of this message's failure.</summary>
    public Alert Failure(Note reason) =>
        new(
            AlertKind.MessageFailed,
            FailureSubject,
            FailureNight,
            Note.Of("trouble.lost").With("what", What).With("channel", By).With("who", Who).With("reason", reason)
        )
        {
            IsPractice = Practice,
        };

    /// <summary>What <see cref="Failure"/> is about.</summary>
    public string FailureSubject => IsAlert ? $"alert:{Recipient}:{Channel}" : Reference;

    public Night? FailureNight => IsAlert ? null : Night;

    /// <summary>
    /// The alert that tells that this message was not sent in time. When a provider is away for hours the whole call of
    /// a night expires: that is one trouble and one alert, not a hundred and fifty.
    /// </summary>
    public Alert Expiry() =>
        Night is null || IsAlert
            ? Failure(Note.Of("why.expired"))
            : new Alert(
                AlertKind.MessageFailed,
                $"expired:{Purpose}",
                Night,
                Note.Of("trouble.expired").With("what", What).With("channel", By).With("who", Who)
            )
            {
                IsPractice = Practice,
            };

    /// <summary>The alert that the whole channel is refused or silent.</summary>
    public Alert ChannelTrouble(Note reason) =>
        new(
            ChannelAlert(Channel),
            TroubleSubject,
            null,
            SmsGateways.IsSecond(Gateway) ? Note.Of("trouble.second-gateway").With("reason", reason) : reason
        );

    /// <summary>The channel, and of two gateways the one that made the attempt: that the second sends does not mend the first.</summary>
    public string TroubleSubject =>
        SmsGateways.IsSecond(Gateway) ? $"{ChannelSubject(Channel)}:{SmsAccount.Second}" : ChannelSubject(Channel);

    public static AlertKind ChannelAlert(Channel channel) =>
        channel == Channel.Sms ? AlertKind.GatewayRefuses : AlertKind.MailRefuses;

    public static string ChannelSubject(Channel channel) => channel == Channel.Sms ? "sms" : "email";

    private Note What => Note.Of($"page.purpose.{Purpose}", or: "page.purpose.other");

    private Note By => Note.Of($"page.messages.channel-{ChannelSubject(Channel)}");

    /// <summary>By role and id, as pages and log name people: an alert holds no names.</summary>
    public Note Who =>
        Recipient.Split(':', 2) is [var role, var id]
            ? Note.Of($"recipient.{role}", or: "recipient.other").With("id", id)
            : Note.Of("recipient.other").With("id", Recipient);

    public override string ToString() => $"outbox {Id}";
}
