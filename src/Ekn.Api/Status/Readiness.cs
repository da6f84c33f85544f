using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Status;

/// <summary>
/// Whether the service does its work: each check says so in one sentence. Reads only. A worker that has never run is not
/// well; nothing is assumed in its favour.
/// </summary>
public sealed class Readiness(
    Database database,
    SchemaState schema,
    LocalTime time,
    DecisionDesk desk,
    OutboxStatus outbox,
    MessageTexts texts,
    IOptions<ScheduleOptions> schedule,
    [FromKeyedServices(NetworkClock.Key)] TimeProvider network
)
{
    private const string NoonJob = "noon";

    // As long as the noon round may take, retries included.
    private static readonly TimeSpan NoonGrace = TimeSpan.FromMinutes(15);

    // Rounds later than this are not made up for (Rounds): a worker that was set up since owes nothing.
    private static readonly TimeSpan NoonIsMadeUpFor = TimeSpan.FromHours(12);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // Those who ask whether the service is well do not wait long for the answer.
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(5);

    public async Task<ReadinessReport> ReadAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestRead, network);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        List<ReadinessCheck> checks;
        try
        {
            checks = await CheckAsync(limit.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the reason, the answer is the same: it cannot be reached now. Its message may hold the address.
            checks = [new("database", false, $"The database cannot be read ({exception.GetType().Name}).")];
        }
        return new ReadinessReport(checks.TrueForAll(check => check.Ok), checks);
    }

    private async Task<List<ReadinessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        if (!await schema.IsCurrentAsync(session, cancellationToken))
        {
            return [new("database", false, "The database lacks migrations; restart the service so that they are run.")];
        }
        var summary = await outbox.ReadAsync(session, cancellationToken);
        return
        [
            new("database", true, "The database answers and is up to date."),
            await NoonAsync(session, cancellationToken),
            OutboxOf(summary),
            .. summary.Channels.Select(ChannelOf),
            await AlertsAsync(session, cancellationToken),
        ];
    }

    private async Task<ReadinessCheck> NoonAsync(Session session, CancellationToken cancellationToken)
    {
        var due = LatestNoonOwed();
        var night = new Night(time.DateOf(due));
        if (!desk.InSeason(night) && !desk.InSeason(night.Next))
        {
            return new(NoonJob, true, $"The noon of {night} lies outside the season.");
        }
        var run = await session.FirstOrDefaultAsync<Run>(
            "SELECT outcome FROM job_run WHERE job = @NoonJob AND due_at = @due",
            new { NoonJob, due },
            cancellationToken
        );
        if (run is not null)
        {
            return run.Outcome is "done" or "rested"
                ? new(NoonJob, true, $"The noon of {night} was made.")
                : new(NoonJob, false, $"The noon of {night} is {run.Outcome}; see the worker's log.");
        }
        var first = await session.QueryAsync<DateTimeOffset>(
            "SELECT started_at FROM job_run ORDER BY started_at LIMIT 1",
            null,
            cancellationToken
        );
        if (first.Count == 0)
        {
            return new(NoonJob, false, "The worker has never run on this database; start it.");
        }
        return first[0] > due + NoonIsMadeUpFor
            ? new(NoonJob, true, $"The worker was first started after the noon of {night}; the next one is the first.")
            : new(NoonJob, false, $"The noon of {night} has not been made; see that the worker runs.");
    }

    /// <summary>The latest noon whose grace has passed.</summary>
    private DateTimeOffset LatestNoonOwed() =>
        new[] { 0, -1, -2 }
            .Select(days => time.At(time.Today.AddDays(days), schedule.Value.Noon))
            .First(noon => noon + NoonGrace <= time.Now);

    private static ReadinessCheck OutboxOf(OutboxSummary summary) =>
        summary.OldestDue is not { } waited ? new("outbox", true, "No message waits.")
        : waited < LongestWait ? new("outbox", true, $"The oldest message has waited {(int)waited.TotalSeconds} s.")
        : new(
            "outbox",
            false,
            $"The oldest message has waited {(int)waited.TotalMinutes} min, and at most {LongestWait.TotalMinutes} is well; see that the worker runs."
        );

    private ReadinessCheck ChannelOf(ChannelStatus channel)
    {
        var name = channel.Channel == Channel.Sms ? "sms" : "email";
        return channel.Troubled
            ? new(
                name,
                false,
                $"The last thing that happened was an error: {channel.LastError?.In(new Wording(texts, time, "en"))}"
            )
            : new(
                name,
                true,
                channel.LastAcceptedAt is null ? "Nothing has been sent yet." : "The last message was taken."
            );
    }

    private static async Task<ReadinessCheck> AlertsAsync(Session session, CancellationToken cancellationToken)
    {
        var open = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL",
            null,
            cancellationToken
        );
        return new("alerts", true, $"{open} open.");
    }

    private sealed record Run
    {
        public string Outcome { get; init; } = "";
    }
}
