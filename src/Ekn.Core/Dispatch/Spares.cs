using System.Security.Cryptography;
using Ekn.Core.Channels.Email;
using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Messages that are ready on a person's other channel, in case the first fails for good. A spare is used once: it is
/// taken away in the transaction that puts it into the outbox, under a key of its own there.
/// </summary>
public sealed class Spares(QuietHours quiet, TimeProvider clock)
{
    /// <param name="key">Of the message in the outbox that it stands in for, added in this same transaction.</param>
    /// <param name="message">Purpose, recipient, night and expiry are those of that message; only what a channel tells apart is kept.</param>
    public Task KeepAsync(
        Session session,
        string key,
        OutgoingMessage message,
        EmailAttachment? attachment,
        CancellationToken cancellationToken
    )
    {
        var file = message.Channel == Channel.Email ? attachment : null;
        return session.ExecuteAsync(
            """
            INSERT INTO spare (outbox_id, message_key, channel, address, subject, text, html, unsubscribe_link, reference,
                segments, attachment_name, attachment_media_type, attachment_body)
            SELECT id, @SpareKey, @Channel, @Address, @Subject, @Text, @Html, @UnsubscribeLink, @Reference,
                @Segments, @FileName, @MediaType, @Body
            FROM outbox WHERE message_key = @Key
            ON CONFLICT (outbox_id) DO NOTHING
            """,
            new
            {
                Key = key,
                SpareKey = message.Key,
                Channel = message.Channel == Channel.Sms ? "sms" : "email",
                Address = Outbox.Plain(message.Address),
                message.Subject,
                message.Text,
                message.Html,
                UnsubscribeLink = message.UnsubscribeLink?.AbsoluteUri,
                Reference = RandomNumberGenerator.GetHexString(32, lowercase: true),
                message.Segments,
                FileName = file?.Name,
                file?.MediaType,
                file?.Body,
            },
            cancellationToken
        );
    }

    /// <summary>Whether the message has one that is not used yet.</summary>
    internal static async Task<bool> HasAsync(Session session, OutboxRow row) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM spare WHERE outbox_id = @Id",
            new { row.Id },
            CancellationToken.None
        ) > 0;

    /// <summary>Puts the spare into the outbox, when there is one that still makes sense. It is gone afterwards either way.</summary>
    /// <returns>Whether the message is on its way by the other channel now.</returns>
    internal async Task<bool> UseAsync(Session session, OutboxRow failed)
    {
        // Whoever takes it away first has it: a calling off at this moment, or a second receipt, finds none.
        var taken = await session.QueryAsync<Spare>(
            """
            DELETE FROM spare WHERE outbox_id = @Id
            RETURNING message_key, channel, address, subject, text, html, unsubscribe_link, reference, segments,
                attachment_name, attachment_media_type, attachment_body
            """,
            new { failed.Id },
            CancellationToken.None
        );
        if (taken.Count == 0 || failed.CalledOffAt is not null)
        {
            return false;
        }
        var spare = taken[0];
        var now = clock.GetUtcNow();
        var next = failed.Wakes ? now : quiet.NotBefore(failed.Purpose, failed.Recipient, now) ?? now;
        if (failed.ExpiresAt <= next || (failed.ObeysStop && await HasStoppedAsync(session, spare.Address)))
        {
            return false;
        }
        var added = await session.ExecuteAsync(
            """
            INSERT INTO outbox (message_key, purpose, night, revision, recipient, channel, address, name, subject, text,
                html, unsubscribe_link, reference, obeys_stop, wakes, practice, segments, spare_of, created_at, expires_at, next_attempt_at)
            SELECT @MessageKey, purpose, night, revision, recipient, @Channel, @Address, name, @Subject, @Text,
                @Html, @UnsubscribeLink, @Reference, obeys_stop, wakes, practice, @Segments, id, @Now, expires_at, @Next
            FROM outbox WHERE id = @Id
            ON CONFLICT (message_key) DO NOTHING
            """,
            new
            {
                failed.Id,
                spare.MessageKey,
                spare.Channel,
                spare.Address,
                spare.Subject,
                spare.Text,
                spare.Html,
                spare.UnsubscribeLink,
                spare.Reference,
                spare.Segments,
                Now = now,
                Next = next,
            },
            CancellationToken.None
        );
        if (added == 1 && spare.AttachmentName is not null)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO attachment (outbox_id, name, media_type, body)
                SELECT id, @AttachmentName, @AttachmentMediaType, @AttachmentBody FROM outbox WHERE message_key = @MessageKey
                """,
                new
                {
                    spare.MessageKey,
                    spare.AttachmentName,
                    spare.AttachmentMediaType,
                    spare.AttachmentBody,
                },
                CancellationToken.None
            );
        }
        return added == 1;
    }

    internal static async Task<bool> HasStoppedAsync(Session session, string address) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM stopped WHERE address = @Address",
            new { Address = address },
            CancellationToken.None
        ) > 0;

    private sealed record Spare
    {
        public string MessageKey { get; init; } = "";
        public string Channel { get; init; } = "";
        public string Address { get; init; } = "";
        public string? Subject { get; init; }
        public string Text { get; init; } = "";
        public string? Html { get; init; }
        public string? UnsubscribeLink { get; init; }
        public string Reference { get; init; } = "";
        public int? Segments { get; init; }
        public string? AttachmentName { get; init; }
        public string? AttachmentMediaType { get; init; }
        public byte[]? AttachmentBody { get; init; }

        public override string ToString() => "spare";
    }
}
