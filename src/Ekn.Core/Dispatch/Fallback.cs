using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>
/// What follows when a message ends: a failure goes on by the person's other channel, and a person is told only when no
/// channel is left. The two messages of one letter are locked together and always in the same order, so that two that
/// fail in one moment do not each take the other for alive, nor wait for each other.
/// </summary>
public sealed class Fallback(Spares spares, AlertLog alerts, TimeProvider clock)
{
    /// <summary>Call before the message is changed.</summary>
    internal static Task LockAsync(Session session, OutboxRow row) =>
        session.QueryAsync<long>(
            $"SELECT id FROM outbox WHERE message_key IN (@Key, @Other) ORDER BY id {session.Dialect.ForUpdate}",
            new { Key = row.MessageKey, Other = row.OtherKey },
            CancellationToken.None
        );

    /// <summary>The message has failed for good, or expired. What was called off meanwhile is missed by nobody.</summary>
    internal async Task AfterFailureAsync(Session session, OutboxRow row, Alert alert)
    {
        if (await spares.UseAsync(session, row))
        {
            return;
        }
        if (
            await OtherAsync(session, row) is
            { State: not (MessageState.Failed or MessageState.Expired or MessageState.Stopped) }
        )
        {
            return;
        }
        if (!await IsCalledOffAsync(session, row))
        {
            await alerts.RaiseAsync(session, alert, CancellationToken.None);
        }
    }

    /// <summary>The person wants nothing by this channel; when the other had failed before, nothing reached them.</summary>
    internal async Task AfterStopAsync(Session session, OutboxRow row)
    {
        await session.ExecuteAsync("DELETE FROM spare WHERE outbox_id = @Id", new { row.Id }, CancellationToken.None);
        if (
            await OtherAsync(session, row) is { State: MessageState.Failed or MessageState.Expired } other
            && !await Spares.HasStoppedAsync(session, other.Address)
        )
        {
            await alerts.RaiseAsync(session, other.Failure(Note.Of("why.other-stopped")), CancellationToken.None);
        }
    }

    /// <summary>It has arrived after all: what stands in for it and has not left yet is not needed.</summary>
    internal async Task AfterDeliveryAsync(Session session, OutboxRow row)
    {
        await session.ExecuteAsync("DELETE FROM spare WHERE outbox_id = @Id", new { row.Id }, CancellationToken.None);
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = 'cancelled', called_off_at = @Now, ended_at = @Now
            WHERE spare_of = @Id AND state = 'queued'
            """,
            new { row.Id, Now = clock.GetUtcNow() },
            CancellationToken.None
        );
        await ClearAsync(session, row);
        if (await OtherAsync(session, row) is { } other)
        {
            await ClearAsync(session, other);
        }
    }

    /// <summary>The spare may go although the message has not failed yet: it has waited long for its own channel.</summary>
    internal Task<bool> GoesByOtherAsync(Session session, OutboxRow row) => spares.UseAsync(session, row);

    internal async Task<bool> OtherLivesAsync(Session session, OutboxRow row) =>
        await OtherAsync(session, row)
            is { State: not (MessageState.Failed or MessageState.Expired or MessageState.Stopped) };

    private Task ClearAsync(Session session, OutboxRow row) =>
        alerts.ClearAsync(
            session,
            AlertKind.MessageFailed,
            row.FailureSubject,
            row.FailureNight,
            CancellationToken.None
        );

    // Asked anew: the row may have been read before the calling off.
    private static async Task<bool> IsCalledOffAsync(Session session, OutboxRow row) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE id = @Id AND called_off_at IS NOT NULL",
            new { row.Id },
            CancellationToken.None
        ) > 0;

    private static Task<OutboxRow?> OtherAsync(Session session, OutboxRow row) =>
        session.FirstOrDefaultAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM outbox WHERE message_key = @Other",
            new { Other = row.OtherKey },
            CancellationToken.None
        );
}
