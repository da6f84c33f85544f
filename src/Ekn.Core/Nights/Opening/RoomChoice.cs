using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Opening;

/// <summary>Which rooms a night gets when it opens or may open, and their shifts.</summary>
public sealed class RoomChoice(
    NightBook nights,
    NightHours hours,
    RotaReader rota,
    ShiftBook shifts,
    RoomClosing closing,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    NightWords words,
    AlertLog alerts
)
{
    /// <summary>Purposes that tell a church that it is counted on.</summary>
    private static readonly string[] Asking =
    [
        "rota-asked",
        "rota-kept",
        "call-church",
        "call-church-again",
        "church-yes",
        "reminder-church",
    ];

    /// <summary>
    /// Rooms from the rota, or from the reserve where the rota has none; those of an early notice are kept, and a church that
    /// said no is not asked again. The shifts of a room that is gone move to a new one with everyone booked on them.
    /// </summary>
    public async Task MakeAsync(Session session, Night night, string state, CancellationToken cancellationToken)
    {
        await FollowRotaAsync(session, night, cancellationToken);
        var all = await nights.PremisesAsync(session, night, cancellationToken);
        var known = all.Where(room => room.InUse).ToList();
        var lead = people.SiteLeadOf(night)?.Key;
        if (known.Count > 0)
        {
            foreach (var room in known.Where(room => room.State == "planned" || state == "called"))
            {
                // A lead that a coordinator chose stays, unless they are a lead no more.
                var chosenLead = room.SiteLead is { } key ? people.SiteLeadBy(key)?.Key : null;
                await nights.AddPremisesAsync(
                    session,
                    night,
                    room.PremisesId,
                    chosenLead ?? lead,
                    state,
                    cancellationToken
                );
            }
            return;
        }
        var rooms = await rota.OnAsync(session, night, cancellationToken);
        IReadOnlyList<Premises> chosen = rooms is NightRota.Lent lent
            ? [.. lent.Premises.Where(premises => all.All(room => room.PremisesId != premises.Id))]
            : [];
        if (chosen.Count == 0)
        {
            chosen = [.. (await rota.ReserveAsync(session, night, cancellationToken)).Take(1)];
        }
        if (chosen.Count == 0)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.NoPremises, "rota", night, Note.Words($"{night}")),
                cancellationToken
            );
        }
        var orphaned = (await shifts.OfNightAsync(session, night, cancellationToken))
            .Select(shift => shift.NightPremisesId)
            .Distinct()
            .ToList();
        for (var i = 0; i < chosen.Count; i++)
        {
            var id = await nights.AddPremisesAsync(session, night, chosen[i].Id, lead, state, cancellationToken);
            if (i < orphaned.Count)
            {
                await shifts.MoveAsync(session, orphaned[i], id, cancellationToken);
                continue;
            }
            await shifts.MakeAsync(session, night, id, cancellationToken);
        }
    }

    /// <summary>
    /// A room that was only planned, as by the early notice, gives way to the one that the rota has since, or goes where the
    /// rota has fewer: its bookings go to those that stay.
    /// </summary>
    private async Task FollowRotaAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        // The room of an exercise is chosen by hand.
        if (await nights.FindAsync(session, night, cancellationToken) is not { Practice: false } row)
        {
            return;
        }
        var all = await nights.PremisesAsync(session, night, cancellationToken);
        var (gone, come) = await ChangesAsync(session, night, all, cancellationToken);
        var stays = all.Any(room => room.InUse && !gone.Contains(room));
        foreach (var (from, to) in gone.Zip(come))
        {
            var id = await nights.AddPremisesAsync(session, night, to.Id, from.SiteLead, "planned", cancellationToken);
            await shifts.MoveAsync(session, from.Id, id, cancellationToken);
            await session.ExecuteAsync("DELETE FROM night_premises WHERE id = @Id", new { from.Id }, cancellationToken);
            await TellFreedAsync(session, row, from, cancellationToken);
            stays = true;
        }
        // Nobody lends a room any more, and there is no reserve: whom the night counted on is asked, and can say no.
        if (stays)
        {
            await LetGoAsync(session, row, [.. gone.Skip(come.Count)], cancellationToken);
        }
    }

    /// <summary>Which planned rooms the rota has no more, and which others it has instead.</summary>
    private async Task<(IReadOnlyList<PremisesOfNight> Gone, IReadOnlyList<Premises> Come)> ChangesAsync(
        Session session,
        Night night,
        IReadOnlyList<PremisesOfNight> all,
        CancellationToken cancellationToken
    )
    {
        var planned = all.Where(room => room.State == "planned");
        if (await rota.OnAsync(session, night, cancellationToken) is NightRota.Lent lent)
        {
            return (
                [.. planned.Where(room => lent.Premises.All(one => one.Id != room.PremisesId))],
                [.. lent.Premises.Where(one => all.All(room => room.PremisesId != one.Id))]
            );
        }
        // Where nobody lends a room, the reserve stands in, now as on the day before.
        var reserve = (await rota.PremisesAsync(session, cancellationToken)).Where(one => one.Reserve).ToList();
        PremisesOfNight[] gone = [.. planned.Where(room => reserve.All(one => one.Id != room.PremisesId))];
        return all.Any(room => room.InUse && !gone.Contains(room))
            ? (gone, [])
            : (gone, [.. (await rota.ReserveAsync(session, night, cancellationToken)).Take(1)]);
    }

    private async Task LetGoAsync(
        Session session,
        NightRow row,
        IReadOnlyList<PremisesOfNight> rooms,
        CancellationToken cancellationToken
    )
    {
        foreach (var room in rooms)
        {
            await session.ExecuteAsync(
                "UPDATE night_premises SET state = 'left' WHERE id = @Id",
                new { room.Id },
                cancellationToken
            );
        }
        foreach (var room in rooms)
        {
            await closing.EmptyAsync(session, row, room, $"rota:{room.PremisesId}", cancellationToken);
            var stays = (await nights.InUseAsync(session, row.Night, cancellationToken))[0];
            await shifts.MergeAsync(session, room.Id, stays.Id, cancellationToken);
            // It was never open: to the public it is no room that the night has left.
            await session.ExecuteAsync("DELETE FROM night_premises WHERE id = @Id", new { room.Id }, cancellationToken);
            await TellFreedAsync(session, row, room, cancellationToken);
        }
    }

    /// <summary>A church that was asked for the night, and has not heard since that it is free, must not wait for a call.</summary>
    private async Task TellFreedAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        CancellationToken cancellationToken
    )
    {
        await outbox.CancelAsync(session, row.Night, Asking, null, cancellationToken, room.Contact.Key);
        var waits = await session.SingleAsync<long>(
            $"""
            SELECT COUNT(*) FROM outbox
            WHERE night = @Night AND recipient = @Key AND practice = 0 AND {Outbox.MayHaveReached}
              AND purpose IN ({string.Join(", ", Asking.Select(purpose => $"'{purpose}'"))})
              AND NOT EXISTS (
                SELECT 1 FROM outbox f
                WHERE f.night = outbox.night AND f.recipient = outbox.recipient AND f.id > outbox.id
                  AND f.purpose IN ('rota-freed', 'room-left', 'called-off') AND f.state <> 'cancelled')
            """,
            new { row.Night, room.Contact.Key },
            cancellationToken
        );
        if (waits == 0)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [room.Contact.Key], cancellationToken),
            new Letter("room-left", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = $"rota:{room.PremisesId}",
                ExpiresAt = hours.EndOf(row.Night),
            },
            cancellationToken
        );
    }
}
