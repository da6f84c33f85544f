using Ekn.Core.Alerts;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Opening;

/// <summary>
/// An open night goes to another room, or gets one more. Always inside the transaction of what causes it, with the night
/// locked.
/// </summary>
public sealed class RoomMoves(
    NightBook nights,
    NightHours hours,
    RoomProposals proposals,
    RoomCalls calls,
    ShiftBook shifts,
    Bookings bookings,
    HiredStaff hired,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    /// <summary>
    /// A church cannot lend its room: the night moves to the reserve with every booking, and everyone who was told of the
    /// old room hears of the new one.
    /// </summary>
    /// <returns>The new room; null when there is none, which a coordinator then knows.</returns>
    public async Task<PremisesOfNight?> MoveToReserveAsync(
        Session session,
        PremisesOfNight from,
        CancellationToken cancellationToken
    )
    {
        var night = from.Night;
        await nights.LockAsync(session, night, cancellationToken);
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        var reserve = (await proposals.OfAsync(session, night, cancellationToken)).FirstOrDefault(candidate =>
            candidate.Reserve && candidate.Before is null
        );
        var room = reserve is null
            ? null
            : await MoveAsync(session, row, from, reserve.PremisesId, null, cancellationToken);
        // Raised after the move, so that what is proposed is what is left.
        await alerts.RaiseAsync(
            session,
            room is null
                ? new Alert(AlertKind.NoPremises, from.Name, night, Note.Words(from.Name)) { Room = from.Id }
                : new Alert(AlertKind.ChurchDeclined, from.Name, night, Note.Words($"{from.Name} -> {room.Name}"))
                {
                    Room = room.Id,
                },
            cancellationToken
        );
        return room;
    }

    /// <summary>
    /// The shifts of one room, and with them every booking, go to another, and everyone who relies on the old room hears of
    /// the new one. The old room's state is the caller's matter.
    /// </summary>
    /// <param name="occasion">Tells this move from others, so that a room that is returned to is called again.</param>
    public async Task<PremisesOfNight> MoveAsync(
        Session session,
        NightRow row,
        PremisesOfNight from,
        long toPremisesId,
        string? occasion,
        CancellationToken cancellationToken
    )
    {
        var night = row.Night;
        var id = await nights.AddPremisesAsync(
            session,
            night,
            toPremisesId,
            from.SiteLead,
            "called",
            cancellationToken
        );
        await shifts.MoveAsync(session, from.Id, id, cancellationToken);
        var room = (await nights.InUseAsync(session, night, cancellationToken)).First(candidate => candidate.Id == id);
        await calls.CallAsync(session, row, room, row.Revision, cancellationToken, occasion);

        // Those of this room alone: who works in another that is open in parallel must not be sent away from it.
        var concerned = (await bookings.RelyingOnRoomAsync(session, id, cancellationToken))
            .Select(volunteer => $"volunteer:{volunteer}")
            .ToList();
        concerned.AddRange((await hired.OfRoomAsync(session, id, cancellationToken)).Select(person => person.Key));
        concerned.AddRange(
            (await outbox.WhoWasToldAsync(session, night, ["call-site-lead", "open-city"], cancellationToken)).Where(
                key => key == from.SiteLead || key.StartsWith("city:")
            )
        );
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, concerned, cancellationToken),
            new Letter(
                "moved",
                night,
                row.Revision,
                wording => words.Of(row, [room])(wording).With("oldPremises", from.Name)
            )
            {
                Reach = Reach.Every,
                Occasion = occasion ?? $"premises:{toPremisesId}",
                ExpiresAt = hours.EndOf(night),
            },
            cancellationToken
        );
        return room;
    }

    /// <summary>One more room on an open night, with shifts of its own; its church and site lead are called.</summary>
    public async Task<PremisesOfNight> AddRoomAsync(
        Session session,
        NightRow row,
        long premisesId,
        string? siteLead,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var id = await nights.AddPremisesAsync(session, row.Night, premisesId, siteLead, "called", cancellationToken);
        // A room that was left earlier in the night may have its shifts still.
        if (
            (await shifts.OfNightAsync(session, row.Night, cancellationToken)).All(shift => shift.NightPremisesId != id)
        )
        {
            await shifts.MakeAsync(session, row.Night, id, cancellationToken);
        }
        var room = (await nights.InUseAsync(session, row.Night, cancellationToken)).First(candidate =>
            candidate.Id == id
        );
        await calls.CallAsync(session, row, room, row.Revision, cancellationToken, occasion);
        return room;
    }
}
