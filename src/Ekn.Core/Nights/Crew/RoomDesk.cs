using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// The rooms of an open night, changed by a coordinator: moved with every booking, one more opened, one of several closed.
/// The night is locked first, so that two who act at once come one after the other.
/// </summary>
public sealed class RoomDesk(
    Database database,
    NightBook nights,
    RoomProposals proposals,
    NightHours hours,
    RoomMoves moves,
    RoomClosing closing,
    GuestLog guests,
    CrewChanges changes,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    /// <param name="form">The id of the form, which makes pressing twice one move.</param>
    public Task<RoomChange> MoveAsync(
        Night night,
        long fromNightPremisesId,
        long toPremisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            session => MoveAsync(session, night, fromNightPremisesId, toPremisesId, actor, form, cancellationToken),
            cancellationToken
        );

    /// <summary>The same inside what else belongs to it.</summary>
    public Task<RoomChange> MoveAsync(
        Session session,
        Night night,
        long fromNightPremisesId,
        long toPremisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            session,
            night,
            form,
            async row =>
            {
                var from = await RoomAsync(session, night, fromNightPremisesId, cancellationToken);
                // A church that said no when nothing was left has the night's shifts still.
                if (from is null || !(from.InUse || await HasShiftsAsync(session, from.Id, cancellationToken)))
                {
                    return RoomChange.Gone;
                }
                if (!await IsFreeAsync(session, night, toPremisesId, cancellationToken))
                {
                    return RoomChange.NotFree;
                }
                var occasion = $"move:{form}";
                if (from.InUse)
                {
                    await nights.SetPremisesStateAsync(session, from.Id, from.State, "left", cancellationToken);
                    await TellChurchAsync(session, row, from, occasion, cancellationToken);
                }
                var room = await moves.MoveAsync(session, row, from, toPremisesId, occasion, cancellationToken);
                // The guests who were there already come along, and are counted where they sleep.
                await guests.CarryAsync(session, from, room, actor, cancellationToken);
                await SettledAsync(session, night, from, cancellationToken);
                await changes.AddAsync(
                    session,
                    actor,
                    "night.moved",
                    $"premises:{toPremisesId}",
                    night,
                    form,
                    cancellationToken
                );
                return RoomChange.Done;
            },
            cancellationToken
        );

    public Task<RoomChange> OpenAnotherAsync(
        Night night,
        long premisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            session => OpenAnotherAsync(session, night, premisesId, actor, form, cancellationToken),
            cancellationToken
        );

    /// <summary>The same inside what else belongs to it.</summary>
    public Task<RoomChange> OpenAnotherAsync(
        Session session,
        Night night,
        long premisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            session,
            night,
            form,
            async row =>
            {
                if (!await IsFreeAsync(session, night, premisesId, cancellationToken))
                {
                    return RoomChange.NotFree;
                }
                var lead = people.SiteLeadOf(night)?.Key;
                await moves.AddRoomAsync(session, row, premisesId, lead, $"room:{form}", cancellationToken);
                var rooms = await nights.InUseAsync(session, night, cancellationToken);
                await letters.WriteAsync(
                    session,
                    people.City,
                    new Letter("open-city", night, row.Revision, words.Of(row, rooms))
                    {
                        Reach = Reach.EmailFirst,
                        Occasion = $"room:{form}",
                        ExpiresAt = hours.EndOf(night),
                    },
                    cancellationToken
                );
                await changes.AddAsync(
                    session,
                    actor,
                    "room.opened",
                    $"premises:{premisesId}",
                    night,
                    form,
                    cancellationToken
                );
                return RoomChange.Done;
            },
            cancellationToken
        );

    /// <summary>Those booked there go to free places of the same shift elsewhere; who finds none hears it, and waits.</summary>
    public Task<RoomChange> CloseAsync(
        Night night,
        long nightPremisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            session =>
                ChangeAsync(
                    session,
                    night,
                    form,
                    async row =>
                    {
                        var rooms = await nights.PremisesAsync(session, night, cancellationToken);
                        var room = rooms.FirstOrDefault(one => one.Id == nightPremisesId);
                        if (room is null || !(room.InUse || await HasShiftsAsync(session, room.Id, cancellationToken)))
                        {
                            return RoomChange.Gone;
                        }
                        if (!rooms.Any(one => one.InUse && one.Id != room.Id))
                        {
                            return RoomChange.OnlyRoom;
                        }
                        var occasion = $"close:{form}";
                        if (room.InUse)
                        {
                            await nights.SetPremisesStateAsync(session, room.Id, room.State, "left", cancellationToken);
                            await TellChurchAsync(session, row, room, occasion, cancellationToken);
                        }
                        await closing.EmptyAsync(session, row, room, occasion, cancellationToken);
                        await SettledAsync(session, night, room, cancellationToken);
                        await changes.AddAsync(
                            session,
                            actor,
                            "room.closed",
                            $"premises:{room.PremisesId}",
                            night,
                            form,
                            cancellationToken
                        );
                        return RoomChange.Done;
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    /// <summary>Who is on site finds that the room cannot be used: the coordinators hear it, with what is next in turn.</summary>
    /// <returns>False when it was said before, or the room is not in use.</returns>
    public Task<bool> FailAsync(PremisesOfNight room, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                await nights.LockAsync(session, room.Night, cancellationToken);
                if (
                    await nights.FindAsync(session, room.Night, cancellationToken) is not { State: NightState.Open }
                    || await RoomAsync(session, room.Night, room.Id, cancellationToken) is not { InUse: true } now
                    || !await alerts.RaiseAsync(
                        session,
                        new Alert(AlertKind.RoomFailed, now.Name, now.Night, Note.Words(now.Name)) { Room = now.Id },
                        cancellationToken
                    )
                )
                {
                    return false;
                }
                await changes.AddAsync(
                    session,
                    actor,
                    "room.failed",
                    $"premises:{now.PremisesId}",
                    now.Night,
                    $"failed:{Guid.NewGuid():N}",
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );

    /// <summary>Whether people are booked, or can be, for a room on its night; also one that is not lent any more.</summary>
    public async Task<bool> HasShiftsAsync(Session session, long id, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM shift WHERE night_premises_id = @id AND closed = 0",
            new { id },
            cancellationToken
        ) > 0;

    private async Task<RoomChange> ChangeAsync(
        Session session,
        Night night,
        string form,
        Func<NightRow, Task<RoomChange>> change,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (await changes.HasAsync(session, form, cancellationToken))
        {
            return RoomChange.DoneBefore;
        }
        return await nights.FindAsync(session, night, cancellationToken) is { State: NightState.Open } row
            ? await change(row)
            : RoomChange.NotOpen;
    }

    /// <summary>Nobody needs to hear of the room that was left any more.</summary>
    private async Task SettledAsync(
        Session session,
        Night night,
        PremisesOfNight room,
        CancellationToken cancellationToken
    )
    {
        foreach (var kind in RoomAlarm.Kinds)
        {
            await alerts.ClearAsync(session, kind, room.Name, night, cancellationToken);
        }
    }

    private async Task<PremisesOfNight?> RoomAsync(
        Session session,
        Night night,
        long id,
        CancellationToken cancellationToken
    ) => (await nights.PremisesAsync(session, night, cancellationToken)).FirstOrDefault(room => room.Id == id);

    private async Task<bool> IsFreeAsync(
        Session session,
        Night night,
        long premisesId,
        CancellationToken cancellationToken
    ) => (await proposals.OfAsync(session, night, cancellationToken)).Any(room => room.PremisesId == premisesId);

    /// <summary>A church that was called must not wait behind an unlocked door.</summary>
    private async Task TellChurchAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var keys = new List<string> { room.Contact.Key };
        // Whoever leads a room that closes would otherwise go there.
        if (occasion.StartsWith("close:") && room.SiteLead is not null)
        {
            keys.Add(room.SiteLead);
        }
        await outbox.CancelAsync(session, row.Night, RoomMoves.ToChurch, null, cancellationToken, room.Contact.Key);
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, keys, cancellationToken),
            new Letter("room-left", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = hours.EndOf(row.Night),
            },
            cancellationToken
        );
    }
}
