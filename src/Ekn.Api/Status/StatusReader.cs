using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Api.Status;

public sealed class StatusReader(TimeProvider clock, Database database, Readiness readiness, OutboxStatus outbox)
{
    /// <param name="wording">The words of who reads it.</param>
    public async Task<ServiceStatus> ReadAsync(Wording wording, CancellationToken cancellationToken)
    {
        var ready = await readiness.ReadAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        var jobs = await session.QueryAsync<JobRow>(
            """
            SELECT job, due_at, started_at, ended_at, outcome, note FROM job_run r
            WHERE due_at = (SELECT MAX(due_at) FROM job_run WHERE job = r.job) ORDER BY job
            """,
            null,
            cancellationToken
        );
        var alerts = await session.QueryAsync<AlertRow>(
            "SELECT kind, night, detail, raised_at FROM alert WHERE cleared_at IS NULL ORDER BY raised_at DESC, id DESC LIMIT 200",
            null,
            cancellationToken
        );
        return new ServiceStatus(
            clock.GetUtcNow(),
            ready.Ready,
            ready.Checks,
            [
                .. jobs.Select(job => new ServiceStatus.JobRun(
                    job.Job,
                    job.DueAt,
                    job.StartedAt,
                    job.EndedAt,
                    job.Outcome,
                    job.Note?.In(wording)
                )),
            ],
            Of(await outbox.ReadAsync(session, cancellationToken), wording),
            await session.SingleAsync<ServiceStatus.InboxState>(
                """
                SELECT COALESCE(SUM(CASE WHEN state = 'new' THEN 1 ELSE 0 END), 0) AS unhandled,
                    COALESCE(SUM(CASE WHEN state = 'inbox' THEN 1 ELSE 0 END), 0) AS needs_person,
                    COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS failed
                FROM inbound
                """,
                null,
                cancellationToken
            ),
            [
                .. alerts.Select(alert => new ServiceStatus.OpenAlert(
                    alert.Kind,
                    alert.Night,
                    alert.Detail.In(wording),
                    alert.RaisedAt
                )),
            ]
        );
    }

    private static ServiceStatus.OutboxState Of(OutboxSummary summary, Wording wording) =>
        new(
            summary.Messages,
            (int?)summary.OldestDue?.TotalSeconds,
            [
                .. summary.Channels.Select(channel => new ServiceStatus.ChannelState(
                    channel.Channel == Channel.Sms ? "sms" : "email",
                    channel.Troubled,
                    channel.LastError?.In(wording),
                    channel.LastErrorAt,
                    channel.LastAcceptedAt
                )),
            ]
        );

    private sealed record JobRow
    {
        public string Job { get; init; } = "";
        public DateTimeOffset DueAt { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
        public string Outcome { get; init; } = "";
        public Note? Note { get; init; }
    }

    private sealed record AlertRow
    {
        public string Kind { get; init; } = "";
        public DateOnly? Night { get; init; }
        public Note Detail { get; init; } = Note.Words("");
        public DateTimeOffset RaisedAt { get; init; }
    }
}
