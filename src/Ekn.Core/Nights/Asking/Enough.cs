using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// When the last place of a night is taken: nobody else is asked, and once it is open those who were asked and have not
/// answered hear that they are not needed, once.
/// </summary>
public sealed class Enough(
    NightBook nights,
    ShiftBook shifts,
    Waves waves,
    DatesQueue dates,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    NightWords words,
    AlertLog alerts
)
{
    public async Task SayWhenFullAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var all = await shifts.OfNightAsync(session, night, cancellationToken);
        if (
            all.Count == 0
            || all.Any(shift => shift.Missing > 0)
            || await nights.FindAsync(session, night, cancellationToken)
                is not { State: NightState.Open or NightState.Early } row
        )
        {
            return;
        }
        await waves.EndAsync(session, night, cancellationToken);
        await alerts.ClearAsync(session, AlertKind.ShiftsUnfilled, night, cancellationToken);
        await outbox.CancelAsync(session, night, VolunteerCall.Purposes, cancellationToken);
        await ForgetUnaskedAsync(session, night, cancellationToken);
        await dates.CancelAsync(session, night, cancellationToken);
        if (row.State != NightState.Open)
        {
            return;
        }
        var unanswered = await session.QueryAsync<long>(
            """
            SELECT a.volunteer_id FROM asked a
            WHERE a.night = @night AND a.declined_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM booking_event e WHERE e.night = a.night AND e.volunteer_id = a.volunteer_id)
              -- Who was asked by a question that was stopped has heard it then.
              AND NOT EXISTS (SELECT 1 FROM dates_plan p WHERE p.call = a.call AND p.stopped_at IS NOT NULL)
            ORDER BY a.volunteer_id
            """,
            new { night },
            cancellationToken
        );
        var people = await addresses.FindAsync(session, unanswered.Select(id => $"volunteer:{id}"), cancellationToken);
        await letters.WriteAsync(
            session,
            // One phone hears it once, however many people share it.
            people.DistinctBy(person => person.Phone?.Value ?? person.Key),
            new Letter("not-needed", night, row.Revision, words.Of(row))
            {
                Reach = Reach.SmsFirst,
                ExpiresAt = all.Max(shift => shift.StartsAt),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Whom the call never left for has not been asked: they must hear nothing of it, and may be asked later. The text to a
    /// shared phone stands under one of those who share it.
    /// </summary>
    private static Task ForgetUnaskedAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            DELETE FROM asked WHERE night = @night AND declined_at IS NULL AND call IS NULL
              AND NOT EXISTS (SELECT 1 FROM booking_event e WHERE e.night = asked.night AND e.volunteer_id = asked.volunteer_id)
              AND EXISTS (
                SELECT 1 FROM volunteer v JOIN volunteer h ON h.id = v.id OR h.phone = v.phone
                JOIN outbox o ON o.recipient = 'volunteer:' || h.id
                WHERE v.id = asked.volunteer_id AND o.night = @night AND o.state = 'cancelled'
                  AND o.purpose IN ('early-notice', 'call-volunteer'))
              AND NOT EXISTS (
                SELECT 1 FROM volunteer v JOIN volunteer h ON h.id = v.id OR h.phone = v.phone
                JOIN outbox o ON o.recipient = 'volunteer:' || h.id
                WHERE v.id = asked.volunteer_id AND o.night = @night AND o.state <> 'cancelled'
                  AND o.purpose IN ('early-notice', 'call-volunteer'))
            """,
            new { night },
            cancellationToken
        );
}
