using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Shifts;

/// <summary>Who is hired for the shifts of a night.</summary>
public sealed class HiredStaff
{
    public Task<IReadOnlyList<Hired>> OfNightAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.QueryAsync<Hired>(
            """
            SELECT h.id, h.shift_id, h.name, h.phone, s.ends_at FROM hired h JOIN shift s ON s.id = h.shift_id
            WHERE s.night = @night ORDER BY s.kind, h.id
            """,
            new { night },
            cancellationToken
        );

    public Task<IReadOnlyList<Hired>> OfRoomAsync(
        Session session,
        long nightPremisesId,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<Hired>(
            """
            SELECT h.id, h.shift_id, h.name, h.phone, s.ends_at FROM hired h JOIN shift s ON s.id = h.shift_id
            WHERE s.night_premises_id = @nightPremisesId ORDER BY s.kind, h.id
            """,
            new { nightPremisesId },
            cancellationToken
        );
}
