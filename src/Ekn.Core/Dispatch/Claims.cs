using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Who may handle a message now. A claim is a lease under an owner that is used for one pass only, so that a pass that
/// was held up cannot take its successor's lease for its own.
/// </summary>
internal sealed class Claims(Database database, DispatchOptions options, TimeProvider clock)
{
    // An attempt is not asked about before its lease has run out, when the send has been given up at the latest, and
    // the provider's list has had its time too.
    private const string Due = """
        channel = @Channel AND (
            (state IN ('queued', 'unknown') AND next_attempt_at <= @Now AND (lease_until IS NULL OR lease_until <= @Now))
            OR (state = 'sending' AND lease_until <= @Settled))
        """;

    /// <summary>A look without locks, so that an idle worker does not hold up those who write.</summary>
    public async Task<bool> AnyDueAsync(Channel channel, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var due = await session.QueryAsync<long>(
            $"SELECT id FROM outbox WHERE {Due} LIMIT 1",
            At(clock.GetUtcNow(), channel),
            cancellationToken
        );
        return due.Count > 0;
    }

    /// <summary>
    /// Takes up to <paramref name="limit"/> due messages for the owner. An abandoned attempt becomes one of unknown
    /// outcome; a message that was claimed and never attempted is simply queued still.
    /// </summary>
    public Task<IReadOnlyList<OutboxRow>> ClaimAsync(
        Channel channel,
        string owner,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync<IReadOnlyList<OutboxRow>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var values = At(now, channel);
                var rows = await session.QueryAsync<OutboxRow>(
                    $"""
                    WITH due AS MATERIALIZED (
                        SELECT id FROM outbox WHERE {Due}
                        ORDER BY next_attempt_at, id LIMIT @Limit {session.Dialect.ForUpdateSkipLocked})
                    UPDATE outbox SET lease_owner = @Owner, lease_until = @LeaseUntil,
                        doubts = CASE WHEN state = 'sending' THEN doubts + 1 ELSE doubts END,
                        state = CASE WHEN state = 'sending' THEN 'unknown' ELSE state END
                    WHERE id IN (SELECT id FROM due)
                    RETURNING {OutboxRow.Columns}
                    """,
                    new
                    {
                        values.Channel,
                        values.Now,
                        values.Settled,
                        Owner = owner,
                        Limit = limit,
                        LeaseUntil = now + options.Lease,
                    },
                    cancellationToken
                );
                return [.. rows.OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id)];
            },
            cancellationToken
        );

    /// <summary>
    /// Records the attempt before it is made, and renews the lease for it. All that can forbid the attempt is asked in
    /// the same statement: that the message is still ours and in the state that we know, not called off, not expired,
    /// and that its recipient has not said STOP.
    /// </summary>
    /// <param name="gateway">Through which a text goes now, and where it is looked up should the outcome stay unknown.</param>
    /// <returns>The message as it stands now; null when it must not be sent.</returns>
    public async Task<OutboxRow?> BeginAttemptAsync(OutboxRow row, string owner, string? gateway)
    {
        var now = clock.GetUtcNow();
        var begun = await database.WriteAsync(
            session =>
                session.QueryAsync<OutboxRow>(
                    $"""
                    UPDATE outbox SET state = 'sending', attempts = attempts + 1, gateway = @Gateway, lease_until = @LeaseUntil,
                        first_attempt_at = COALESCE(first_attempt_at, @Now)
                    WHERE id = @Id AND lease_owner = @Owner AND state = @State AND called_off_at IS NULL AND expires_at > @Now
                        AND (obeys_stop = 0 OR NOT EXISTS (SELECT 1 FROM stopped WHERE stopped.address = outbox.address))
                    RETURNING {OutboxRow.Columns}
                    """,
                    new
                    {
                        row.Id,
                        row.State,
                        Owner = owner,
                        Gateway = gateway,
                        Now = now,
                        LeaseUntil = now + options.Lease,
                    },
                    CancellationToken.None
                ),
            CancellationToken.None
        );
        return begun.Count == 0 ? null : begun[0];
    }

    /// <summary>Gives back what the pass did not come to, so that a restarted worker need not wait for the leases.</summary>
    public Task ReleaseAsync(string owner) =>
        database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "UPDATE outbox SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @Owner AND state IN ('queued', 'unknown')",
                    new { Owner = owner },
                    CancellationToken.None
                ),
            CancellationToken.None
        );

    private DueAt At(DateTimeOffset now, Channel channel) =>
        new(channel == Channel.Sms ? "sms" : "email", now, now - options.LookupDelay);

    private sealed record DueAt(string Channel, DateTimeOffset Now, DateTimeOffset Settled);
}
