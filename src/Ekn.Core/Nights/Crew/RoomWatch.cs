using System.Globalization;
using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Every minute: a church that has not answered is reminded once, then the coordinators hear of it, and hear again each
/// hour until it is settled. The same for a night without a room, and for a room that cannot be used. What is written is
/// told apart by its hour, so that asking every minute says nothing twice. With the night the trouble is over.
/// </summary>
public sealed class RoomWatch(
    LocalTime time,
    NightBook nights,
    NightHours hours,
    AlertLog alerts,
    RoomAlarm alarm,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words,
    MessageTexts texts,
    IOptions<ScheduleOptions> schedule,
    IOptions<DecisionOptions> options
)
{
    public async Task FollowUpAsync(Session session, CancellationToken cancellationToken)
    {
        // Until the night's last hour it is still the night that began yesterday evening.
        var current = time.NightAt(time.Now, options.Value.WindowTo);
        await ClearOverAsync(session, current, cancellationToken);
        foreach (var night in await nights.FromAsync(session, current, cancellationToken))
        {
            if (night.State == NightState.Open)
            {
                await LookAtAsync(session, night, cancellationToken);
            }
        }
    }

    /// <summary>Of a night that was called off, or is over, nobody needs to see to a room any more.</summary>
    private async Task ClearOverAsync(Session session, Night current, CancellationToken cancellationToken)
    {
        foreach (var kind in RoomAlarm.Kinds)
        {
            await session.ExecuteAsync(
                """
                UPDATE alert SET cleared_at = @Now WHERE kind = @Kind AND cleared_at IS NULL
                  AND (night < @current OR night IN (SELECT night FROM night WHERE state IN ('off', 'ended')))
                """,
                new
                {
                    time.Now,
                    Kind = kind.ToString(),
                    current,
                },
                cancellationToken
            );
        }
    }

    private async Task LookAtAsync(Session session, NightRow night, CancellationToken cancellationToken)
    {
        var rooms = await nights.InUseAsync(session, night.Night, cancellationToken);
        if (rooms.Count == 0 || await HasLostShiftsAsync(session, night.Night, cancellationToken))
        {
            await NoRoomAsync(session, night, cancellationToken);
        }
        else
        {
            await alerts.ClearAsync(session, AlertKind.NoPremises, night.Night, cancellationToken);
        }
        foreach (var silent in await SilentAsync(session, night.Night, cancellationToken))
        {
            await ChurchAsync(session, night, rooms.First(room => room.Id == silent.Id), silent, cancellationToken);
        }
        foreach (var room in rooms)
        {
            var failed = new Alert(AlertKind.RoomFailed, room.Name, night.Night, Note.Words(room.Name))
            {
                Room = room.Id,
            };
            await AgainAsync(session, failed, cancellationToken);
        }
    }

    private async Task NoRoomAsync(Session session, NightRow night, CancellationToken cancellationToken)
    {
        var standing = await session.FirstOrDefaultAsync<StandingRow>(
            """
            SELECT alert_key, detail FROM alert
            WHERE kind = @Kind AND night = @Night AND cleared_at IS NULL ORDER BY id DESC
            """,
            new { Kind = nameof(AlertKind.NoPremises), night.Night },
            cancellationToken
        );
        if (standing is null)
        {
            return;
        }
        var subject = standing.AlertKey.Split('|', 3)[2];
        var left = (await nights.PremisesAsync(session, night.Night, cancellationToken)).FirstOrDefault(room =>
            room.Name == subject
        );
        await AgainAsync(
            session,
            new Alert(AlertKind.NoPremises, subject, night.Night, standing.Detail) { Room = left?.Id },
            cancellationToken
        );
    }

    private async Task ChurchAsync(
        Session session,
        NightRow night,
        PremisesOfNight room,
        Silent silent,
        CancellationToken cancellationToken
    )
    {
        var since = time.Now - silent.CalledAt;
        if (schedule.Value.ChurchReminderMinutes is > 0 and var reminder && since >= TimeSpan.FromMinutes(reminder))
        {
            var end = hours.EndOf(night.Night);
            await letters.WriteAsync(
                session,
                await addresses.FindAsync(session, [room.Contact.Key], cancellationToken),
                new Letter("call-church-again", night.Night, night.Revision, words.Of(night, [room]))
                {
                    Reach = Reach.Every,
                    Occasion = $"called:{Stamp(silent.CalledAt)}",
                    ExpiresAt = end,
                    Link = new LetterLink(LinkPurpose.ChurchCall, null, end),
                },
                cancellationToken
            );
        }
        var alert = new Alert(AlertKind.ChurchSilent, room.Name, night.Night, Note.Words(room.Name)) { Room = room.Id };
        if (since >= TimeSpan.FromMinutes(schedule.Value.ChurchAnswerMinutes))
        {
            await alerts.RaiseAsync(session, alert, cancellationToken);
        }
        await AgainAsync(session, alert, cancellationToken);
    }

    /// <summary>Whether people are booked for a room that is not lent any more, as when nothing was left to move to.</summary>
    private static async Task<bool> HasLostShiftsAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM shift s JOIN night_premises np ON np.id = s.night_premises_id
            WHERE np.night = @night AND np.state IN ('declined', 'left') AND s.closed = 0
            """,
            new { night },
            cancellationToken
        ) > 0;

    /// <summary>An alert that still stands when its hour is over, and each hour after it.</summary>
    private async Task AgainAsync(Session session, Alert alert, CancellationToken cancellationToken)
    {
        if (await alerts.StandsSinceAsync(session, alert, cancellationToken) is not { } raised)
        {
            return;
        }
        var times = (int)((time.Now - raised) / TimeSpan.FromMinutes(schedule.Value.RoomAlarmMinutes));
        if (times < 1)
        {
            return;
        }
        await alarm.WriteAsync(
            session,
            alert,
            wording =>
                texts.Render(
                    wording.Language,
                    "rooms.still",
                    Facts.None.With("what", CoordinatorAlerts.Sentence(alert, wording, texts))
                ),
            $"{alert.Kind}:{alert.Room}:{Stamp(raised)}:{times.ToString(CultureInfo.InvariantCulture)}",
            cancellationToken
        );
    }

    /// <summary>Where guests have been counted the room is open, whatever the church has said.</summary>
    private static Task<IReadOnlyList<Silent>> SilentAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<Silent>(
            """
            SELECT np.id, np.called_at FROM night_premises np
            WHERE np.night = @night AND np.state = 'called' AND np.called_at IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM guest_count g WHERE g.night_premises_id = np.id)
            ORDER BY np.id
            """,
            new { night },
            cancellationToken
        );

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    private sealed record Silent
    {
        public long Id { get; init; }
        public DateTimeOffset CalledAt { get; init; }
    }

    private sealed record StandingRow
    {
        public string AlertKey { get; init; } = "";
        public Note Detail { get; init; } = Note.Words("");
    }
}
