using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Asking;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>Reads what one volunteer sees.</summary>
public sealed class VolunteerReader(
    LocalTime time,
    NightBook nights,
    ShiftBook shifts,
    PlaceOffers placeOffers,
    StandingShifts standing,
    StopList stopList,
    PeopleDirectory people,
    IOptions<ShiftsOptions> options
)
{
    private const int DaysBack = 270;
    private static readonly TimeOnly Noon = new(12, 0);

    /// <param name="first">The night of the link; null for somebody who is signed in.</param>
    public async Task<VolunteerView> ReadAsync(
        Session session,
        Volunteer volunteer,
        Night? first,
        CancellationToken cancellationToken
    )
    {
        var today = time.NightAt(time.Now, Noon);
        var mine = await shifts.BookedByAsync(session, volunteer.Id, today.AddDays(-DaysBack), cancellationToken);
        var coming = mine.Where(shift => shift.EndsAt > time.Now && shift.NightState is "early" or "open").ToList();
        var rows = (await nights.FromAsync(session, today, cancellationToken))
            .Where(row => row.State is NightState.Early or NightState.Open)
            .Select(row => row.Night)
            .Where(night => night != first);
        var shown = new List<VolunteerView.NightOf>();
        foreach (var night in first is { } one ? rows.Prepend(one) : rows)
        {
            shown.Add(await NightAsync(session, volunteer, night, coming, cancellationToken));
        }
        return new VolunteerView(
            volunteer,
            shown,
            [.. await DetailsAsync(session, coming, cancellationToken)],
            [
                .. (
                    await DetailsAsync(
                        session,
                        mine.Where(shift => shift.EndsAt <= time.Now && shift.NightState is "open" or "ended"),
                        cancellationToken
                    )
                ).OrderByDescending(one => one.Shift.StartsAt),
            ],
            await IsStoppedAsync(session, volunteer, cancellationToken),
            Preferences.Of(volunteer)
        )
        {
            Standing = await standing.OfAsync(session, volunteer.Id, cancellationToken),
        };
    }

    private async Task<VolunteerView.NightOf> NightAsync(
        Session session,
        Volunteer volunteer,
        Night night,
        IReadOnlyList<ShiftOfNight> mine,
        CancellationToken cancellationToken
    )
    {
        var all = await shifts.OfNightAsync(session, night, cancellationToken);
        var standby = await session.QueryAsync<Standby>(
            """
            SELECT b.kind, s.kind AS shift_kind FROM standby b JOIN shift s ON s.id = b.shift_id
            WHERE s.night = @night AND b.volunteer_id = @Id
            """,
            new { night, volunteer.Id },
            cancellationToken
        );
        var offered = await placeOffers.PendingAsync(session, volunteer.Id, cancellationToken);
        var reasons = await session.FirstOrDefaultAsync<string>(
            "SELECT reasons FROM asked WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        );
        var state = all.Count == 0 ? "none" : all[0].NightState;
        var isOn = state is "early" or "open" && all.Any(shift => shift.EndsAt > time.Now);
        var booked = mine.Where(shift => shift.Night == night).ToList();
        return new VolunteerView.NightOf(
            night,
            isOn ? state
                : state is "early" or "open" or "ended" ? "ended"
                : "off",
            isOn
                ?
                [
                    .. all.GroupBy(shift => shift.Kind)
                        .Select(kind =>
                            ShiftOf(
                                [.. kind],
                                booked,
                                standby,
                                mine,
                                offered.FirstOrDefault(one => one.Night == night && one.Kind == kind.Key)?.DueAt
                            )
                        ),
                ]
                : [],
            isOn && booked.Count == 0,
            isOn ? AskReason.Read(reasons) : []
        );
    }

    private VolunteerView.ShiftOf ShiftOf(
        IReadOnlyList<ShiftOfNight> kind,
        IReadOnlyList<ShiftOfNight> booked,
        IReadOnlyList<Standby> standby,
        IReadOnlyList<ShiftOfNight> mine,
        DateTimeOffset? offeredUntil
    )
    {
        var own = booked.FirstOrDefault(shift => shift.Kind == kind[0].Kind);
        IReadOnlyList<ShiftOfNight> shown = own is null ? kind : [own];
        var free = kind.Sum(shift => shift.Open);
        var standsBy = standby.FirstOrDefault(one => one.ShiftKind == kind[0].Kind)?.Kind;
        var state =
            own is not null ? "yours"
            : kind.All(shift => shift.EndsAt <= time.Now) ? "over"
            : offeredUntil is not null ? "offered"
            : standsBy ?? (free == 0 ? "full" : "free");
        return new VolunteerView.ShiftOf(
            shown[0],
            string.Join("; ", shown.Select(PlaceOf).Distinct()),
            state,
            free,
            own is null ? mine.FirstOrDefault(other => Clashes(other, shown[0])) : null,
            offeredUntil
        );
    }

    /// <summary>At the same time, or too soon after a night shift to have slept.</summary>
    private bool Clashes(ShiftOfNight mine, ShiftOfNight other) =>
        (mine.StartsAt < other.EndsAt && other.StartsAt < mine.EndsAt)
        || IsTooSoon(mine, other)
        || IsTooSoon(other, mine);

    private bool IsTooSoon(ShiftOfNight before, ShiftOfNight after) =>
        before.Kind == ShiftKind.Night
        && after.StartsAt >= before.EndsAt
        && after.StartsAt < before.EndsAt.AddHours(options.Value.RestHoursAfterNight);

    private async Task<List<VolunteerView.Mine>> DetailsAsync(
        Session session,
        IEnumerable<ShiftOfNight> all,
        CancellationToken cancellationToken
    )
    {
        var details = new List<VolunteerView.Mine>();
        foreach (var shift in all)
        {
            var row = await session.SingleAsync<Detail>(
                """
                SELECT r.entrance, np.site_lead,
                    (SELECT g.women + g.men + g.not_stated FROM guest_count g WHERE g.night_premises_id = np.id ORDER BY g.id DESC LIMIT 1) AS guests
                FROM night_premises np JOIN premises r ON r.id = np.premises_id WHERE np.id = @NightPremisesId
                """,
                new { shift.NightPremisesId },
                cancellationToken
            );
            var lead = row.SiteLead is null ? null : people.SiteLeadBy(row.SiteLead);
            details.Add(
                new VolunteerView.Mine(
                    shift,
                    row.Entrance,
                    lead?.Name,
                    lead?.Phone?.Value,
                    shift.NightState == "ended" ? (int?)row.Guests : null
                )
            );
        }
        return details;
    }

    private async Task<bool> IsStoppedAsync(Session session, Volunteer volunteer, CancellationToken cancellationToken)
    {
        foreach (var address in new[] { volunteer.Phone?.Value, volunteer.Email }.OfType<string>())
        {
            if (!await stopList.IsStoppedAsync(session, address, cancellationToken))
            {
                return false;
            }
        }
        return true;
    }

    private static string PlaceOf(ShiftOfNight shift) =>
        shift.Address.Length == 0 ? shift.Premises : $"{shift.Premises}, {shift.Address}";

    private sealed record Standby
    {
        /// <summary>waiting or reserve.</summary>
        public string Kind { get; init; } = "";

        public ShiftKind ShiftKind { get; init; }
    }

    private sealed record Detail
    {
        public string? Entrance { get; init; }

        public string? SiteLead { get; init; }

        public long? Guests { get; init; }
    }
}
