using Ekn.Core.Storage;

namespace Ekn.Core.Shifts;

/// <summary>Who of those booked came. The last word counts; every word is kept in change_event.</summary>
public sealed class Attendance(TimeProvider clock)
{
    public const string Arrived = "arrived";
    public const string Absent = "absent";

    /// <param name="state">arrived, absent, or null to take back what was noted.</param>
    /// <param name="by">Recipient key of who notes it.</param>
    /// <returns>False when the volunteer is not booked on that shift.</returns>
    public async Task<bool> NoteAsync(
        Session session,
        long shiftId,
        long volunteerId,
        string? state,
        string by,
        CancellationToken cancellationToken
    )
    {
        var values = new
        {
            ShiftId = shiftId,
            VolunteerId = volunteerId,
            State = state,
            By = by,
            At = clock.GetUtcNow(),
            Subject = $"volunteer:{volunteerId}",
            Kind = state is null ? "attendance-taken-back" : $"attendance-{state}",
        };
        var booked = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM place WHERE shift_id = @ShiftId AND volunteer_id = @VolunteerId",
            values,
            cancellationToken
        );
        if (booked == 0)
        {
            return false;
        }
        await session.ExecuteAsync(
            state is null
                ? "DELETE FROM attendance WHERE shift_id = @ShiftId AND volunteer_id = @VolunteerId"
                : """
                INSERT INTO attendance (shift_id, volunteer_id, state, at, noted_by)
                VALUES (@ShiftId, @VolunteerId, @State, @At, @By)
                ON CONFLICT (shift_id, volunteer_id) DO UPDATE SET state = @State, at = @At, noted_by = @By
                """,
            values,
            cancellationToken
        );
        await session.ExecuteAsync(
            """
            INSERT INTO change_event (at, actor, kind, subject, night, detail)
            SELECT @At, @By, @Kind, @Subject, night, NULL FROM shift WHERE id = @ShiftId
            """,
            values,
            cancellationToken
        );
        return true;
    }

    /// <summary>Those booked on the shifts of one room, shift by shift, with what was noted of them.</summary>
    public Task<IReadOnlyList<Expected>> OfRoomAsync(
        Session session,
        long nightPremisesId,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<Expected>(
            """
            SELECT s.id AS shift_id, s.kind, s.starts_at, s.ends_at, s.heads, p.volunteer_id, v.name, v.phone, v.speaks,
                p.remark, a.state
            FROM shift s
            LEFT JOIN place p ON p.shift_id = s.id AND p.volunteer_id IS NOT NULL
            LEFT JOIN volunteer v ON v.id = p.volunteer_id
            LEFT JOIN attendance a ON a.shift_id = s.id AND a.volunteer_id = p.volunteer_id
            WHERE s.night_premises_id = @nightPremisesId
            ORDER BY s.starts_at, s.id, p.number
            """,
            new { nightPremisesId },
            cancellationToken
        );
}
