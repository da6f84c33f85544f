using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Alerts;

/// <summary>Tells the coordinators of a new alert: by every way what cannot wait, by email what can.</summary>
public sealed class CoordinatorAlerts(
    LocalTime time,
    PeopleDirectory people,
    LetterWriter letters,
    MessageTexts texts,
    RoomAlarm rooms
) : IAlertListener
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromHours(18);

    private static readonly AlertKind[] CannotWait =
    [
        AlertKind.JobFailed,
        AlertKind.NoPremises,
        AlertKind.ChurchDeclined,
        AlertKind.ChurchSilent,
        AlertKind.NoonMissed,
        AlertKind.MailRefuses,
        AlertKind.ShiftsUnfilled,
        AlertKind.MinorOnSite,
        AlertKind.CoordinatorStopped,
    ];

    /// <summary>These tell of the decision, the rota and the service itself: they are real also while their date is practised on.</summary>
    public static IReadOnlyList<AlertKind> OfTheDecision { get; } =
    [AlertKind.NoonMissed, AlertKind.NobodyToAsk, AlertKind.RoomRefused, AlertKind.MessageFailed, AlertKind.JobFailed];

    // A gateway that is down fails 150 messages: that is one thing to know, and the status page has the list.
    private static readonly AlertKind[] OncePerHour = [AlertKind.MessageFailed, AlertKind.ReplyNeedsPerson];

    // Also a trouble that comes and goes is told of once an hour.
    private string Hour => time.Now.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    public Task RaisedAsync(Session session, Alert alert, CancellationToken cancellationToken) =>
        RoomAlarm.IsAbout(alert.Kind) && alert.Night is not null
            ? rooms.WriteAsync(
                session,
                alert,
                wording => Sentence(alert, wording, texts),
                $"{alert.Kind}:{alert.Subject.Replace('|', '/')}:{alert.Room}:{Hour}",
                cancellationToken
            )
            : letters.WriteAsync(
                session,
                people.Coordinators,
                new Letter(
                    OutgoingMessage.AlertPurpose,
                    alert.Night,
                    0,
                    wording => Facts.None.With("what", Sentence(alert, wording, texts))
                )
                {
                    Reach = CannotWait.Contains(alert.Kind) ? Reach.Every : Reach.EmailFirst,
                    Occasion = OncePerHour.Contains(alert.Kind)
                        ? $"{alert.Kind}:{Hour}"
                        : $"{alert.Kind}:{alert.Subject.Replace('|', '/')}:{Hour}",
                    ExpiresAt = time.Now + WorthSending,
                    IsReal = OfTheDecision.Contains(alert.Kind) && !alert.IsPractice,
                },
                cancellationToken
            );

    /// <summary>What has happened, in the words of a language.</summary>
    public static string Sentence(Alert alert, Wording wording, MessageTexts texts) =>
        texts.Render(
            wording.Language,
            // With facts of its own there is more to say than the detail that the status page keeps.
            $"alert.{char.ToLowerInvariant(alert.Kind.ToString()[0])}{alert.Kind.ToString()[1..]}{(alert.Facts is null ? "" : "-told")}",
            Facts
                .None.With("detail", alert.Detail.In(wording))
                .With("night", alert.Night is { } night ? wording.Night(night) : "-")
                .With(alert.Facts?.Invoke(wording) ?? Facts.None)
        );
}
