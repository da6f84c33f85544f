using System.Globalization;
using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Counting;
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
    LocalTime time,
    NightBook nights,
    NightHours hours,
    RoomProposals proposals,
    RoomCalls calls,
    ShiftBook shifts,
    Bookings bookings,
    HiredStaff hired,
    GuestLog guests,
    PlaceOffers offers,
    Waves waves,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    /// <summary>What a church hears of its room; of no use once the room is left.</summary>
    public static readonly string[] ToChurch = ["call-church", "call-church-again", "church-yes", "reminder-church"];

    /// <summary>What tells a volunteer that they are booked, and where.</summary>
    private static readonly string[] Confirmations = ["booked", "already-booked", "opens-booked", "standing-booked"];

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
        await outbox.CancelAsync(session, night, ToChurch, null, cancellationToken, from.Contact.Key);
        var reserve = (await proposals.OfAsync(session, night, cancellationToken)).FirstOrDefault(candidate =>
            candidate.Reserve && candidate.Before is null
        );
        var room = reserve is null
            ? null
            : await MoveAsync(session, row, from, reserve.PremisesId, null, cancellationToken);
        if (room is not null)
        {
            await guests.CarryAsync(session, from, room, from.Contact.Key, cancellationToken);
        }
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
    /// A church that said no says yes after all: where nobody else has been asked since, its room is the night's again, and
    /// the coordinators, who are looking for another, hear it.
    /// </summary>
    /// <returns>False when the room is not needed any more.</returns>
    public async Task<bool> TakeBackAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        CancellationToken cancellationToken
    )
    {
        if (
            room.State != "declined"
            || await WithoutRoomAsync(session, row.Night, cancellationToken) is not { } lost
            || (await proposals.OfAsync(session, row.Night, cancellationToken)).All(one =>
                one.PremisesId != room.PremisesId
            )
        )
        {
            return false;
        }
        var from = (await nights.PremisesAsync(session, row.Night, cancellationToken)).First(one => one.Id == lost);
        var occasion = $"back:{Guid.NewGuid():N}";
        if (from.Id != room.Id)
        {
            // The night had gone on to a reserve, which said no too.
            await MoveAsync(session, row, from, room.PremisesId, occasion, cancellationToken);
            await guests.CarryAsync(session, from, room, room.Contact.Key, cancellationToken);
            // It has just said yes: it need not be asked.
            await outbox.CancelAsync(session, row.Night, ["call-church"], null, cancellationToken, room.Contact.Key);
        }
        var state = from.Id == room.Id ? "declined" : "called";
        await nights.SetPremisesStateAsync(session, room.Id, state, "accepted", cancellationToken);
        await alerts.ClearAsync(session, AlertKind.NoPremises, from.Name, row.Night, cancellationToken);
        await letters.WriteAsync(
            session,
            people.Coordinators,
            new Letter("room-back", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = hours.EndOf(row.Night),
            },
            cancellationToken
        );
        await GoOnAsync(session, row.Night, cancellationToken);
        return true;
    }

    /// <summary>Whether people are booked, or can be, for a room that its church has taken back, and no other was asked since.</summary>
    public async Task<bool> IsWithoutRoomAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await WithoutRoomAsync(session, night, cancellationToken) is not null;

    private static Task<long?> WithoutRoomAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<long?>(
            """
            SELECT d.id FROM night_premises d
            WHERE d.night = @night AND d.state = 'declined'
              AND EXISTS (SELECT 1 FROM shift s WHERE s.night_premises_id = d.id AND s.closed = 0)
              AND NOT EXISTS (
                  SELECT 1 FROM night_premises o
                  WHERE o.night = d.night AND o.state IN ('called', 'accepted') AND o.called_at > d.answered_at)
            ORDER BY d.id LIMIT 1
            """,
            new { night },
            cancellationToken
        );

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
        // Also those to whom the old room is still on its way, as when the mail server is away: the correction follows it.
        var told = await outbox.WhoHearsAsync(session, night, ["call-site-lead", "open-city"], cancellationToken);
        var rooms = await nights.InUseAsync(session, night, cancellationToken);
        var room = rooms.First(candidate => candidate.Id == id);
        if (from.SiteLead is { } lead && rooms.Count(one => one.SiteLead == lead) == 1)
        {
            string[] outdated = ["call-site-lead", "reminder-site-lead", "moved"];
            await outbox.CancelAsync(session, night, outdated, null, cancellationToken, lead);
        }
        await calls.CallAsync(session, row, room, row.Revision, cancellationToken, occasion);

        // Those of this room alone: who works in another that is open in parallel must not be sent away from it.
        var concerned = (await bookings.RelyingOnRoomAsync(session, id, cancellationToken))
            .Select(volunteer => $"volunteer:{volunteer}")
            .ToList();
        concerned.AddRange(
            (await hired.OfRoomAsync(session, id, cancellationToken))
                .Where(person => person.EndsAt > time.Now)
                .Select(person => person.Key)
        );
        concerned.AddRange(told.Where(key => key == from.SiteLead || key.StartsWith("city:")));
        var anew = await CancelOutdatedAsync(session, night, concerned, cancellationToken);
        // On paper, too: the list of the new room is mailed for itself.
        await outbox.CancelOccasionAsync(session, night, "printout", $"premises:{from.PremisesId}", cancellationToken);
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
        await TellAnewAsync(session, row, anew, $"moved:{id}:{occasion}", cancellationToken);
        await GoOnAsync(session, night, cancellationToken);
        return room;
    }

    /// <summary>
    /// What still waits to leave, as while the gateway is away, names the old room, and each message waits for as long as it
    /// has failed: it could arrive after the correction and send somebody to a dark church.
    /// </summary>
    /// <returns>Who would now not hear that they are booked, or not be reminded, and of which the two.</returns>
    private async Task<IReadOnlyList<(string Recipient, string Purpose)>> CancelOutdatedAsync(
        Session session,
        Night night,
        IEnumerable<string> concerned,
        CancellationToken cancellationToken
    )
    {
        var anew = new List<(string, string)>();
        foreach (var key in concerned)
        {
            await outbox.CancelAsync(session, night, ["moved"], null, cancellationToken, key);
            if (!key.StartsWith("volunteer:"))
            {
                continue;
            }
            if (await outbox.CancelAsync(session, night, Confirmations, null, cancellationToken, key) > 0)
            {
                anew.Add((key, "opens-booked"));
            }
            if (await outbox.CancelAsync(session, night, ["reminder"], null, cancellationToken, key) > 0)
            {
                anew.Add((key, "reminder"));
            }
        }
        return anew;
    }

    private async Task TellAnewAsync(
        Session session,
        NightRow row,
        IReadOnlyList<(string Recipient, string Purpose)> anew,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        foreach (var (recipient, purpose) in anew)
        {
            var id = long.Parse(recipient["volunteer:".Length..], CultureInfo.InvariantCulture);
            var theirs = (await shifts.BookedByAsync(session, id, row.Night, cancellationToken))
                .Where(shift => shift.Night == row.Night && shift.EndsAt > time.Now)
                .ToList();
            if (theirs.Count == 0)
            {
                continue;
            }
            await letters.WriteAsync(
                session,
                await addresses.FindAsync(session, [recipient], cancellationToken),
                new Letter(purpose, row.Night, row.Revision, words.Of(row, theirs))
                {
                    Reach = Reach.SmsFirst,
                    Occasion = occasion,
                    ExpiresAt = theirs.Max(shift => shift.EndsAt),
                },
                cancellationToken
            );
        }
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
        await GoOnAsync(session, row.Night, cancellationToken);
        return room;
    }

    /// <summary>A room may need more people than the one before: who waits is offered a place first, then others are asked.</summary>
    private async Task GoOnAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if ((await shifts.FreeAsync(session, night, cancellationToken)).Count > 0)
        {
            await offers.OfferAsync(session, night, byCoordinator: false, cancellationToken);
            await waves.GoOnAsync(session, night, cancellationToken);
        }
    }
}
