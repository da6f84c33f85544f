using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Overview;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Reads how nights are going. Changes nothing.</summary>
public sealed class NightOperations(
    NightBook nights,
    NightGlances glances,
    ShiftBook shifts,
    CallProgressReader call,
    RotaReader rota,
    PeopleDirectory people,
    OutboxStatus outbox,
    VolunteerRegister volunteers
)
{
    public async Task<NightOperation> ReadAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var known = await nights.PremisesAsync(session, night, cancellationToken);
        var standby = await session.QueryAsync<StandbyRow>(
            """
            SELECT b.shift_id, b.kind, COUNT(*) AS people FROM standby b JOIN shift s ON s.id = b.shift_id
            WHERE s.night = @night GROUP BY b.shift_id, b.kind
            """,
            new { night },
            cancellationToken
        );
        var all = await glances.AheadAsync(session, night, 1, cancellationToken);
        return new NightOperation(
            all[0],
            known.Count > 0
                ?
                [
                    .. known
                        .Where(room => room.InUse)
                        .Select(room => new NightOperation.Room(
                            room.Name,
                            room.State,
                            room.SiteLead is { } key ? people.SiteLeadBy(key)?.Name : null
                        )),
                ]
                :
                [
                    .. RoomsOf(await rota.OnAsync(session, night, cancellationToken))
                        .Select(name => new NightOperation.Room(name, null)),
                ],
            LeadOf(night, known),
            [
                .. (await shifts.OfNightAsync(session, night, cancellationToken)).Select(
                    shift => new NightOperation.ShiftLine(shift, On(shift, "waiting"), On(shift, "reserve"))
                ),
            ],
            await call.ReadAsync(session, night, cancellationToken),
            await outbox.ReadNightAsync(session, night, cancellationToken),
            (int)
                await session.SingleAsync<long>(
                    "SELECT COUNT(*) FROM inbound WHERE state = 'inbox'",
                    null,
                    cancellationToken
                ),
            (await volunteers.ToBeAskedAsync(session, night, cancellationToken)).Count
        );

        int On(ShiftOfNight shift, string kind) =>
            (int)(standby.FirstOrDefault(row => row.ShiftId == shift.Id && row.Kind == kind)?.People ?? 0);
    }

    /// <summary>The nights from one on, with the rooms of the rota and who is in charge.</summary>
    public async Task<IReadOnlyList<DayAhead>> AheadAsync(
        Session session,
        Night first,
        int days,
        CancellationToken cancellationToken
    )
    {
        var calendar = await rota.ReadAsync(session, first, first.AddDays(days - 1), cancellationToken);
        var lent = (
            await session.QueryAsync<LentRow>(
                """
                SELECT np.night, r.name FROM night_premises np JOIN premises r ON r.id = np.premises_id
                WHERE np.night >= @first AND np.night <= @last AND np.state IN ('planned', 'called', 'accepted')
                ORDER BY np.id
                """,
                new { first, last = first.AddDays(days - 1) },
                cancellationToken
            )
        ).ToLookup(row => row.Night, row => row.Name);
        return
        [
            .. (await glances.AheadAsync(session, first, days, cancellationToken)).Select(glance => new DayAhead(
                glance,
                lent[glance.Night].Any() ? [.. lent[glance.Night]] : RoomsOf(calendar.On(glance.Night)),
                LeadOf(glance.Night, [])
            )),
        ];
    }

    private static IReadOnlyList<string> RoomsOf(NightRota on) =>
        on is NightRota.Lent lent ? [.. lent.Premises.Select(room => room.Name)] : [];

    private string? LeadOf(Night night, IReadOnlyList<PremisesOfNight> rooms) =>
        (
            rooms.FirstOrDefault(room => room.InUse)?.SiteLead is { } key
                ? people.SiteLeadBy(key)
                : people.SiteLeadOf(night)
        )?.Name;

    /// <param name="Rooms">Empty when nobody lends one.</param>
    /// <param name="SiteLead">The name; null when nobody is rostered.</param>
    public sealed record DayAhead(NightGlance Glance, IReadOnlyList<string> Rooms, string? SiteLead);

    private sealed record StandbyRow
    {
        public long ShiftId { get; init; }

        public string Kind { get; init; } = "";

        public long People { get; init; }
    }

    private sealed record LentRow
    {
        public Night Night { get; init; }

        public string Name { get; init; } = "";
    }
}
