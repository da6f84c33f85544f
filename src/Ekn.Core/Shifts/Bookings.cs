using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Shifts;

/// <summary>
/// Who is booked on what. The number of people on a shift is bounded by its places, which are rows: two people can never
/// hold one, whoever answers at the same moment. Repeating a call changes nothing.
/// </summary>
public sealed class Bookings(TimeProvider clock, ShiftBook shifts, ShiftNeeds needs)
{
    /// <summary>Somebody phoned, and the coordinator enters it.</summary>
    public const string ByCoordinator = "phone";

    /// <param name="via">sms, email, link, api, web, phone or standing.</param>
    public async Task<BookingResult> BookAsync(
        Session session,
        Night night,
        ShiftKind kind,
        long volunteerId,
        string via,
        string? remark,
        CancellationToken cancellationToken
    )
    {
        var (shift, refusal) = await FindAsync(session, night, kind, volunteerId, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }
        var now = clock.GetUtcNow();
        // A place that is offered to somebody else is theirs until their time is up, unless a coordinator says otherwise.
        var mayTake =
            shift!.Open > 0
            || via == ByCoordinator
            || await IsOfferedAsync(session, shift.Id, volunteerId, cancellationToken);
        var rows = await session.ExecuteAsync(
            """
            UPDATE place SET volunteer_id = @volunteerId, booked_at = @now, remark = @remark
            WHERE @mayTake = 1 AND shift_id = @shiftId AND volunteer_id IS NULL
              AND number = (SELECT MIN(number) FROM place WHERE shift_id = @shiftId AND volunteer_id IS NULL)
            """,
            new
            {
                volunteerId,
                now,
                remark,
                shiftId = shift.Id,
                mayTake = mayTake ? 1 : 0,
            },
            cancellationToken
        );
        if (rows == 0)
        {
            await StandByAsync(session, shift, volunteerId, "waiting", via, remark, cancellationToken);
            return new BookingResult.Full(shift);
        }
        await session.ExecuteAsync(
            """
            UPDATE place_offer SET outcome = 'taken', ended_at = @now WHERE volunteer_id = @volunteerId AND outcome IS NULL
                AND shift_id IN (SELECT id FROM shift WHERE night = @night AND kind = @kind)
            """,
            new
            {
                now,
                volunteerId,
                night,
                kind = (int)kind,
            },
            cancellationToken
        );
        // In whichever room they waited: it is the same shift of the same night.
        await session.ExecuteAsync(
            """
            DELETE FROM standby WHERE volunteer_id = @volunteerId
                AND shift_id IN (SELECT id FROM shift WHERE night = @night AND kind = @kind)
            """,
            new
            {
                volunteerId,
                night,
                kind = (int)kind,
            },
            cancellationToken
        );
        await RememberAsync(session, shift, volunteerId, "booked", via, remark, cancellationToken);
        return new BookingResult.Booked(shift with { Booked = shift.Booked + 1 });
    }

    public async Task<BookingResult> ReserveAsync(
        Session session,
        Night night,
        ShiftKind kind,
        long volunteerId,
        string via,
        string? remark,
        CancellationToken cancellationToken
    )
    {
        var (shift, refusal) = await FindAsync(session, night, kind, volunteerId, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }
        await StandByAsync(session, shift!, volunteerId, "reserve", via, remark, cancellationToken);
        return new BookingResult.OnReserve(shift!);
    }

    /// <returns>The shift whose place is free again; null when the person was not booked on it, or it is over.</returns>
    public async Task<ShiftOfNight?> WithdrawAsync(
        Session session,
        Night night,
        ShiftKind kind,
        long volunteerId,
        string via,
        string? remark,
        CancellationToken cancellationToken
    )
    {
        await LockAsync(session, night, cancellationToken);
        var booked = await shifts.BookedByAsync(session, volunteerId, night, cancellationToken);
        var shift = booked.FirstOrDefault(candidate => candidate.Night == night && candidate.Kind == kind);
        // Who has been there stays in the history, whatever is pressed or settled afterwards.
        if (shift is null || shift.EndsAt <= clock.GetUtcNow())
        {
            return null;
        }
        await session.ExecuteAsync(
            "UPDATE place SET volunteer_id = NULL, booked_at = NULL, remark = NULL WHERE shift_id = @shiftId AND volunteer_id = @volunteerId",
            new { shiftId = shift.Id, volunteerId },
            cancellationToken
        );
        await RememberAsync(session, shift, volunteerId, "withdrawn", via, remark, cancellationToken);
        // A place beyond what is needed goes with the one who held it.
        await needs.FitAsync(session, shift.NightPremisesId, cancellationToken);
        return (await shifts.OfNightAsync(session, night, cancellationToken)).First(one => one.Id == shift.Id);
    }

    /// <summary>Takes somebody off the waiting and reserve lists of a night.</summary>
    public Task LeaveStandbyAsync(
        Session session,
        Night night,
        long volunteerId,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "DELETE FROM standby WHERE volunteer_id = @volunteerId AND shift_id IN (SELECT id FROM shift WHERE night = @night)",
            new { volunteerId, night },
            cancellationToken
        );

    /// <summary>Everybody booked on a night, each once.</summary>
    public Task<IReadOnlyList<long>> BookedOnAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.QueryAsync<long>(
            """
            SELECT DISTINCT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE s.night = @night AND p.volunteer_id IS NOT NULL ORDER BY p.volunteer_id
            """,
            new { night },
            cancellationToken
        );

