using System.Data.Common;
using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Writes down how an attempt ended. Every change repeats the owner and the state that it expects, so that a worker
/// that was held up never writes over what another worker or a receipt has found out since.
/// </summary>
internal sealed class Outcomes(
    Database database,
    AlertLog alerts,
    Fallback fallback,
    QuietHours quiet,
    DispatchOptions options,
    TimeProvider clock
)
{
    private const int Tries = 3;

    // Before its expiry a message is still worth this much by the other channel, or a quarter of its life.
    private static readonly TimeSpan LastChance = TimeSpan.FromMinutes(30);

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
                    return await MoveToEndAsync(session, current, owner, MessageState.Cancelled, null, null);
                }
                if (current.ObeysStop && await Spares.HasStoppedAsync(session, current.Address))
                {
                    return await MoveToEndAsync(session, current, owner, MessageState.Stopped, null, null);
                }
                if (current.ExpiresAt <= clock.GetUtcNow())
                {
                    return await MoveToEndAsync(session, current, owner, MessageState.Expired, null, current.Expiry());
                }
                // What forbade it is over already (a STOP followed by a START): the next pass sends it.
                return await KeepAsync(session, current, owner, clock.GetUtcNow(), null) == 1
                    ? MessageEnd.Waiting
                    : MessageEnd.NotOurs;
            },
            CancellationToken.None
        );

    /// <summary>
    /// What only asks, reminds or thanks waits while people sleep, however it came to be so late, and goes to no number
    /// that has had enough for a day.
    /// </summary>
    /// <returns>Null when the message may go.</returns>
    public async Task<MessageEnd?> RestrainAsync(OutboxRow row, string owner)
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
                    await KeepAsync(session, row, owner, next, null) == 1 ? MessageEnd.Waiting : MessageEnd.NotOurs,
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
                var had = await session.SingleAsync<long>(
                    """
                    SELECT COUNT(*) FROM outbox WHERE address = @Address AND channel = 'sms' AND first_attempt_at > @Since
                        AND id <> @Id AND (state IN ('sending', 'unknown', 'delivered') OR accepted_at IS NOT NULL)
                    """,
                    new
                    {
                        row.Id,
                        row.Address,
                        Since = now.AddDays(-1),
                    },
                    CancellationToken.None
                );
                return had < options.SmsPerNumberPerDay
                    ? (MessageEnd?)null
                    : await HoldBackAsync(session, row, owner, had);
            },
            CancellationToken.None
        );
    }

    private async Task<MessageEnd> HoldBackAsync(Session session, OutboxRow row, string owner, long had)
    {
        var reason =
            $"the number has had {had} text messages in a day, and no more that ask or remind go there (Ekn:Dispatch:SmsPerNumberPerDay).";
        var end = await MoveToEndAsync(session, row, owner, MessageState.Failed, reason, row.Failure(reason));
        if (end == MessageEnd.Ended)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.NumberLimit, row.Recipient, null, $"{row.Recipient}: {reason}"),
                CancellationToken.None
            );
        }
        return end;
    }

    /// <summary>
    /// The provider has messages of this text to this number. One that is not known to be another message of ours is
    /// this one.
    /// </summary>
    /// <returns>Null when all of them are others: the message is not there.</returns>
    public async Task<MessageEnd?> FoundAsync(OutboxRow row, string owner, IReadOnlyList<string> providerIds)
    {
        try
        {
            return await database.InTransactionAsync(
                session => TakeOneAsync(session, row, owner, providerIds),
                CancellationToken.None
            );
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            // A message with the same words to the same phone took it in this same moment.
            return await PostponeAsync(row, owner, "another message with the same words was found first");
        }
    }

    /// <summary>The second gateway takes over: texts get out, and all the same somebody must see to the first.</summary>
    public Task TookOverAsync(OutboxRow row, string reason) =>
        database.InTransactionAsync(
            session =>
                alerts.RaiseAsync(
                    session,
                    new Alert(
                        OutboxRow.ChannelAlert(row.Channel),
                        row.TroubleSubject,
                        null,
                        $"The first gateway does not take our texts; the second sends them, and the first is tried again: {reason}"
                    ),
                    CancellationToken.None
                ),
            CancellationToken.None
        );

    /// <summary>The provider could not be asked, or not to any use: the message stays as it is and is asked about later.</summary>
    public Task<MessageEnd> PostponeAsync(OutboxRow row, string owner, string reason) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                // The longer it has been unknown, the longer the wait: no column counts the questions.
                var since = row.FirstAttemptAt ?? row.CreatedAt;
                var wait = Backoff.After(row.Id, row.Doubts, options);
                var grown = TimeSpan.FromSeconds(
                    Math.Clamp((now - since).TotalSeconds / 4, wait.TotalSeconds, options.BackoffMaxSeconds)
                );
                if (await KeepAsync(session, row, owner, now + grown, reason) == 0)
                {
                    return MessageEnd.NotOurs;
                }
                if (PatienceEnd(row) <= now)
                {
                    // In doubt for so long: better by both channels than by none.
                    await fallback.GoesByOtherAsync(session, row);
                }
                if (row.ExpiresAt <= now && !await fallback.OtherLivesAsync(session, row))
                {
                    var doubt = $"nobody knows whether the provider took it ({reason}).";
                    await alerts.RaiseAsync(session, row.Failure(doubt), CancellationToken.None);
                }
                await RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Unknown;
            },
            CancellationToken.None
        );

    /// <summary>An email whose outcome stayed unknown too often: more copies would harm more than they help.</summary>
    public Task<MessageEnd> GiveUpAsync(OutboxRow row, string owner)
    {
        const string reason = "nobody knows whether it arrived; the mail server never gave a clear answer.";
        return EndAsync(row, owner, MessageState.Failed, reason, row.Failure(reason));
    }

    /// <summary>
    /// Something broke in our own hands while this message was handled. It goes on as whatever is safe, after a wait,
    /// and a person is told.
    /// </summary>
    public Task<MessageEnd> BrokenAsync(OutboxRow row, string owner, string trouble) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var rows = await session.ExecuteAsync(
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
                        Next = now + Longer(Backoff.After(row.Id, row.Attempts + 1, options), options.LookupDelay),
                        Trouble = trouble,
                        Now = now,
                    },
                    CancellationToken.None
                );
                if (rows == 0)
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
            return await MoveToAcceptedAsync(row, owner, providerId);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            // The id stands on another message. What counts is that this one is not sent again.
            return await MoveToAcceptedAsync(row, owner, null);
        }
    }

    /// <summary>
    /// That the provider has the message is true whoever holds the lease by now. Only an attempt of another worker that
    /// is under way at this moment is left to that worker.
    /// </summary>
    private Task<MessageEnd> MoveToAcceptedAsync(OutboxRow row, string owner, string? providerId) =>
        database.InTransactionAsync(
            async session =>
            {
                var rows = await session.ExecuteAsync(
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
                );
                if (rows == 0)
                {
                    // A receipt was quicker than the response, and knows more.
                    return MessageEnd.NotOurs;
                }
                await ClearAlertsAsync(session, row);
                return MessageEnd.Accepted;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> LaterAsync(
        OutboxRow row,
        string owner,
        string reason,
        TimeSpan? retryAfter,
        bool accountRefused
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var next = now + Longer(Backoff.After(row.Id, row.Attempts, options), retryAfter ?? TimeSpan.Zero);
                var patienceEnd = await Spares.HasAsync(session, row) ? PatienceEnd(row) : row.ExpiresAt;
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
                    return await MoveToEndAsync(session, row, owner, MessageState.Expired, reason, null);
                }
                var latest = patienceEnd > now ? patienceEnd : row.ExpiresAt;
                var rows = await session.ExecuteAsync(
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
                        Reason = reason,
                        Now = now,
                        // At its expiry it comes up once more, to be seen as expired and told of.
                        Next = next < latest ? next : latest,
                    },
                    CancellationToken.None
                );
                if (rows == 0)
                {
                    return MessageEnd.NotOurs;
                }
                if (accountRefused)
                {
                    await alerts.RaiseAsync(session, row.ChannelTrouble(reason), CancellationToken.None);
                }
                await RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Waiting;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> UnsureAsync(OutboxRow row, string owner, string reason) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                // A repeated doubt waits longer; the first is cleared up as soon as the provider's list can be trusted.
                var wait = row.Doubts == 0 ? TimeSpan.Zero : Backoff.After(row.Id, row.Doubts, options);
                var rows = await session.ExecuteAsync(
                    """
                    UPDATE outbox SET state = 'unknown', doubts = doubts + 1, next_attempt_at = @Next,
                        lease_owner = NULL, lease_until = NULL, last_error = @Reason, last_error_at = @Now
                    WHERE id = @Id AND lease_owner = @Owner AND state = 'sending'
                    """,
                    new
                    {
                        row.Id,
                        Owner = owner,
                        Next = now + Longer(wait, options.LookupDelay),
                        Reason = reason,
                        Now = now,
                    },
                    CancellationToken.None
                );
                if (rows == 0)
                {
                    return MessageEnd.NotOurs;
                }
                await RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Unknown;
            },
            CancellationToken.None
        );

    private Task<MessageEnd> EndAsync(OutboxRow row, string owner, string state, string reason, Alert? alert) =>
        database.InTransactionAsync(
            session => MoveToEndAsync(session, row, owner, state, reason, alert),
            CancellationToken.None
        );

    /// <param name="alert">Raised when no other channel is left; null for an end that is nobody's trouble.</param>
    private async Task<MessageEnd> MoveToEndAsync(
        Session session,
        OutboxRow row,
        string owner,
        string state,
        string? reason,
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

    private async Task<MessageEnd?> TakeOneAsync(
        Session session,
        OutboxRow row,
        string owner,
        IReadOnlyList<string> providerIds
    )
    {
        var twins = await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM outbox
            WHERE state = 'sending' AND channel = 'sms' AND address = @Address AND text = @Text AND id <> @Id
            """,
            new
            {
                row.Id,
                row.Address,
                row.Text,
            },
            CancellationToken.None
        );
        if (twins > 0)
        {
            // The same words are on their way to the same phone right now (a family shares it): what was found may be those.
            var kept = await KeepAsync(session, row, owner, clock.GetUtcNow() + options.LookupDelay, null);
            return kept == 1 ? MessageEnd.Unknown : MessageEnd.NotOurs;
        }
        foreach (var providerId in providerIds)
        {
            var others = await session.SingleAsync<long>(
                """
                SELECT (SELECT COUNT(*) FROM outbox WHERE provider_id = @ProviderId AND channel = 'sms' AND id <> @Id)
                    + (SELECT COUNT(*) FROM receipt WHERE provider_id = @ProviderId AND reference <> @Reference)
                """,
                new
                {
                    row.Id,
                    row.Reference,
                    ProviderId = providerId,
                },
                CancellationToken.None
            );
            if (others > 0)
            {
                continue;
            }
            var rows = await session.ExecuteAsync(
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
            );
            if (rows == 0)
            {
                return MessageEnd.NotOurs;
            }
            await ClearAlertsAsync(session, row);
            return MessageEnd.Accepted;
        }
        return null;
    }

    private Task<int> KeepAsync(Session session, OutboxRow row, string owner, DateTimeOffset next, string? reason) =>
        session.ExecuteAsync(
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
        );

    /// <summary>One message that fails may be its own fault; when nothing else got out meanwhile it is the channel's.</summary>
    private async Task RaiseIfSilentAsync(Session session, OutboxRow row, string reason)
    {
        var since = row.FirstAttemptAt ?? row.CreatedAt;
        if (clock.GetUtcNow() - since < TimeSpan.FromMinutes(options.SilentAlertMinutes))
        {
            return;
        }
        var gotOut = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE channel = @Channel AND accepted_at >= @Since",
            new { Channel = OutboxRow.ChannelSubject(row.Channel), Since = since },
            CancellationToken.None
        );
        if (gotOut == 0)
        {
            await alerts.RaiseAsync(session, row.ChannelTrouble(reason), CancellationToken.None);
        }
    }

    /// <summary>It got out: neither the message nor its channel is in trouble any more.</summary>
    private async Task ClearAlertsAsync(Session session, OutboxRow row)
    {
        await alerts.ClearAsync(
            session,
            AlertKind.MessageFailed,
            row.FailureSubject,
            row.FailureNight,
            CancellationToken.None
        );
        await alerts.ClearAsync(
            session,
            OutboxRow.ChannelAlert(row.Channel),
            row.TroubleSubject,
            null,
            CancellationToken.None
        );
    }

    /// <summary>When a message that does not get out on its channel goes by the other, where there is one.</summary>
    private DateTimeOffset PatienceEnd(OutboxRow row)
    {
        var quarter = (row.ExpiresAt - row.CreatedAt) / 4;
        var lastChance = row.ExpiresAt - (quarter < LastChance ? quarter : LastChance);
        var patience = (row.FirstAttemptAt ?? row.CreatedAt) + TimeSpan.FromMinutes(options.OtherChannelAfterMinutes);
        return patience < lastChance ? patience : lastChance;
    }

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
