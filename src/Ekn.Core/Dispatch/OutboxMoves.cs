using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>
/// What moves a message while a worker has it. Every move repeats the owner and the state that it expects and says
/// whether they held, so that a worker that was held up never writes over what another worker or a receipt has found
/// out since. Every move gives the lease back. Alerts about it are written through the same session.
/// </summary>
internal sealed class OutboxMoves(Fallback fallback, TimeProvider clock)
{
    /// <summary>
    /// Sending, to accepted. That the provider has the message is true whoever holds the lease by now: only an attempt of
    /// another worker that is under way at this moment is left to that worker.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">A unique one when the id stands on another message.</exception>
    public async Task<bool> AcceptAsync(Session session, OutboxRow row, string owner, string? providerId) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = 'accepted', provider_id = @ProviderId, accepted_at = @Now,
                lease_owner = NULL, lease_until = NULL, ended_at = NULL
            WHERE id = @Id AND ((state = 'sending' AND lease_owner = @Owner)
                OR state IN ('queued', 'unknown', 'expired', 'cancelled', 'stopped'))
            """,
            new
            {
                row.Id,
                Owner = owner,
                ProviderId = providerId,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>Unknown, to accepted: the provider has it after all.</summary>
    /// <exception cref="System.Data.Common.DbException">A unique one when the id stands on another message.</exception>
    public async Task<bool> AcceptFoundAsync(Session session, OutboxRow row, string owner, string providerId) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = 'accepted', provider_id = @ProviderId, accepted_at = @Now,
                lease_owner = NULL, lease_until = NULL
            WHERE id = @Id AND lease_owner = @Owner AND state = 'unknown'
            """,
            new
            {
                row.Id,
                Owner = owner,
                ProviderId = providerId,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>Sending, back to the queue; or to its end, where it has been called off meanwhile.</summary>
    public async Task<bool> QueueAgainAsync(
        Session session,
        OutboxRow row,
        string owner,
        DateTimeOffset next,
        Note reason
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = CASE WHEN called_off_at IS NULL THEN 'queued' ELSE 'cancelled' END,
                ended_at = CASE WHEN called_off_at IS NULL THEN ended_at ELSE @Now END,
                next_attempt_at = @Next, lease_owner = NULL, lease_until = NULL,
                last_error = @Reason, last_error_at = @Now
            WHERE id = @Id AND lease_owner = @Owner AND state = 'sending'
            """,
            new
            {
                row.Id,
                Owner = owner,
                Next = next,
                Reason = reason,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>Sending, to unknown: the provider may have it or not.</summary>
    public async Task<bool> DoubtAsync(
        Session session,
        OutboxRow row,
        string owner,
        DateTimeOffset next,
        Note reason
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = 'unknown', doubts = doubts + 1, next_attempt_at = @Next,
                lease_owner = NULL, lease_until = NULL, last_error = @Reason, last_error_at = @Now
            WHERE id = @Id AND lease_owner = @Owner AND state = 'sending'
            """,
            new
            {
                row.Id,
                Owner = owner,
                Next = next,
                Reason = reason,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>Whatever has not ended, to what is safe: an attempt that was recorded may have been made.</summary>
    public async Task<bool> BreakAsync(
        Session session,
        OutboxRow row,
        string owner,
        DateTimeOffset next,
        Note trouble
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET doubts = CASE WHEN state = 'sending' THEN doubts + 1 ELSE doubts END,
                state = CASE WHEN state = 'sending' THEN 'unknown' ELSE state END,
                next_attempt_at = @Next, lease_owner = NULL, lease_until = NULL,
                last_error = @Trouble, last_error_at = @Now
            WHERE id = @Id AND lease_owner = @Owner AND state IN ('queued', 'unknown', 'sending')
            """,
            new
            {
                row.Id,
                Owner = owner,
                Next = next,
                Trouble = trouble,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>It stays in the state that <paramref name="row"/> shows, and comes up again later.</summary>
    /// <param name="reason">Null leaves the last one.</param>
    public async Task<bool> KeepAsync(
        Session session,
        OutboxRow row,
        string owner,
        DateTimeOffset next,
        Note? reason
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET next_attempt_at = @Next, lease_owner = NULL, lease_until = NULL,
                last_error = COALESCE(@Reason, last_error),
                last_error_at = CASE WHEN @HasReason = 1 THEN @Now ELSE last_error_at END
            WHERE id = @Id AND lease_owner = @Owner AND state = @State
            """,
            new
            {
                row.Id,
                row.State,
                Owner = owner,
                Next = next,
                Reason = reason,
                HasReason = reason is null ? 0 : 1,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        ) == 1;

    /// <summary>From the state that <paramref name="row"/> shows to an end, and what follows for the person's other channel.</summary>
    /// <param name="reason">Null leaves the last one.</param>
    /// <param name="alert">Raised when no other channel is left; null for an end that is nobody's trouble.</param>
    public async Task<MessageEnd> EndAsync(
        Session session,
        OutboxRow row,
        string owner,
        string state,
        Note? reason,
        Alert? alert
    )
    {
        await Fallback.LockAsync(session, row);
        var rows = await session.ExecuteAsync(
            """
            UPDATE outbox SET state = @End, ended_at = @Now, lease_owner = NULL, lease_until = NULL,
                last_error = COALESCE(@Reason, last_error),
                last_error_at = CASE WHEN @HasReason = 1 THEN @Now ELSE last_error_at END
            WHERE id = @Id AND lease_owner = @Owner AND state = @State
            """,
            new
            {
                row.Id,
                row.State,
                Owner = owner,
                End = state,
                Reason = reason,
                HasReason = reason is null ? 0 : 1,
                Now = clock.GetUtcNow(),
            },
            CancellationToken.None
        );
        if (rows == 0)
        {
            return MessageEnd.NotOurs;
        }
        if (alert is not null)
        {
            await fallback.AfterFailureAsync(session, row, alert);
        }
        if (state == MessageState.Stopped)
        {
            await fallback.AfterStopAsync(session, row);
        }
        return MessageEnd.Ended;
    }
}
