using System.Data.Common;
using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Writes down how an attempt ended: each <see cref="OutboxMoves">move</see> in one transaction with what it causes.
/// </summary>
internal sealed class Outcomes(
    Database database,
    OutboxMoves moves,
    Fallback fallback,
    AlertLog alerts,
    ChannelAlarms alarms,
    DispatchOptions options,
    TimeProvider clock
)
{
    private const int Tries = 3;

    /// <summary>The result of an attempt that <see cref="Claims.BeginAttemptAsync"/> recorded.</summary>
    public Task<MessageEnd> RecordAsync(OutboxRow row, string owner, SendResult result) =>
        // What the provider has done must not be forgotten because one connection to the database broke just now.
        InsistAsync(() =>
            result switch
            {
                SendResult.Accepted accepted => AcceptedAsync(row, owner, accepted.ProviderId),
                SendResult.FailedForNow failed => LaterAsync(row, owner, failed.Reason, failed.RetryAfter, false),
                SendResult.FailedForGood { Failure: SendFailure.Account } failed => LaterAsync(
                    row,
                    owner,
                    failed.Reason,
                    null,
                    true
                ),
                SendResult.FailedForGood { Failure: SendFailure.OptedOut } failed => EndAsync(
                    row,
                    owner,
                    MessageState.Stopped,
                    failed.Reason,
                    null
                ),
                SendResult.FailedForGood failed => EndAsync(
                    row,
                    owner,
                    MessageState.Failed,
                    failed.Reason,
                    row.Failure(failed.Reason)
                ),
                SendResult.OutcomeUnknown unknown => UnsureAsync(row, owner, unknown.Reason),
                _ => throw new InvalidOperationException($"No rule for {result.GetType().Name}."),
            }
        );

    /// <summary>
    /// Something broke in our own hands while this message was handled. It goes on as whatever is safe, after a wait,
    /// and a person is told.
    /// </summary>
    public Task<MessageEnd> BrokenAsync(OutboxRow row, string owner, Note trouble) =>
        database.InTransactionAsync(
            async session =>
            {
                var wait = Longer(Backoff.After(row.Id, row.Attempts + 1, options), options.LookupDelay);
                if (!await moves.BreakAsync(session, row, owner, clock.GetUtcNow() + wait, trouble))
                {
                    return MessageEnd.NotOurs;
                }
                await alerts.RaiseAsync(session, row.Failure(trouble), CancellationToken.None);
                return MessageEnd.Unknown;
            },
            CancellationToken.None
        );

    private async Task<MessageEnd> AcceptedAsync(OutboxRow row, string owner, string providerId)
    {
        try
        {
            return await AcceptAsync(row, owner, providerId);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            // The id stands on another message. What counts is that this one is not sent again.
            return await AcceptAsync(row, owner, null);
        }
    }

    private Task<MessageEnd> AcceptAsync(OutboxRow row, string owner, string? providerId) =>
        database.InTransactionAsync(
            async session =>
            {
                if (!await moves.AcceptAsync(session, row, owner, providerId))
                {
                    // A receipt was quicker than the response, and knows more.
                    return MessageEnd.NotOurs;
                }
                await alarms.GotOutAsync(session, row);
                return MessageEnd.Accepted;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> LaterAsync(
        OutboxRow row,
        string owner,
        Note reason,
        TimeSpan? retryAfter,
        bool accountRefused
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var next = now + Longer(Backoff.After(row.Id, row.Attempts, options), retryAfter ?? TimeSpan.Zero);
                var patienceEnd = await Spares.HasAsync(session, row) ? Patience.EndOf(row, options) : row.ExpiresAt;
                await Fallback.LockAsync(session, row);
                var isOurs =
                    await session.SingleAsync<long>(
                        "SELECT COUNT(*) FROM outbox WHERE id = @Id AND lease_owner = @Owner AND state = 'sending'",
                        new { row.Id, Owner = owner },
                        CancellationToken.None
                    ) > 0;
                if (!isOurs)
                {
                    return MessageEnd.NotOurs;
                }
                if (patienceEnd <= now && await fallback.GoesByOtherAsync(session, row))
                {
                    return await moves.EndAsync(session, row, owner, MessageState.Expired, reason, null);
                }
                // At its expiry it comes up once more, to be seen as expired and told of.
                var latest = patienceEnd > now ? patienceEnd : row.ExpiresAt;
                if (!await moves.QueueAgainAsync(session, row, owner, next < latest ? next : latest, reason))
                {
                    return MessageEnd.NotOurs;
                }
                if (accountRefused)
                {
                    await alarms.RaiseAsync(session, row, reason);
                }
                await alarms.RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Waiting;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> UnsureAsync(OutboxRow row, string owner, Note reason) =>
        database.InTransactionAsync(
            async session =>
            {
                // A repeated doubt waits longer; the first is cleared up as soon as the provider's list can be trusted.
                var wait = row.Doubts == 0 ? TimeSpan.Zero : Backoff.After(row.Id, row.Doubts, options);
                var next = clock.GetUtcNow() + Longer(wait, options.LookupDelay);
                if (!await moves.DoubtAsync(session, row, owner, next, reason))
                {
                    return MessageEnd.NotOurs;
                }
                await alarms.RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Unknown;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> EndAsync(OutboxRow row, string owner, string state, Note reason, Alert? alert) =>
        database.InTransactionAsync(
            session => moves.EndAsync(session, row, owner, state, reason, alert),
            CancellationToken.None
        );

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static async Task<MessageEnd> InsistAsync(Func<Task<MessageEnd>> record)
    {
        var left = Tries;
        while (true)
        {
            try
            {
                return await record();
            }
            catch (DbException) when (--left > 0)
            {
                // Again: a change that had happened after all finds its expected state gone and does nothing.
            }
        }
    }
}
