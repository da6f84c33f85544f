using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>
/// A volunteer takes, leaves or declines shifts by buttons. A button that is pressed twice acts once: what already holds
/// is only said again.
/// </summary>
public sealed class ShiftActs(LocalTime time, ShiftBook shifts, SignUps signUps)
{
    /// <param name="act">take, reserve, leave or decline.</param>
    /// <param name="code">The night's code as the page showed it; empty where it showed none.</param>
    /// <param name="via">link or web.</param>
    public async Task<Pressed> PressAsync(
        Session session,
        Volunteer volunteer,
        Night night,
        string? act,
        ShiftKind? shift,
        string? code,
        string via,
        CancellationToken cancellationToken
    )
    {
        // Two presses at once are taken one after the other, so that the second sees what the first did.
        var now = await session.FirstOrDefaultAsync<string>(
            $"SELECT code FROM night WHERE night = @night {session.Dialect.ForUpdate}",
            new { night },
            cancellationToken
        );
        if (!string.IsNullOrEmpty(code) && code != now)
        {
            // The page showed an exercise, and the night is real by now: that was no yes to it.
            return new Pressed("practice-gone", StatusCodes.Status409Conflict);
        }
        return (act, shift) switch
        {
            ("decline", _) => await DeclineAsync(session, night, volunteer, via, cancellationToken),
            ("take" or "reserve" or "leave", { } kind) => await ChangeAsync(
                session,
                volunteer,
                new Choice(night, kind),
                act,
                via,
                cancellationToken
            ),
            _ => new Pressed("no-button", StatusCodes.Status400BadRequest),
        };
    }

    private async Task<Pressed> ChangeAsync(
        Session session,
        Volunteer volunteer,
        Choice choice,
        string act,
        string via,
        CancellationToken cancellationToken
    )
    {
        var occasion = await OccasionAsync(session, choice.Night, volunteer, via, cancellationToken);
        var booked = await shifts.BookedByAsync(session, volunteer.Id, choice.Night, cancellationToken);
        var own = booked.FirstOrDefault(one => one.Night == choice.Night && one.Kind == choice.Shift);
        if (act == "leave")
        {
            if (own is not null && own.EndsAt <= time.Now)
            {
                return new Pressed("over", StatusCodes.Status409Conflict);
            }
            return
                own is not null
                && await signUps.LeaveAsync(session, volunteer, choice, via, null, occasion, cancellationToken)
                ? new Pressed("left")
                : new Pressed("not-booked");
        }
        if (own is not null)
        {
            return own.NightState == "off"
                ? new Pressed("not-open", StatusCodes.Status409Conflict)
                : new Pressed("already");
        }
        var asReserve = act == "reserve";
        var standsBy = await session.FirstOrDefaultAsync<string>(
            """
            SELECT b.kind FROM standby b JOIN shift s ON s.id = b.shift_id
            WHERE s.night = @Night AND s.kind = @Kind AND b.volunteer_id = @Id
            """,
            new
            {
                choice.Night,
                Kind = (int)choice.Shift,
                volunteer.Id,
            },
            cancellationToken
        );
        if (asReserve && standsBy == "reserve")
        {
            return new Pressed("reserve");
        }
        var all = await shifts.OfNightAsync(session, choice.Night, cancellationToken);
        if (
            !asReserve
            && standsBy == "waiting"
            && all.Where(s => s.Kind == choice.Shift).All(s => s.Open == 0)
            && !await IsOfferedAsync(session, choice, volunteer, cancellationToken)
        )
        {
            return new Pressed("waiting");
        }
        return await signUps.TakeAsync(
            session,
            volunteer,
            choice,
            asReserve,
            via,
            null,
            occasion,
            cancellationToken
        ) switch
        {
            BookingResult.Booked done => new Pressed(done.Shift.NightState == "early" ? "booked-early" : "booked"),
            BookingResult.AlreadyBooked => new Pressed("already"),
            BookingResult.Full => new Pressed("waiting"),
            BookingResult.OnReserve => new Pressed("reserve"),
            BookingResult.NotOpen => new Pressed("not-open", StatusCodes.Status409Conflict),
            BookingResult.Over => new Pressed("over", StatusCodes.Status409Conflict),
            _ => new Pressed("no-such-shift", StatusCodes.Status409Conflict),
        };
    }

    private static async Task<bool> IsOfferedAsync(
        Session session,
        Choice choice,
        Volunteer volunteer,
        CancellationToken cancellationToken
    ) =>
        await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM place_offer f JOIN shift s ON s.id = f.shift_id
            WHERE f.volunteer_id = @Id AND f.outcome IS NULL AND s.night = @Night AND s.kind = @Kind
            """,
            new
            {
                volunteer.Id,
                choice.Night,
                Kind = (int)choice.Shift,
            },
            cancellationToken
        ) > 0;

    private async Task<Pressed> DeclineAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        string via,
        CancellationToken cancellationToken
    )
    {
        var booked = await shifts.BookedByAsync(session, volunteer.Id, night, cancellationToken);
        if (booked.Any(shift => shift.Night == night))
        {
            return new Pressed("leave-first", StatusCodes.Status409Conflict);
        }
        var known = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM night WHERE night = @night",
            new { night },
            cancellationToken
        );
        if (known == 0)
        {
            return new Pressed("no-such-shift", StatusCodes.Status409Conflict);
        }
        var declined = await session.FirstOrDefaultAsync<string>(
            "SELECT declined_at FROM asked WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        );
        if (declined is null)
        {
            await signUps.DeclineAsync(session, volunteer, night, via, cancellationToken);
        }
        return new Pressed("declined");
    }

    /// <summary>Unique for each act: how many acts of this volunteer on this night there were before.</summary>
    private static async Task<string> OccasionAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        string via,
        CancellationToken cancellationToken
    )
    {
        var before = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM booking_event WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        );
        return $"{via}:{before}";
    }

    /// <param name="Key">Of the text that tells what became of it.</param>
    public sealed record Pressed(string Key, int Status = StatusCodes.Status200OK);
}
