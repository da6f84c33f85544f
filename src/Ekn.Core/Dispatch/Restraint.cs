using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>
/// What keeps a message from leaving when its turn has come: people sleep, their number has had enough for a day, or it
/// is called off, stopped or expired.
/// </summary>
internal sealed class Restraint(
    Database database,
    OutboxMoves moves,
    AlertLog alerts,
    QuietHours quiet,
    DispatchOptions options,
    TimeProvider clock
)
{
    /// <summary>
    /// What only asks, reminds or thanks waits while people sleep, however it came to be so late, and goes to no number
    /// that has had enough for a day.
    /// </summary>
    /// <returns>Null when the message may go.</returns>
    public async Task<MessageEnd?> HoldAsync(OutboxRow row, string owner)
    {
        var now = clock.GetUtcNow();
        if (!Leisurely.Is(row.Purpose, row.Recipient) || row.CalledOffAt is not null || row.ExpiresAt <= now)
        {
            return null;
        }
        if (!row.Wakes && quiet.Until(now) is { } morning)
        {
            var next = morning < row.ExpiresAt ? morning : row.ExpiresAt;
            return await database.WriteAsync(
                async session =>
                    await moves.KeepAsync(session, row, owner, next, null) ? MessageEnd.Waiting : MessageEnd.NotOurs,
                CancellationToken.None
            );
        }
        if (row.Channel != Channel.Sms || options.SmsPerNumberPerDay == 0)
        {
            return null;
        }
        return await database.InTransactionAsync(
            async session =>
            {
                var had = await HadSinceAsync(session, row, now.AddDays(-1));
                return had < options.SmsPerNumberPerDay
                    ? (MessageEnd?)null
                    : await EndAtLimitAsync(session, row, owner, had);
            },
            CancellationToken.None
        );
    }

    /// <summary>
    /// Ends a message that <see cref="Claims.BeginAttemptAsync"/> would not let go, for the reason that holds now.
    /// </summary>
    public Task<MessageEnd> EndUnsentAsync(OutboxRow row, string owner) =>
        database.InTransactionAsync(
            async session =>
            {
                var current = await session.FirstOrDefaultAsync<OutboxRow>(
                    $"SELECT {OutboxRow.Columns} FROM outbox WHERE id = @Id AND lease_owner = @Owner AND state = @State {session.Dialect.ForUpdate}",
                    new
                    {
                        row.Id,
                        row.State,
                        Owner = owner,
                    },
                    CancellationToken.None
                );
                if (current is null)
                {
                    return MessageEnd.NotOurs;
                }
                if (current.CalledOffAt is not null)
                {
                    return await moves.EndAsync(session, current, owner, MessageState.Cancelled, null, null);
                }
                if (current.ObeysStop && await Spares.HasStoppedAsync(session, current.Address))
                {
                    return await moves.EndAsync(session, current, owner, MessageState.Stopped, null, null);
                }
                if (current.ExpiresAt <= clock.GetUtcNow())
                {
                    return await moves.EndAsync(session, current, owner, MessageState.Expired, null, current.Expiry());
                }
                // What forbade it is over already (a STOP followed by a START): the next pass sends it.
                return await moves.KeepAsync(session, current, owner, clock.GetUtcNow(), null)
                    ? MessageEnd.Waiting
                    : MessageEnd.NotOurs;
            },
            CancellationToken.None
        );

    private static Task<long> HadSinceAsync(Session session, OutboxRow row, DateTimeOffset since) =>
        session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM outbox WHERE address = @Address AND channel = 'sms' AND first_attempt_at > @Since
                AND id <> @Id AND (state IN ('sending', 'unknown', 'delivered') OR accepted_at IS NOT NULL)
            """,
            new
            {
                row.Id,
                row.Address,
                Since = since,
            },
            CancellationToken.None
        );

    private async Task<MessageEnd> EndAtLimitAsync(Session session, OutboxRow row, string owner, long had)
    {
        var reason = Note.Of("why.enough").With("count", had);
        var end = await moves.EndAsync(session, row, owner, MessageState.Failed, reason, row.Failure(reason));
        if (end == MessageEnd.Ended)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(
                    AlertKind.NumberLimit,
                    row.Recipient,
                    null,
                    Note.Of("trouble.number-limit").With("who", row.Who).With("count", had)
                ),
                CancellationToken.None
            );
        }
        return end;
    }
}
