using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Jobs;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Ekn.Worker.Scheduling;

/// <summary>
/// Puts the rounds of the settings into the scheduler's store before it starts. A trigger that is there already and says
/// the same is left alone, because it remembers what it missed while no worker ran; others are replaced, and jobs that
/// are no longer known are removed. So is one that has fired in the future: the clock was set back, after a rehearsal
/// perhaps, and the trigger would sleep until then.
/// </summary>
internal sealed class Timetable(ISchedulerFactory schedulers, Rounds rounds, LocalTime time) : IHostedService
{
    private const string Group = "rounds";
    private const string EveryMinute = "every-minute";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var round in rounds.All)
        {
            await PutAsync(scheduler, JobOf<RoundJob>(round.Name), [.. round.Times.Select(Cron)], cancellationToken);
        }
        await PutAsync(scheduler, JobOf<EveryMinuteJob>(EveryMinute), ["0 * * * * ?"], cancellationToken);

        var known = rounds.All.Select(round => round.Name).Append(EveryMinute).ToHashSet(StringComparer.Ordinal);
        var stored = await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken);
        foreach (var gone in stored.Where(key => !known.Contains(key.Name)))
        {
            await scheduler.DeleteJob(gone, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PutAsync(
        IScheduler scheduler,
        IJobDetail job,
        IReadOnlyList<string> crons,
        CancellationToken cancellationToken
    )
    {
        var wanted = crons.Distinct().Select((cron, index) => TriggerOf(job.Key, cron, index)).ToList();
        var stored = await scheduler.GetTriggersOfJob(job.Key, cancellationToken);
        if (
            stored.Select(Said).Order().SequenceEqual(wanted.Select(Said).Order())
            && stored.All(trigger => !IsAhead(trigger))
        )
        {
            return;
        }
        await scheduler.DeleteJob(job.Key, cancellationToken);
        await scheduler.ScheduleJob(job, wanted, ScheduleJobOptions.Replacing, cancellationToken);
    }

    private ITrigger TriggerOf(JobKey job, string cron, int index) =>
        TriggerBuilder
            .Create()
            .WithIdentity($"{job.Name}-{index + 1}", Group)
            .ForJob(job)
            .StartAt(time.Now)
            .WithCronSchedule(
                cron,
                schedule =>
                    schedule.InTimeZone(time.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();

    private bool IsAhead(ITrigger trigger) => trigger.StartTimeUtc > time.Now || trigger.PreviousFireTimeUtc > time.Now;

    private static IJobDetail JobOf<TJob>(string name)
        where TJob : IJob => JobBuilder.Create<TJob>().WithIdentity(name, Group).Build();

    private static string Cron(TimeOnly at) => at.ToString("'0' m H '* * ?'", CultureInfo.InvariantCulture);

    private static string Said(ITrigger trigger) =>
        trigger is ICronTrigger cron ? $"{trigger.Key.Name} {cron.CronExpressionString} {cron.TimeZone.Id}" : "";
}
