using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// "I take every Wednesday": whoever said so is booked as soon as such a night comes up, before anybody is asked, and
/// hears of it with the way out. Pauses, a STOP and the rest after a night shift go before it.
/// </summary>
public sealed class StandingShifts(
    LocalTime time,
    ShiftBook shifts,
    Bookings bookings,
    Waves waves,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words
)
{
    public const string Via = "standing";

    /// <summary>Once or many times: the same.</summary>
    /// <param name="actor">Recipient key of who says it.</param>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> KeepAsync(
        Session session,
        long volunteerId,
        StandingShift shift,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.ExecuteAsync(
            """
            INSERT INTO standing_shift (volunteer_id, weekday, kind, since) VALUES (@volunteerId, @weekday, @kind, @Now)
            ON CONFLICT (volunteer_id, weekday, kind) DO NOTHING
            """,
            new
            {
                volunteerId,
                weekday = shift.Weekday.Number(),
                kind = (int)shift.Kind,
                time.Now,
            },
            cancellationToken
        );
        return rows == 1 && await RememberAsync(session, volunteerId, "standing.kept", actor, cancellationToken);
    }

    /// <param name="weekday">Null for every weekday.</param>
    /// <param name="kind">Null for every shift of the weekday.</param>
    /// <returns>Whether anything changed. Nights that are booked already stay booked.</returns>
    public async Task<bool> EndAsync(
        Session session,
        long volunteerId,
        DayOfWeek? weekday,
        ShiftKind? kind,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.ExecuteAsync(
            """
            DELETE FROM standing_shift
            WHERE volunteer_id = @volunteerId AND (@weekday = 0 OR weekday = @weekday) AND (@kind = 0 OR kind = @kind)
            """,
            new
            {
                volunteerId,
                weekday = weekday?.Number() ?? 0,
                kind = kind is null ? 0 : (int)kind.Value,
            },
            cancellationToken
        );
        return rows > 0 && await RememberAsync(session, volunteerId, "standing.ended", actor, cancellationToken);
    }

    public async Task<IReadOnlyList<StandingShift>> OfAsync(
        Session session,
        long volunteerId,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await session.QueryAsync<Row>(
                    "SELECT volunteer_id, weekday, kind FROM standing_shift WHERE volunteer_id = @volunteerId ORDER BY weekday, kind",
                    new { volunteerId },
                    cancellationToken
                )
            ).Select(row => new StandingShift(WeekdayWords.FromNumber((int)row.Weekday), row.Kind)),
        ];

    /// <summary>Books everybody who takes this weekday on the shifts that are free, by who said so first.</summary>
    /// <param name="row">With the state that the night has from now on: early or open.</param>
    public async Task BookAsync(Session session, NightRow row, CancellationToken cancellationToken)
    {
        var standing = await session.QueryAsync<Row>(
            "SELECT volunteer_id, weekday, kind FROM standing_shift WHERE weekday = @weekday ORDER BY since, volunteer_id, kind",
            new { weekday = row.Night.Weekday.Number() },
            cancellationToken
        );
        if (standing.Count == 0)
        {
            return;
        }
        var free = await shifts.OfNightAsync(session, row.Night, cancellationToken);
        var may = new HashSet<(long, ShiftKind)>();
        foreach (var ofKind in free.GroupBy(shift => shift.Kind))
        {
            // Who declined, rests, pauses or stopped is not among them; that they were asked often is no matter here.
            var order = await waves.OrderAsync(session, row.Night, [.. ofKind], wide: true, null, cancellationToken);
            may.UnionWith(
                order.Asked.SelectMany(ask => ask.Beside.Prepend(ask.Who)).Select(who => (who.Id, ofKind.Key))
            );
        }
        foreach (
            var theirs in standing
                .Where(one => may.Contains((one.VolunteerId, one.Kind)))
                .GroupBy(one => one.VolunteerId)
        )
        {
            await BookAsync(session, row, theirs.Key, [.. theirs.Select(one => one.Kind)], cancellationToken);
        }
    }

    private async Task BookAsync(
        Session session,
        NightRow row,
        long volunteerId,
        IReadOnlyList<ShiftKind> kinds,
        CancellationToken cancellationToken
    )
    {
        var booked = new List<ShiftOfNight>();
        foreach (var kind in kinds)
        {
            var free = (await shifts.OfNightAsync(session, row.Night, cancellationToken)).Any(shift =>
                shift.Kind == kind && shift.Open > 0 && shift.StartsAt > time.Now
            );
            if (
                free
                && await bookings.BookAsync(session, row.Night, kind, volunteerId, Via, null, cancellationToken)
                    is BookingResult.Booked result
            )
            {
                booked.Add(result.Shift);
            }
        }
        if (booked.Count == 0)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [$"volunteer:{volunteerId}"], cancellationToken),
            new Letter(
                row.State == NightState.Open ? "standing-booked" : "standing-booked-early",
                row.Night,
                row.Revision,
                words.Of(row, booked)
            )
            {
                Reach = Reach.Every,
                ExpiresAt = booked.Max(shift => shift.EndsAt),
            },
            cancellationToken
        );
    }

    private async Task<bool> RememberAsync(
        Session session,
        long volunteerId,
        string kind,
        string actor,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@Now, @actor, @kind, @subject)",
            new
            {
                time.Now,
                actor,
                kind,
                subject = $"volunteer:{volunteerId}",
            },
            cancellationToken
        );
        return true;
    }

    private sealed record Row
    {
        public long VolunteerId { get; init; }
        public long Weekday { get; init; }
        public ShiftKind Kind { get; init; }
    }
}
