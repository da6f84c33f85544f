using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Api.Pages.Church;

/// <summary>Reads what a church sees of its own room, and of nobody else's.</summary>
public sealed class ChurchReader(
    LocalTime time,
    RotaReader rota,
    NightBook nights,
    Attendance attendance,
    GuestLog guests,
    PeopleDirectory people
)
{
    private static readonly TimeOnly Noon = new(12, 0);

    /// <summary>How many of its own people a church says that it brings; null for a number that is none.</summary>
    public static int? Staff(int? typed) => typed is >= 0 and <= StaffDesk.MostOwnStaff ? typed : null;

    public async Task<IReadOnlyList<Premises>> RoomsAsync(
        Session session,
        IReadOnlyList<long> ids,
        CancellationToken cancellationToken
    ) => [.. (await rota.PremisesAsync(session, cancellationToken)).Where(room => ids.Contains(room.Id))];

    public async Task<ChurchView> ReadAsync(
        Session session,
        Premises room,
        IReadOnlyList<Premises> rooms,
        Uri calendar,
        CancellationToken cancellationToken
    )
    {
        var today = new Night(time.Today);
        var last = EndOfSeason(today);
        var plan = await rota.ReadAsync(session, today, last, cancellationToken);
        var refused = await session.QueryAsync<Night>(
            "SELECT night FROM rota_refusal WHERE premises_id = @Id AND settled_at IS NULL AND night >= @today",
            new { room.Id, today },
            cancellationToken
        );
        var lines = new List<ChurchView.Line>();
        for (var night = today; night <= last; night = night.Next)
        {
            if (plan.On(night) is NightRota.Lent lent && lent.Premises.Any(one => one.Id == room.Id))
            {
                lines.Add(new ChurchView.Line(night, refused.Contains(night)));
            }
        }
        return new ChurchView(
            room,
            rooms,
            await NightAsync(session, room.Id, cancellationToken),
            lines,
            calendar,
            await session.SingleAsync<int>(
                "SELECT own_staff FROM premises WHERE id = @Id",
                new { room.Id },
                cancellationToken
            )
        );
    }

    /// <summary>The next night that the room has a part in; until noon the one that began yesterday evening.</summary>
    /// <param name="only">That night and no other; null for whichever it is.</param>
    public async Task<ChurchView.NightOf?> NightAsync(
        Session session,
        long premisesId,
        CancellationToken cancellationToken,
        Night? only = null
    )
    {
        var from = time.NightAt(time.Now, Noon);
        foreach (var row in await nights.FromAsync(session, from, cancellationToken))
        {
            if (
                row.State is NightState.Open or NightState.Early or NightState.Ended
                && (only is null || row.Night == only)
                && (await nights.PremisesAsync(session, row.Night, cancellationToken)).FirstOrDefault(one =>
                    one.PremisesId == premisesId
                )
                    is { } premises
            )
            {
                return new ChurchView.NightOf(
                    premises,
                    row.State,
                    await attendance.OfRoomAsync(session, premises.Id, cancellationToken),
                    (await guests.LatestAsync(session, premises.Id, cancellationToken))?.Guests,
                    premises.SiteLead is null ? null : people.SiteLeadBy(premises.SiteLead),
                    people.Coordinators.FirstOrDefault()
                );
            }
        }
        return null;
    }

    /// <summary>The last night of April: a cold spring is asked for too.</summary>
    private static Night EndOfSeason(Night today) =>
        new(new DateOnly(today.Evening.Month > 4 ? today.Evening.Year + 1 : today.Evening.Year, 4, 30));
}
