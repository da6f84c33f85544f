using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// The rooms of an open night, changed by a coordinator: moved with every booking, one more opened, one of several closed.
/// The night is locked first, so that two who act at once come one after the other.
/// </summary>
public sealed class RoomDesk(
    Database database,
    NightBook nights,
    CallOut callOut,
    RoomClosing closing,
    CrewChanges changes,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    /// <summary>
    /// Every room that is free that night, in the order to ask them: reserve first, then those not open for longest, then
    /// the larger; those that said no or were left that night come last.
    /// </summary>
    public Task<IReadOnlyList<RoomProposal>> ProposeAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<RoomProposal>(
            """
            SELECT p.id AS premises_id, p.name, c.name AS church, p.capacity, p.reserve, used.night AS last_open,
                   t.state AS before, CASE WHEN p.phone IS NOT NULL OR p.email IS NOT NULL THEN 1 ELSE 0 END AS reachable
            FROM premises p
            JOIN church c ON c.id = p.church_id
            LEFT JOIN night_premises t ON t.night = @night AND t.premises_id = p.id
            LEFT JOIN (
                SELECT np.premises_id, MAX(np.night) AS night
                FROM night_premises np
                JOIN night n ON n.night = np.night
                WHERE np.state = 'accepted' AND n.state IN ('open', 'ended') AND np.night < @night
                GROUP BY np.premises_id
            ) used ON used.premises_id = p.id
            WHERE (t.state IS NULL OR t.state IN ('declined', 'left'))
              AND NOT EXISTS (SELECT 1 FROM shift s WHERE s.night_premises_id = t.id AND s.heads = 0)
            ORDER BY CASE WHEN t.state IS NULL THEN 0 ELSE 1 END, p.reserve DESC, COALESCE(used.night, ''),
                     p.capacity DESC, p.name
            """,
            new { night },
            cancellationToken
        );

    /// <param name="form">The id of the form, which makes pressing twice one move.</param>
    public Task<RoomChange> MoveAsync(
        Night night,
        long fromNightPremisesId,
        long toPremisesId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            night,
            form,
            async (session, row) =>
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
                await callOut.MoveAsync(session, row, from, toPremisesId, occasion, cancellationToken);
                foreach (var kind in new[] { AlertKind.NoPremises, AlertKind.ChurchDeclined, AlertKind.ChurchSilent })
                {
                    await alerts.ClearAsync(session, kind, from.Name, night, cancellationToken);
                }
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
        ChangeAsync(
            night,
            form,
            async (session, row) =>
            {
                if (!await IsFreeAsync(session, night, premisesId, cancellationToken))
                {
                    return RoomChange.NotFree;
                }
                var lead = people.SiteLeadOf(night)?.Key;
                await callOut.AddRoomAsync(session, row, premisesId, lead, $"room:{form}", cancellationToken);
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
        ChangeAsync(
            night,
            form,
            async (session, row) =>
            {
                var rooms = await nights.PremisesAsync(session, night, cancellationToken);
                var room = rooms.FirstOrDefault(one => one.Id == nightPremisesId && one.InUse);
                if (room is null)
                {
                    return RoomChange.Gone;
                }
                if (rooms.Count(one => one.InUse) == 1)
                {
                    return RoomChange.OnlyRoom;
                }
                var occasion = $"close:{form}";
                await nights.SetPremisesStateAsync(session, room.Id, room.State, "left", cancellationToken);
                await TellChurchAsync(session, row, room, occasion, cancellationToken);
                await closing.EmptyAsync(session, row, room, occasion, cancellationToken);
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
        );

    private Task<RoomChange> ChangeAsync(
        Night night,
        string form,
        Func<Session, NightRow, Task<RoomChange>> change,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                await nights.LockAsync(session, night, cancellationToken);
                if (await changes.HasAsync(session, form, cancellationToken))
                {
                    return RoomChange.DoneBefore;
                }
                return await nights.FindAsync(session, night, cancellationToken) is { State: NightState.Open } row
                    ? await change(session, row)
                    : RoomChange.NotOpen;
            },
            cancellationToken
        );

    private async Task<PremisesOfNight?> RoomAsync(
        Session session,
        Night night,
        long id,
        CancellationToken cancellationToken
    ) => (await nights.PremisesAsync(session, night, cancellationToken)).FirstOrDefault(room => room.Id == id);

    private static async Task<bool> HasShiftsAsync(Session session, long id, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM shift WHERE night_premises_id = @id AND heads > 0",
            new { id },
            cancellationToken
        ) > 0;

    private async Task<bool> IsFreeAsync(
        Session session,
        Night night,
        long premisesId,
        CancellationToken cancellationToken
    ) => (await ProposeAsync(session, night, cancellationToken)).Any(room => room.PremisesId == premisesId);

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
        await outbox.CancelAsync(session, row.Night, ["church-yes"], cancellationToken);
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, keys, cancellationToken),
            new Letter("room-left", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = callOut.EndOf(row.Night),
            },
            cancellationToken
        );
    }
}