    /// <summary>Everybody booked on those shifts of one room that are not over, or standing by for them, each once.</summary>
    public Task<IReadOnlyList<long>> RelyingOnRoomAsync(
        Session session,
        long nightPremisesId,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<long>(
            """
            SELECT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE s.night_premises_id = @nightPremisesId AND s.ends_at > @now AND p.volunteer_id IS NOT NULL
            UNION
            SELECT w.volunteer_id FROM standby w JOIN shift s ON s.id = w.shift_id
            WHERE s.night_premises_id = @nightPremisesId AND s.ends_at > @now
            ORDER BY 1
            """,
            new { nightPremisesId, now = clock.GetUtcNow() },
            cancellationToken
        );

    /// <summary>Everybody booked on a night or standing by for it, each once.</summary>
    public Task<IReadOnlyList<long>> RelyingOnAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<long>(
            """
            SELECT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE s.night = @night AND p.volunteer_id IS NOT NULL
            UNION
            SELECT w.volunteer_id FROM standby w JOIN shift s ON s.id = w.shift_id WHERE s.night = @night
            ORDER BY 1
            """,
            new { night },
            cancellationToken
        );

    private async Task<(ShiftOfNight? Shift, BookingResult? Refusal)> FindAsync(
        Session session,
        Night night,
        ShiftKind kind,
        long volunteerId,
        CancellationToken cancellationToken
    )
    {
        await LockAsync(session, night, cancellationToken);
        var booked = await shifts.BookedByAsync(session, volunteerId, night, cancellationToken);
        if (booked.FirstOrDefault(shift => shift.Night == night && shift.Kind == kind) is { } already)
        {
            return (
                null,
                already.NightState == "off" ? new BookingResult.NotOpen() : new BookingResult.AlreadyBooked(already)
            );
        }
        var candidates = (await shifts.OfNightAsync(session, night, cancellationToken)).Where(shift =>
            shift.Kind == kind
        );
        // Where several premises are open, people go where a place is kept for them, else where most are missing. A room
        // that is lent no more comes last: who is booked there has nowhere to go yet.
        var offered = await session.QueryAsync<long>(
            "SELECT shift_id FROM place_offer WHERE volunteer_id = @volunteerId AND outcome IS NULL",
            new { volunteerId },
            cancellationToken
        );
        var best = candidates.MaxBy(shift =>
            (
                offered.Contains(shift.Id) && shift.Missing > 0,
                shift.Open > 0,
                shift.Missing > 0,
                shift.IsLent,
                shift.Open
            )
        );
        if (best is null)
        {
            return (null, new BookingResult.NoSuchShift());
        }
        if (best.NightState is not ("early" or "open"))
        {
            return (null, best.NightState == "ended" ? new BookingResult.Over() : new BookingResult.NotOpen());
        }
        return best.EndsAt <= clock.GetUtcNow() ? (null, new BookingResult.Over()) : (best, null);
    }

    private static async Task<bool> IsOfferedAsync(
        Session session,
        long shiftId,
        long volunteerId,
        CancellationToken cancellationToken
    ) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM place_offer WHERE shift_id = @shiftId AND volunteer_id = @volunteerId AND outcome IS NULL",
            new { shiftId, volunteerId },
            cancellationToken
        ) > 0;

    // One booking at a time per night, so that "the lowest free place" is free when it is taken.
    private static Task LockAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<string>(
            $"SELECT code FROM night WHERE night = @night {session.Dialect.ForUpdate}",
            new { night },
            cancellationToken
        );

    private async Task StandByAsync(
        Session session,
        ShiftOfNight shift,
        long volunteerId,
        string kind,
        string via,
        string? remark,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.ExecuteAsync(
            """
            INSERT INTO standby (shift_id, volunteer_id, kind, since, remark)
            VALUES (@shiftId, @volunteerId, @kind, @since, @remark)
            ON CONFLICT (shift_id, volunteer_id) DO UPDATE SET kind = @kind, remark = @remark,
                since = CASE WHEN EXISTS (
                    SELECT 1 FROM place_offer f WHERE f.volunteer_id = @volunteerId AND f.shift_id = @shiftId
                        AND f.outcome = 'lapsed' AND f.offered_at >= standby.since) THEN @since ELSE standby.since END
            WHERE standby.kind <> @kind OR EXISTS (
                SELECT 1 FROM place_offer f WHERE f.volunteer_id = @volunteerId AND f.shift_id = @shiftId
                    AND f.outcome = 'lapsed' AND f.offered_at >= standby.since)
            """,
            new
            {
                shiftId = shift.Id,
                volunteerId,
                kind,
                since = clock.GetUtcNow(),
                remark,
            },
            cancellationToken
        );
        if (rows > 0)
        {
            await RememberAsync(session, shift, volunteerId, kind, via, remark, cancellationToken);
        }
    }

    private Task RememberAsync(
        Session session,
        ShiftOfNight shift,
        long volunteerId,
        string kind,
        string via,
        string? remark,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO booking_event (night, shift_id, volunteer_id, kind, at, via, remark)
            VALUES (@night, @shiftId, @volunteerId, @kind, @at, @via, @remark)
            """,
            new
            {
                night = shift.Night,
                shiftId = shift.Id,
                volunteerId,
                kind,
                at = clock.GetUtcNow(),
                via,
                remark,
            },
            cancellationToken
        );
}
