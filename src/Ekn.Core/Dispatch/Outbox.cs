using System.Security.Cryptography;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// The only way out of the service. A message is written here in the transaction of the fact that causes it, so that
/// both happen or neither; the <see cref="Dispatcher"/> sends it.
/// </summary>
public sealed class Outbox(TimeProvider clock)
{
    /// <summary>
    /// In SQL. An email in doubt cannot be looked up anywhere, and a text in doubt may be sent without being looked up: both
    /// count, whatever became of them afterwards.
    /// </summary>
    internal const string MayHaveReached = "(state IN ('sending', 'unknown', 'accepted', 'delivered') OR doubts > 0)";

    /// <returns>False when a message of this key is there already; nothing is changed then.</returns>
    public async Task<bool> AddAsync(Session session, OutgoingMessage message, CancellationToken cancellationToken)
    {
        Check(message);
        var now = clock.GetUtcNow();
        var rows = await session.ExecuteAsync(
            """
            INSERT INTO outbox (message_key, purpose, night, revision, recipient, channel, address, name, subject, text,
                html, unsubscribe_link, reference, obeys_stop, wakes, segments, created_at, expires_at, next_attempt_at, practice,
                in_reply_to)
            VALUES (@Key, @Purpose, @Night, @Revision, @Recipient, @Channel, @Address, @Name, @Subject, @Text,
                @Html, @UnsubscribeLink, @Reference, @ObeysStop, @Wakes, @Segments, @CreatedAt, @ExpiresAt, @NextAttemptAt,
                @Practice, @InReplyTo)
            ON CONFLICT (message_key) DO NOTHING
            """,
            new
            {
                message.Key,
                message.Purpose,
                message.Night,
                message.Revision,
                message.Recipient,
                Channel = message.Channel == Channel.Sms ? "sms" : "email",
                Address = Plain(message.Address),
                message.Name,
                message.Subject,
                message.Text,
                message.Html,
                UnsubscribeLink = message.UnsubscribeLink?.AbsoluteUri,
                Reference = RandomNumberGenerator.GetHexString(32, lowercase: true),
                ObeysStop = message.ObeysStop ? 1 : 0,
                Wakes = message.Wakes ? 1 : 0,
                message.Segments,
                CreatedAt = now,
                message.ExpiresAt,
                NextAttemptAt = message.NotBefore ?? now,
                Practice = message.Practice ? 1 : 0,
                message.InReplyTo,
            },
            cancellationToken
        );
        return rows == 1;
    }

