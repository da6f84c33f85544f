using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Logging;

namespace Ekn.Core.Jobs;

/// <summary>
/// Makes the rounds of the day, each once for each time that it is due, however many workers, triggers and restarts there
/// are. Every run is recorded; one that fails reaches a coordinator and is tried again.
/// </summary>
public sealed partial class Rounds(
    Database database,
    LocalTime time,
    IEnumerable<IRound> rounds,
    FollowUp followUp,
    AlertLog alerts,
    ILogger<Rounds> logger
)
{
    // A run that was cut off (the worker was killed) may be taken over after this.
    private static readonly TimeSpan CutOff = TimeSpan.FromMinutes(5);

    // A round that was missed for longer than this is of another night.
    private static readonly TimeSpan StillWorthMaking = TimeSpan.FromHours(12);

    /// <summary>In the order in which they are registered.</summary>
    public IReadOnlyList<IRound> All { get; } = [.. rounds];

    /// <summary>The minute's round: questions are followed up, and what was missed is made up for.</summary>
    public async Task EveryMinuteAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        var now = time.Now;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        await RunAsync(FollowUp.Name, minute, followUp.RunAsync, cancellationToken);
    }

    /// <summary>Makes every round that was due and has not been made, so that a restart across 12:00 still decides the day.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var round in All)
        {
            foreach (var dueAt in DueLately(round))
            {
                await RunAsync(round, dueAt, cancellationToken);
            }
        }
    }

    /// <returns>False when this run was made before, or is being made.</returns>
    public Task<bool> RunAsync(IRound round, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        RunAsync(round.Name, dueAt, cancel => round.RunAsync(dueAt, cancel), cancellationToken);

    /// <summary>The latest instant, now or before, at which the round was due.</summary>
    public DateTimeOffset LatestDue(IRound round) => Dues(round).Max();

    private IEnumerable<DateTimeOffset> DueLately(IRound round) =>
        Dues(round).Where(due => time.Now - due <= StillWorthMaking).Order();

    private IEnumerable<DateTimeOffset> Dues(IRound round) =>
        from date in new[] { time.Today.AddDays(-1), time.Today }
        from at in round.Times
        let due = time.At(date, at)
        where due <= time.Now
        select due;

    private async Task<bool> RunAsync(
        string job,
        DateTimeOffset dueAt,
        Func<CancellationToken, Task<RoundResult>> run,
        CancellationToken cancellationToken
    )
    {
        if (!await ClaimAsync(job, dueAt, cancellationToken))
        {
            return false;
        }
        try
        {
            var result = await run(cancellationToken);
            await EndAsync(
                job,
                dueAt,
                result is RoundResult.Done ? "done" : "rested",
                result.Note,
                null,
                cancellationToken
            );
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge around one job: the others go on, and a person hears of it. A time-out in it is a failure like any
            // other; only the end of the worker itself leaves the run to the next one.
            Log.Failed(logger, exception, job);
            var error = exception.GetType().Name;
            var broke = Note.Of("round.broke").With("error", error);
            await EndAsync(job, dueAt, "failed", broke, error, cancellationToken);
        }
        return true;
    }

    private async Task<bool> ClaimAsync(string job, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        return await database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        """
                        INSERT INTO job_run (job, due_at, started_at, outcome) VALUES (@job, @dueAt, @now, 'running')
                        ON CONFLICT (job, due_at) DO UPDATE SET started_at = @now, outcome = 'running'
                        WHERE (job_run.outcome = 'running' AND job_run.started_at < @cutOff)
                           OR (job_run.outcome = 'failed' AND job_run.started_at < @again)
                        """,
                        new
                        {
                            job,
                            dueAt,
                            now = time.Now,
                            cutOff = time.Now - CutOff,
                            again = time.Now - TimeSpan.FromSeconds(30),
                        },
                        cancellationToken
                    ),
                cancellationToken
            ) == 1;
    }

    private Task EndAsync(
        string job,
        DateTimeOffset dueAt,
        string outcome,
        Note? note,
        string? error,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "UPDATE job_run SET ended_at = @now, outcome = @outcome, note = @note WHERE job = @job AND due_at = @dueAt",
                    new
                    {
                        job,
                        dueAt,
                        outcome,
                        note,
                        now = time.Now,
                    },
                    cancellationToken
                );
                if (error is not null)
                {
                    await alerts.RaiseAsync(
                        session,
                        new Alert(AlertKind.JobFailed, job, null, Failed(job, error)),
                        cancellationToken
                    );
                }
                else
                {
                    await alerts.ClearAsync(session, AlertKind.JobFailed, job, null, cancellationToken);
                }
            },
            cancellationToken
        );

    private static Note Failed(string job, string error) =>
        Note.Of("trouble.round").With("round", Note.Of($"page.status.job.{job}")).With("error", error);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} failed and will be tried again")]
        public static partial void Failed(ILogger logger, Exception exception, string job);
    }
}
