using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.SiteLead;

/// <summary>Finds the rooms that somebody counts in, and what stands there.</summary>
public sealed class CountingReader(
    LocalTime time,
    NightBook nights,
    GuestLog guests,
    TapLog taps,
    Attendance attendance,
    HiredStaff hired,
    PeopleDirectory people,
    IOptions<ContactsOptions> contacts
)
{
    // A tap until the next noon is about the night that has just been.
    private static readonly TimeOnly Noon = new(12, 0);

    public Night CurrentNight => time.NightAt(time.Now, Noon);

    /// <summary>
    /// The rooms of a night that a person counts in: every one for a coordinator (lead null), for a site lead those that
    /// they are in charge of, or those that nobody is.
    /// </summary>
    public async Task<IReadOnlyList<PremisesOfNight>> RoomsAsync(
        Session session,
        Night night,
        string? lead,
        CancellationToken cancellationToken
    )
    {
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Ended }
        )
        {
            return [];
        }
        var all = await nights.InUseAsync(session, night, cancellationToken);
        if (lead is null)
        {
            return all;
        }
        var theirs = all.Where(room => room.SiteLead == lead).ToList();
        return theirs.Count > 0 ? theirs : [.. all.Where(room => room.SiteLead is null)];
    }

    /// <param name="by">Recipient key of who counts, for their undo.</param>
    public async Task<CountingView> ReadAsync(
        Session session,
        IReadOnlyList<PremisesOfNight> rooms,
        PremisesOfNight room,
        string by,
        CancellationToken cancellationToken
    )
    {
        var row = (await nights.FindAsync(session, room.Night, cancellationToken))!;
        return new CountingView(
            room,
            rooms,
            row.State == NightState.Ended,
            await guests.LatestAsync(session, room.Id, cancellationToken)
                ?? new GuestCount { Night = room.Night, NightPremisesId = room.Id },
            await taps.UndoOfLastAsync(session, room.Id, by, cancellationToken),
            await attendance.OfRoomAsync(session, room.Id, cancellationToken),
            await hired.OfRoomAsync(session, room.Id, cancellationToken),
            room.SiteLead is null ? null : people.SiteLeadBy(room.SiteLead),
            people.Coordinators,
            contacts.Value
        );
    }
}
