using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>03:30: old evidence is compressed, used-up links and old job runs are cleared away.</summary>
public sealed class HousekeepingRound(
    Database database,
    TimeProvider clock,
    EvidenceStore evidence,
    IOptions<ScheduleOptions> schedule
) : IRound
{
    private static readonly TimeSpan KeepRuns = TimeSpan.FromDays(400);
    private static readonly TimeSpan KeepHired = TimeSpan.FromDays(100);
    private static readonly TimeSpan KeepFollowUps = TimeSpan.FromDays(7);

    public string Name => "housekeeping";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.Housekeeping];

    public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var compressed = await evidence.CompressOldAsync(session, cancellationToken);
                // The lists have names and numbers, and are worth nothing once the night is over.
                await session.ExecuteAsync(
                    "DELETE FROM attachment WHERE outbox_id IN (SELECT id FROM outbox WHERE created_at < @yesterday)",
                    new { yesterday = now.AddDays(-1) },
                    cancellationToken
                );
                // What would have gone by the other channel is worth nothing either.
                await session.ExecuteAsync(
                    "DELETE FROM spare WHERE outbox_id IN (SELECT id FROM outbox WHERE expires_at < @now)",
                    new { now },
                    cancellationToken
                );
                await session.ExecuteAsync(
                    "DELETE FROM sign_in WHERE expires_at < @yesterday",
                    new { yesterday = now.AddDays(-1) },
                    cancellationToken
                );
                // What was being sent at the moment when its reader was erased.
                await session.ExecuteAsync(
                    """
                    UPDATE outbox SET address = '', name = '', subject = NULL, text = '', html = NULL, unsubscribe_link = NULL
                    WHERE called_off_at IS NOT NULL AND state NOT IN ('queued', 'sending', 'unknown') AND address <> ''
                        AND recipient IN (SELECT 'volunteer:' || id FROM volunteer WHERE erased_at IS NOT NULL)
                    """,
                    null,
                    cancellationToken
                );
                // Long enough to pay them.
                await session.ExecuteAsync(
                    "DELETE FROM hired WHERE shift_id IN (SELECT id FROM shift WHERE ends_at < @before)",
                    new { before = now - KeepHired },
                    cancellationToken
                );
                await session.ExecuteAsync("DELETE FROM link WHERE expires_at < @now", new { now }, cancellationToken);
                await session.ExecuteAsync(
                    "DELETE FROM job_run WHERE started_at < @before OR (job = 'follow-up' AND outcome = 'done' AND started_at < @soon)",
                    new { before = now - KeepRuns, soon = now - KeepFollowUps },
                    cancellationToken
                );
                return (RoundResult)new RoundResult.Done(Note.Of("round.compressed").With("count", compressed));
            },
            cancellationToken
        );
}
