using Ekn.Core.Calendar;
using Ekn.Core.Jobs;
using Quartz;

namespace Ekn.Worker.Scheduling;

/// <summary>Makes the round that its key names, for the time at which it was due.</summary>
[DisallowConcurrentExecution]
internal sealed class RoundJob(Rounds rounds, LocalTime time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        // A round that this program no longer has: its trigger is gone with the next start.
        if (rounds.All.FirstOrDefault(one => one.Name == name) is { } round)
        {
            await rounds.RunAsync(round, DueAt(round, context.ScheduledFireTimeUtc), cancellationToken);
        }
    }

    /// <summary>
    /// The scheduled instant, not that of firing, which may lie a moment before it: it is what makes a run once for each
    /// time. After a misfire it is an instant long ago or no time of the round at all; then the latest time is meant.
    /// </summary>
    private DateTimeOffset DueAt(IRound round, DateTimeOffset? scheduled)
    {
        var latest = rounds.LatestDue(round);
        return
            scheduled is { } instant
            && instant > latest
            && round.Times.Any(at => time.At(time.DateOf(instant), at) == instant)
            ? instant
            : latest;
    }
}
