using System.CommandLine;
using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>How the worker fares: the last run of each job, what stands in the outbox, and what a person should see to.</summary>
internal sealed class StatusCommand : WorkerCommand
{
    private readonly Option<bool> json = Inputs.Json();

    public StatusCommand(CommandContext context)
        : base("status", "Says when each job last ran and how it ended, and what the outbox holds.", context) =>
        Options.Add(json);

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        await using var services = Context.Services();
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        var time = services.GetRequiredService<LocalTime>();
        var english = new Wording(services.GetRequiredService<MessageTexts>(), time, "en");
        await using var session = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        var jobs = await session.QueryAsync<JobRun>(
            """
            SELECT j.job, j.due_at, j.started_at, j.ended_at, j.outcome, j.note FROM job_run j
            WHERE j.due_at = (SELECT MAX(due_at) FROM job_run WHERE job = j.job) ORDER BY j.job
            """,
            null,
            cancellationToken
        );
        var alerts = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL",
            null,
            cancellationToken
        );
        var outbox = await services.GetRequiredService<OutboxStatus>().ReadAsync(session, cancellationToken);
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json)
                ? Document(jobs, outbox, alerts, time, english)
                : Text(jobs, outbox, alerts, time, english)
        );
        return Terminal.Done;
    }

    private static string Text(
        IReadOnlyList<JobRun> jobs,
        OutboxSummary outbox,
        long alerts,
        LocalTime time,
        Wording english
    )
    {
        var lines = jobs.Select(job =>
                $"{job.Job, -15} due {Moment(job.DueAt, time)}  {job.Outcome}{(job.Note?.In(english) is { Length: > 0 } note ? $": {note}" : "")}"
            )
            .ToList();
        if (lines.Count == 0)
        {
            lines.Add("No job has run yet.");
        }
        var states = outbox.Messages.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
        lines.Add(outbox.Messages.Count == 0 ? "The outbox is empty." : $"The outbox: {string.Join(", ", states)}.");
        if (outbox.OldestDue is { } waited)
        {
            lines.Add($"The oldest message that should be gone has waited {Math.Round(waited.TotalMinutes)} minutes.");
        }
        lines.AddRange(
            outbox
                .Channels.Where(channel => channel.Troubled)
                .Select(channel => $"{channel.Channel}: {channel.LastError?.In(english)}")
        );
        lines.Add($"{alerts} alerts stand.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Document(
        IReadOnlyList<JobRun> jobs,
        OutboxSummary outbox,
        long alerts,
        LocalTime time,
        Wording english
    ) =>
        JsonText.Of(
            new
            {
                Jobs = jobs.Select(job => new
                {
                    job.Job,
                    DueAt = time.ToLocal(job.DueAt),
                    StartedAt = time.ToLocal(job.StartedAt),
                    EndedAt = job.EndedAt is { } ended ? time.ToLocal(ended) : (DateTimeOffset?)null,
                    job.Outcome,
                    Note = job.Note?.In(english),
                }),
                Outbox = outbox.Messages,
                OldestDueMinutes = outbox.OldestDue?.TotalMinutes,
                Channels = outbox.Channels.Select(channel => new
                {
                    Channel = channel.Channel.ToString().ToLowerInvariant(),
                    channel.Troubled,
                    LastError = channel.LastError?.In(english),
                    LastErrorAt = channel.LastErrorAt,
                    LastAcceptedAt = channel.LastAcceptedAt,
                }),
                Alerts = alerts,
            }
        );

    private static string Moment(DateTimeOffset instant, LocalTime time) =>
        time.ToLocal(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed record JobRun
    {
        public string Job { get; init; } = "";

        public DateTimeOffset DueAt { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string Outcome { get; init; } = "";

        public Note? Note { get; init; }
    }
}
