using System.CommandLine;
using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Commands;

/// <summary>
/// How the worker fares: the last run of each job, what stands in the outbox, whether each gateway and mail take what they
/// are given, and what a person should see to.
/// </summary>
internal sealed class StatusCommand : WorkerCommand
{
    private readonly Option<bool> json = Inputs.Json();

    public StatusCommand(CommandContext context)
        : base(
            "status",
            "Says when each job last ran and how it ended, what the outbox holds, and since when a gateway or mail refuses.",
            context
        ) => Options.Add(json);

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
        var outlets = await services
            .GetRequiredService<Outlets>()
            .ReadAsync(session, outbox, HasSecond(services), cancellationToken);
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json)
                ? Document(jobs, outbox, outlets, alerts, time, english)
                : Text(jobs, outbox, outlets, alerts, time, english)
        );
        return Terminal.Done;
    }

    /// <summary>No, as long as the settings for text messages are not right: then there is no first gateway either.</summary>
    private static bool HasSecond(ServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<IOptions<SmsOptions>>().Value.Second.IsConfigured;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }

    private static string Text(
        IReadOnlyList<JobRun> jobs,
        OutboxSummary outbox,
        IReadOnlyList<OutletStatus> outlets,
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
        lines.AddRange(outlets.Select(outlet => $"{NameOf(outlet)}: {InWords(outlet, time, english)}"));
        lines.Add($"{alerts} alerts stand.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string NameOf(OutletStatus outlet) =>
        outlet.Name switch
        {
            SmsAccount.First => "The first SMS gateway",
            SmsAccount.Second => "The second SMS gateway",
            _ => "Mail",
        };

    private static string InWords(OutletStatus outlet, LocalTime time, Wording english)
    {
        var took = outlet.LastTookAt is { } at
            ? $"last took a message {Moment(at, time)}"
            : "has not taken any message yet";
        return outlet.RefusesSince is { } since
            ? $"refuses since {Moment(since, time)} ({outlet.LastError?.In(english).TrimEnd('.')}); {took}."
            : $"{took}.";
    }

    private static string Document(
        IReadOnlyList<JobRun> jobs,
        OutboxSummary outbox,
        IReadOnlyList<OutletStatus> outlets,
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
                Outlets = outlets.Select(outlet => new
                {
                    outlet.Name,
                    outlet.State,
                    RefusesSince = Local(outlet.RefusesSince, time),
                    LastError = outlet.LastError?.In(english),
                    LastTookAt = Local(outlet.LastTookAt, time),
                }),
                Alerts = alerts,
            }
        );

    private static DateTimeOffset? Local(DateTimeOffset? instant, LocalTime time) =>
        instant is { } known ? time.ToLocal(known) : null;

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
