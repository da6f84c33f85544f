using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Shifts;

/// <summary>
/// Keeps the places of a room's shifts in step with what is needed (<see cref="NeedRule"/>). A place that somebody holds is
/// never taken away; where it is given back later and is not needed, it goes then. The caller has locked the night.
/// </summary>
public sealed class ShiftNeeds(IOptions<ShiftsOptions> options)
{
    /// <summary>Safe to repeat.</summary>
    public async Task FitAsync(Session session, long nightPremisesId, CancellationToken cancellationToken)
    {
        var shifts = await session.QueryAsync<Row>(
            """
            SELECT s.id, s.kind, s.heads, s.needed, COALESCE(np.own_staff, p.own_staff) AS own_staff,
                   (SELECT COUNT(*) FROM hired h WHERE h.shift_id = s.id) AS hired,
                   (SELECT COUNT(*) FROM place b WHERE b.shift_id = s.id AND b.volunteer_id IS NOT NULL) AS booked,
                   (SELECT COUNT(*) FROM place_offer f WHERE f.shift_id = s.id AND f.outcome IS NULL) AS offered
            FROM shift s
            JOIN night_premises np ON np.id = s.night_premises_id
            JOIN premises p ON p.id = np.premises_id
            WHERE s.night_premises_id = @nightPremisesId AND s.closed = 0 AND s.needed IS NOT NULL
            """,
            new { nightPremisesId },
            cancellationToken
        );
        foreach (var shift in shifts)
        {
            await SetAsync(
                session,
                shift,
                NeedRule.HeadsOf(
                    shift.Kind,
                    shift.Needed,
                    options.Value.ChurchStaff,
                    shift.OwnStaff,
                    shift.Hired,
                    // An offer may be older than a place that went meanwhile.
                    Math.Min(shift.Booked + shift.Offered, Math.Max(shift.Heads, shift.Booked))
                ),
                cancellationToken
            );
        }
    }

    private static async Task SetAsync(Session session, Row shift, int heads, CancellationToken cancellationToken)
    {
        if (heads == shift.Heads)
        {
            return;
        }
        if (heads < shift.Heads)
        {
            await session.ExecuteAsync(
                """
                DELETE FROM place WHERE shift_id = @Id AND volunteer_id IS NULL AND number IN (
                    SELECT number FROM place WHERE shift_id = @Id AND volunteer_id IS NULL
                    ORDER BY number DESC LIMIT @surplus)
                """,
                new { shift.Id, surplus = shift.Heads - heads },
                cancellationToken
            );
        }
        for (var added = shift.Heads; added < heads; added++)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO place (shift_id, number)
                SELECT @Id, COALESCE(MAX(number), 0) + 1 FROM place WHERE shift_id = @Id
                """,
                new { shift.Id },
                cancellationToken
            );
        }
        await session.ExecuteAsync(
            "UPDATE shift SET heads = @heads WHERE id = @Id",
            new { shift.Id, heads },
            cancellationToken
        );
    }

    private sealed record Row
    {
        public long Id { get; init; }
        public ShiftKind Kind { get; init; }
        public int Heads { get; init; }
        public int Needed { get; init; }
        public int OwnStaff { get; init; }
        public int Hired { get; init; }
        public int Booked { get; init; }
        public int Offered { get; init; }
    }
}
