using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Printouts;

/// <summary>Reads what goes on paper, room by room.</summary>
public sealed class PrintoutReader(
    LocalTime time,
    NightBook nights,
    Attendance attendance,
    HiredStaff hired,
    PeopleDirectory people,
    IOptions<ContactsOptions> contacts
)
{
    /// <returns>One for each room in use; none where the night is neither open nor announced.</returns>
    public async Task<IReadOnlyList<Printout>> ReadAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Early or NightState.Ended } row
        )
        {
            return [];
        }
        var printouts = new List<Printout>();
        foreach (var room in await nights.InUseAsync(session, night, cancellationToken))
        {
            printouts.Add(
                new Printout(
                    night,
                    room,
                    await attendance.OfRoomAsync(session, room.Id, cancellationToken),
                    await session.QueryAsync<Printout.StandingBy>(
                        """
                        SELECT b.shift_id, v.name, v.phone, b.kind FROM standby b
                        JOIN shift s ON s.id = b.shift_id
                        JOIN volunteer v ON v.id = b.volunteer_id
                        WHERE s.night_premises_id = @Id ORDER BY b.kind DESC, b.since
                        """,
                        new { room.Id },
                        cancellationToken
                    ),
                    await hired.OfRoomAsync(session, room.Id, cancellationToken),
                    room.SiteLead is null ? null : people.SiteLeadBy(room.SiteLead),
                    people.Coordinators,
                    contacts.Value,
                    time.Now,
                    row.Practice
                )
            );
        }
        return printouts;
    }
}
