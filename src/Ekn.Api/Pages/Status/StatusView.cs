using Ekn.Api.Status;
using Ekn.Core.Backups;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Api.Pages.Status;

/// <summary>How the service is, in rows that a person can act on.</summary>
/// <param name="IsReady">Whether everything that must be well is.</param>
public sealed record StatusView(
    bool IsReady,
    string At,
    IReadOnlyList<StatusView.Row> Rows,
    IReadOnlyList<StatusView.Job> Jobs,
    IReadOnlyList<StatusView.Trouble> Troubles
)
{
    /// <param name="Do">What a person should do about it; null when there is nothing to do.</param>
    public sealed record Row(string What, bool IsWell, string State, string? Do);

    public sealed record Job(string Name, string Outcome, string Last, string? Next, string? Note);

    public sealed record Trouble(string At, string What);

    /// <summary>Puts the figures into words.</summary>
    public sealed class Maker(
        Database database,
        LocalTime time,
        IServiceProvider services,
        BackupDesk backups,
        Rounds rounds,
        MessageTexts texts
    )
    {
        private static readonly TimeSpan FreshWeather = TimeSpan.FromHours(26);
        private static readonly TimeSpan FreshBackup = TimeSpan.FromHours(30);
        private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

        public async Task<StatusView> MakeAsync(PageWords words, CancellationToken cancellationToken)
        {
            var status = await services.GetRequiredService<StatusReader>().ReadAsync(words.Wording, cancellationToken);
            await using var session = await database.OpenAsync(cancellationToken);
            var weather = await session.QueryAsync<DateTimeOffset>(
                "SELECT fetched_at FROM evidence WHERE http_status = 200 ORDER BY fetched_at DESC LIMIT 1",
                null,
                cancellationToken
            );
            return new StatusView(
                status.Ready,
                words.Wording.Moment(status.At),
                [
                    .. status
                        .Checks.Where(check => check.Name is "database" or "noon")
                        .Select(check => Check(check, words)),
                    Weather(weather.Count > 0 ? weather[0] : null, words),
                    Outbox(status.Outbox, words),
                    .. status.Outbox.Channels.Select(channel => Channel(channel, words)),
                    .. await GatewaysAsync(session, words, cancellationToken),
                    Inbox(status.Inbox, words),
                    Backup(words),
                ],
                [.. status.Jobs.Select(job => JobOf(job, words))],
                [.. status.Alerts.Take(50).Select(alert => TroubleOf(alert, words))]
            );
        }

        private static Row Check(ReadinessCheck check, PageWords words) =>
            Of(
                $"check.{check.Name}",
                check.Ok,
                words,
                words[$"status.check.{check.Name}.{(check.Ok ? "well" : "ill")}"]
            );

        private Row Weather(DateTimeOffset? fetched, PageWords words) =>
            Of(
                "weather",
                fetched is { } at && time.Now - at < FreshWeather,
                words,
                fetched is { } known
                    ? words.Say("status.weather.at", "time", words.Wording.Moment(known))
                    : words["status.never"]
            );

        private static Row Outbox(ServiceStatus.OutboxState outbox, PageWords words) =>
            Of(
                "outbox",
                outbox.OldestDueSeconds is null || outbox.OldestDueSeconds < LongWait.TotalSeconds,
                words,
                words.Say(
                    "status.outbox.state",
                    Facts
                        .None.With("waiting", Sum(outbox, "queued", "sending", "unknown"))
                        .With("sent", Sum(outbox, "accepted", "delivered"))
                        .With("failed", Sum(outbox, "failed", "expired"))
                        .With("minutes", (outbox.OldestDueSeconds ?? 0) / 60)
                )
            );

        private static Row Channel(ServiceStatus.ChannelState channel, PageWords words) =>
            Of(
                $"channel-{channel.Channel}",
                !channel.Troubled,
                words,
                channel switch
                {
                    { Troubled: true, LastErrorAt: { } failed } => words.Say(
                        "status.channel.ill",
                        Facts.None.With("time", words.Wording.Moment(failed)).With("error", channel.LastError)
                    ),
                    { LastAcceptedAt: { } taken } => words.Say(
                        "status.channel.well",
                        "time",
                        words.Wording.Moment(taken)
                    ),
                    _ => words["status.channel.nothing"],
                }
            );

        /// <summary>Both gateways, where there are two: that the second sends hides the first's trouble from the row above.</summary>
        private async Task<IReadOnlyList<Row>> GatewaysAsync(
            Session session,
            PageWords words,
            CancellationToken cancellationToken
        )
        {
            if (services.GetRequiredService<SmsGateways>().Second is null)
            {
                return [];
            }
            var known = (
                await services.GetRequiredService<OutboxStatus>().ReadAsync(session, cancellationToken)
            ).Gateways;
            var refused = await session.QueryAsync<string>(
                "SELECT alert_key FROM alert WHERE kind = 'GatewayRefuses' AND cleared_at IS NULL",
                null,
                cancellationToken
            );
            return
            [
                .. new[] { SmsAccount.First, SmsAccount.Second }.Select(name =>
                {
                    var gateway = known.FirstOrDefault(one => one.Name == name);
                    var subject = name == SmsAccount.First ? "|sms" : $"|sms:{SmsAccount.Second}";
                    var well =
                        gateway?.Troubled != true
                        && !refused.Any(key => key.EndsWith(subject, StringComparison.Ordinal));
                    return Of(
                        $"gateway-{name}",
                        well,
                        words,
                        gateway switch
                        {
                            { Troubled: true, LastErrorAt: { } failed } => words.Say(
                                "status.channel.ill",
                                Facts
                                    .None.With("time", words.Wording.Moment(failed))
                                    .With("error", gateway.LastError?.In(words.Wording))
                            ),
                            { LastAcceptedAt: { } taken } => words.Say(
                                "status.channel.well",
                                "time",
                                words.Wording.Moment(taken)
                            ),
                            _ => words["status.channel.nothing"],
                        }
                    );
                }),
            ];
        }

        private static Row Inbox(ServiceStatus.InboxState inbox, PageWords words) =>
            Of(
                "inbox",
                inbox.NeedsPerson + inbox.Failed == 0,
                words,
                words.Say(
                    "status.inbox.state",
                    Facts.None.With("unread", inbox.Unhandled).With("person", inbox.NeedsPerson + inbox.Failed)
                )
            );

        private Row Backup(PageWords words)
        {
            if (backups.Folder is null)
            {
                return Of("backup", true, words, words["status.backup.outside"]);
            }
            var newest = backups.List() is [var first, ..] ? first : null;
            return Of(
                "backup",
                newest is not null && time.Now - newest.MadeAt < FreshBackup,
                words,
                newest is null
                    ? words["status.never"]
                    : words.Say(
                        "status.backup.state",
                        Facts
                            .None.With("time", words.Wording.Moment(newest.MadeAt))
                            .With("size", (int)(newest.Bytes / 1024))
                            .With("count", backups.List().Count)
                    )
            );
        }

        private Job JobOf(ServiceStatus.JobRun job, PageWords words)
        {
            var round = rounds.All.FirstOrDefault(one => one.Name == job.Job);
            var next = round is null
                ? (DateTimeOffset?)null
                : (
                    from date in new[] { time.Today, time.Today.AddDays(1) }
                    from at in round.Times
                    let due = time.At(date, at)
                    where due > time.Now
                    select due
                ).Min();
            return new Job(
                job.Job,
                job.Outcome,
                words.Wording.Moment(job.EndedAt ?? job.StartedAt),
                next is { } coming ? words.Wording.Moment(coming) : null,
                job.Note
            );
        }

        private Trouble TroubleOf(ServiceStatus.OpenAlert alert, PageWords words) =>
            new(
                words.Wording.Moment(alert.RaisedAt),
                texts.Render(
                    words.Language,
                    $"alert.{char.ToLowerInvariant(alert.Kind[0])}{alert.Kind[1..]}",
                    Facts
                        .None.With("detail", alert.Detail)
                        .With("night", alert.Night is { } night ? words.Wording.Night(new Night(night)) : "-")
                )
            );

        private static Row Of(string key, bool isWell, PageWords words, string state) =>
            new(words[$"status.{key}"], isWell, state, isWell ? null : words[$"status.do.{key}"]);

        private static int Sum(ServiceStatus.OutboxState outbox, params string[] states) =>
            states.Sum(state => outbox.Messages.GetValueOrDefault(state));
    }
}
