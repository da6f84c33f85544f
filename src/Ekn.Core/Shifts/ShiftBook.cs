using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Shifts;

/// <summary>The shifts of nights: made for each premises, read for messages and pages.</summary>
public sealed class ShiftBook(LocalTime time, ShiftNeeds needs, IOptions<ShiftsOptions> options)
{
    private const string Columns = """
        SELECT s.id, s.night, n.code, n.state AS night_state, n.practice, s.kind, s.starts_at, s.ends_at, s.heads,
               (SELECT COUNT(*) FROM place p WHERE p.shift_id = s.id AND p.volunteer_id IS NOT NULL) AS booked,
               (SELECT COUNT(*) FROM place_offer f WHERE f.shift_id = s.id AND f.outcome IS NULL) AS offered,
               s.night_premises_id, np.state AS room_state, r.name AS premises, r.address, r.contact_name, r.phone AS contact_phone
        FROM shift s
        JOIN night n ON n.night = s.night
        JOIN night_premises np ON np.id = s.night_premises_id
        JOIN premises r ON r.id = np.premises_id
        """;

    /// <summary>Makes the shifts that one premises needs, each with a place per head.</summary>
    public async Task MakeAsync(Session session, Night night, long nightPremisesId, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<ShiftKind>())
        {
            var hours = options.Value.Of(kind);
            if (hours.Heads == 0)
            {
                continue;
            }
            var shiftId = await session.SingleAsync<long>(
                """
                INSERT INTO shift (night, night_premises_id, kind, starts_at, ends_at, heads, needed)
                VALUES (@night, @nightPremisesId, @kind, @startsAt, @endsAt, @heads, @heads)
                RETURNING id
                """,
                new
                {
                    night,
                    nightPremisesId,
                    kind = (int)kind,
                    startsAt = InNight(night, hours.From),
                    endsAt = InNight(night, hours.To, after: hours.From),
                    heads = hours.Heads,
                },
                cancellationToken
            );
            for (var number = 1; number <= hours.Heads; number++)
            {
                await session.ExecuteAsync(
                    "INSERT INTO place (shift_id, number) VALUES (@shiftId, @number)",
                    new { shiftId, number },
                    cancellationToken
                );
            }
        }
        await needs.FitAsync(session, nightPremisesId, cancellationToken);
    }

    /// <summary>Moves the shifts, and with them every booking, to other premises of the same night.</summary>
    public async Task MoveAsync(
        Session session,
        long fromNightPremisesId,
        long toNightPremisesId,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync(
            "UPDATE shift SET night_premises_id = @toNightPremisesId WHERE night_premises_id = @fromNightPremisesId",
            new { fromNightPremisesId, toNightPremisesId },
            cancellationToken
        );
        // The other church may bring more or fewer of its own.
        await needs.FitAsync(session, toNightPremisesId, cancellationToken);
    }

    /// <summary>
    /// What happened to the shifts of one room is remembered with those of another of the same night, and they are gone as if
    /// they had never been. Nobody is booked on them or waits for them any more.
    /// </summary>
    public async Task MergeAsync(
        Session session,
        long fromNightPremisesId,
        long toNightPremisesId,
        CancellationToken cancellationToken
    )
    {
        var values = new { fromNightPremisesId, toNightPremisesId };
        // Of a kind that the other has not, as when the settings have changed in between.
        await session.ExecuteAsync(
            """
            UPDATE shift SET night_premises_id = @toNightPremisesId
            WHERE night_premises_id = @fromNightPremisesId
              AND kind NOT IN (SELECT kind FROM shift WHERE night_premises_id = @toNightPremisesId)
            """,
            values,
            cancellationToken
        );
        foreach (var table in new[] { "booking_event", "place_offer" })
        {
            await session.ExecuteAsync(
                $"""
                UPDATE {table} SET shift_id = (
                    SELECT o.id FROM shift o JOIN shift s ON s.kind = o.kind
                    WHERE s.id = {table}.shift_id AND o.night_premises_id = @toNightPremisesId)
                WHERE shift_id IN (SELECT id FROM shift WHERE night_premises_id = @fromNightPremisesId)
                """,
                values,
                cancellationToken
            );
        }
        await session.ExecuteAsync(
            "DELETE FROM shift WHERE night_premises_id = @fromNightPremisesId",
            values,
            cancellationToken
        );
    }

    public Task<IReadOnlyList<ShiftOfNight>> OfNightAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<ShiftOfNight>(
            $"{Columns} WHERE s.night = @night AND s.closed = 0 ORDER BY s.kind, s.id",
            new { night },
            cancellationToken
        );

    /// <summary>Those that are not over and have a place that is neither taken nor offered to somebody.</summary>
    public async Task<IReadOnlyList<ShiftOfNight>> FreeAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await OfNightAsync(session, night, cancellationToken)).Where(shift =>
                shift.Open > 0 && shift.EndsAt > time.Now
            ),
        ];

    /// <summary>The shifts that a volunteer is booked on, from a night on.</summary>
    public Task<IReadOnlyList<ShiftOfNight>> BookedByAsync(
        Session session,
        long volunteerId,
        Night from,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<ShiftOfNight>(
            $"""
            {Columns} WHERE s.night >= @from
              AND EXISTS (SELECT 1 FROM place p WHERE p.shift_id = s.id AND p.volunteer_id = @volunteerId)
            ORDER BY s.night, s.kind
            """,
            new { volunteerId, from },
            cancellationToken
        );

    // A time in the small hours belongs to the morning after; the evening begins after noon.
    private DateTimeOffset InNight(Night night, TimeOnly at, TimeOnly? after = null)
    {
        var noon = new TimeOnly(12, 0);
        var onMorning = at < noon || (after is { } start && start < noon) || (after is { } from && at <= from);
        return time.At(onMorning ? night.Morning : night.Evening, at);
    }
}
