using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Opening;

/// <summary>Which rooms a night gets when it opens or may open, and their shifts.</summary>
public sealed class RoomChoice(
    NightBook nights,
    RotaReader rota,
    ShiftBook shifts,
    PeopleDirectory people,
    AlertLog alerts
)
{
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

    /// A room that was only planned, as by the early notice, gives way to the one that the rota has since: its church was
    /// told that it is not needed, or asked to be left out, and the other that it is.
    private async Task FollowRotaAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if (
            await rota.OnAsync(session, night, cancellationToken) is not NightRota.Lent lent
            // The room of an exercise is chosen by hand.
            || await nights.FindAsync(session, night, cancellationToken) is { Practice: true }
        )
        {
            return;
        }
        var all = await nights.PremisesAsync(session, night, cancellationToken);
        var gone = all.Where(room => room.State == "planned" && lent.Premises.All(one => one.Id != room.PremisesId));
        var come = lent.Premises.Where(one => all.All(room => room.PremisesId != one.Id));
        foreach (var (from, to) in gone.Zip(come))
        {
            var id = await nights.AddPremisesAsync(session, night, to.Id, from.SiteLead, "planned", cancellationToken);
            await shifts.MoveAsync(session, from.Id, id, cancellationToken);
            await session.ExecuteAsync("DELETE FROM night_premises WHERE id = @Id", new { from.Id }, cancellationToken);
        }
    }
}