    /// <summary>Lets a file go with an email that has just been added.</summary>
    public Task AttachAsync(
        Session session,
        string key,
        EmailAttachment attachment,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO attachment (outbox_id, name, media_type, body)
            SELECT id, @Name, @MediaType, @Body FROM outbox WHERE message_key = @key
            """,
            new
            {
                key,
                attachment.Name,
                attachment.MediaType,
                attachment.Body,
            },
            cancellationToken
        );

    /// <summary>Whether a message of this key is there, whatever became of it.</summary>
    public async Task<bool> HasAsync(Session session, string key, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE message_key = @Key",
            new { Key = key },
            cancellationToken
        ) > 0;

    /// <summary>
    /// Calls off the night's messages that have not left yet. One that a worker is sending at this very moment, or
    /// whose outcome is unknown, is not sent another time; whether it got through is still found out. Ask
    /// <see cref="WhoWasToldAsync"/> afterwards, in the same transaction.
    /// </summary>
    /// <param name="purposes">Null for all purposes.</param>
    /// <param name="beforeRevision">Only messages of earlier revisions; null for all.</param>
    /// <param name="recipient">Only messages to this recipient; null for all.</param>
    /// <returns>How many messages were not gone yet, or possibly not.</returns>
    public async Task<int> CancelAsync(
        Session session,
        Night night,
        IReadOnlyCollection<string>? purposes,
        int? beforeRevision,
        CancellationToken cancellationToken,
        string? recipient = null
    )
    {
        await LockAsync(session, night, cancellationToken);
        var count = 0;
        foreach (var purpose in purposes ?? [""])
        {
            // First the spares, also of messages that are gone: one that is being put into the outbox at this moment is
            // waited for here, and found below.
            await session.ExecuteAsync(
                """
                DELETE FROM spare WHERE outbox_id IN (
                    SELECT id FROM outbox WHERE night = @Night AND revision < @BeforeRevision AND (@Purpose = '' OR purpose = @Purpose)
                      AND (@Recipient = '' OR recipient = @Recipient))
                """,
                new
                {
                    Night = night,
                    BeforeRevision = beforeRevision ?? int.MaxValue,
                    Purpose = purpose,
                    Recipient = recipient ?? "",
                },
                cancellationToken
            );
            // One statement for both, as a message may go from queued to sending and back while we look.
            count += await session.ExecuteAsync(
                """
                UPDATE outbox SET called_off_at = @Now,
                    ended_at = CASE WHEN state = 'queued' THEN @Now ELSE ended_at END,
                    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
                WHERE night = @Night AND revision < @BeforeRevision AND (@Purpose = '' OR purpose = @Purpose)
                    AND (@Recipient = '' OR recipient = @Recipient)
                    AND state IN ('queued', 'sending', 'unknown') AND called_off_at IS NULL
                """,
                new
                {
                    Now = clock.GetUtcNow(),
                    Night = night,
                    BeforeRevision = beforeRevision ?? int.MaxValue,
                    Purpose = purpose,
                    Recipient = recipient ?? "",
                },
                cancellationToken
            );
        }
        return count;
    }

    /// <summary>As the other, for messages of every revision.</summary>
    public Task<int> CancelAsync(
        Session session,
        Night night,
        IReadOnlyCollection<string>? purposes,
        CancellationToken cancellationToken
    ) => CancelAsync(session, night, purposes, null, cancellationToken);

    /// <summary>Takes back what still waits of one purpose on one occasion, whoever it is for. It has no spares.</summary>
    /// <param name="occasion">How the occasion ends, as premises:3.</param>
    public async Task CancelOccasionAsync(
        Session session,
        Night night,
        string purpose,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        await LockAsync(session, night, cancellationToken);
        await session.ExecuteAsync(
            """
            UPDATE outbox SET called_off_at = @Now,
                ended_at = CASE WHEN state = 'queued' THEN @Now ELSE ended_at END,
                state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
            WHERE night = @Night AND purpose = @Purpose AND message_key LIKE @Ending
                AND state IN ('queued', 'sending', 'unknown') AND called_off_at IS NULL
            """,
            new
            {
                Now = clock.GetUtcNow(),
                Night = night,
                Purpose = purpose,
                Ending = $"%:{occasion}",
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Before the spares of a night are taken away: a receipt takes its message first and the spare then, and two that
    /// each hold what the other wants would never end.
    /// </summary>
    internal static Task LockAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.QueryAsync<long>(
            $"SELECT id FROM outbox WHERE night = @night ORDER BY id {session.Dialect.ForUpdate}",
            new { night },
            cancellationToken
        );

    /// <summary>
    /// Everyone whose message of these purposes was sent or may have been sent, each once; of the messages that
    /// CancelAsync reached in time nobody.
    /// </summary>
    /// <returns>Recipients as in <see cref="OutgoingMessage.Recipient"/>, in the order in which they were written to.</returns>
    public async Task<IReadOnlyList<string>> WhoWasToldAsync(
        Session session,
        Night night,
        IReadOnlyCollection<string> purposes,
        CancellationToken cancellationToken
    )
    {
        var told = new List<ToldRow>();
        foreach (var purpose in purposes)
        {
            told.AddRange(
                await session.QueryAsync<ToldRow>(
                    $"SELECT id, recipient FROM outbox WHERE night = @Night AND purpose = @Purpose AND {MayHaveReached}",
                    new { Night = night, Purpose = purpose },
                    cancellationToken
                )
            );
        }
        return [.. told.OrderBy(row => row.Id).Select(row => row.Recipient).Distinct()];
    }

    /// <summary>As <see cref="WhoWasToldAsync"/>, and those whose message waits to leave and will.</summary>
    public async Task<IReadOnlyList<string>> WhoHearsAsync(
        Session session,
        Night night,
        IReadOnlyCollection<string> purposes,
        CancellationToken cancellationToken
    )
    {
        var heard = new List<string>(await WhoWasToldAsync(session, night, purposes, cancellationToken));
        foreach (var purpose in purposes)
        {
            heard.AddRange(
                await session.QueryAsync<string>(
                    "SELECT recipient FROM outbox WHERE night = @Night AND purpose = @Purpose AND state = 'queued' ORDER BY id",
                    new { Night = night, Purpose = purpose },
                    cancellationToken
                )
            );
        }
        return [.. heard.Distinct()];
    }

    /// <summary>An address as it stands in the table of those who said STOP, which is compared with it.</summary>
    internal static string Plain(string address) => address.Trim().ToLowerInvariant();

    private static void Check(OutgoingMessage message)
    {
        if (message.Purpose.Contains('|') || message.Recipient.Contains('|'))
        {
            throw new ArgumentException("Purpose and recipient make the key and hold no '|'.", nameof(message));
        }
        if (message.Channel == Channel.Email && (message.Subject is null || message.Html is null))
        {
            throw new ArgumentException($"The email '{message.Purpose}' needs a subject and HTML.", nameof(message));
        }
    }

    private sealed record ToldRow
    {
        public long Id { get; init; }
        public string Recipient { get; init; } = "";
    }
}
