using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Reads who works in the rooms of a night. Changes nothing.</summary>
public sealed class RoomCrews(NightBook nights, ShiftBook shifts, HiredStaff hired, PeopleDirectory people)
{
    /// <returns>One for each room in use, where the night is open or announced.</returns>
    public async Task<IReadOnlyList<RoomCrew>> ReadAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Early }
        )
        {
            return [];
        }
        var all = await shifts.OfNightAsync(session, night, cancellationToken);
        var paid = await hired.OfNightAsync(session, night, cancellationToken);
        return
        [
            .. (await nights.PremisesAsync(session, night, cancellationToken))
                .Where(room => room.InUse)
                .Select(room =>
                {
                    var own = all.Where(shift => shift.NightPremisesId == room.Id).ToList();
                    return new RoomCrew(
                        room,
                        own,
                        [.. paid.Where(person => own.Any(shift => shift.Id == person.ShiftId))],
                        people.SiteLeads
                    );
                }),
        ];
    }
}
