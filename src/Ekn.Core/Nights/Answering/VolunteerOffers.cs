using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>What a volunteer may answer about now: the nights on offer, and what they are booked on.</summary>
public sealed class VolunteerOffers(LocalTime time, NightBook nights, ShiftBook shifts)
{
    private static readonly TimeOnly NightEnds = new(9, 0);

    // Offers made within so long of the latest are answered together by a bare NEJ.
    private static readonly TimeSpan SameRound = TimeSpan.FromHours(12);

    /// <summary>Every night that can still be signed up for, whether or not this volunteer was the one asked.</summary>
    /// <remarks>What was written before an exercise made way is no answer to the real call of the same date.</remarks>
    public async Task<IReadOnlyList<Offer>> ReadAsync(
        Session session,
        Volunteer volunteer,
        DateTimeOffset saidAt,
        CancellationToken cancellationToken
    )
    {
        var from = time.NightAt(time.Now, NightEnds);
        var asked = await session.QueryAsync<AskedRow>(
            "SELECT night, asked_at FROM asked WHERE volunteer_id = @Id AND night >= @from",
            new { volunteer.Id, from },
            cancellationToken
        );
        var madeWay = await session.QueryAsync<Night>(
            "SELECT practised_on FROM night WHERE practised_on >= @from AND ended_at > @saidAt",
            new { from, saidAt },
            cancellationToken
        );
        var latest = asked.Count == 0 ? (DateTimeOffset?)null : asked.Max(row => row.AskedAt);
        var offers = new List<Offer>();
        foreach (var row in await nights.FromAsync(session, from, cancellationToken))
        {
            if (row.State is not (NightState.Open or NightState.Early) || madeWay.Contains(row.Night))
            {
                continue;
            }
            var kinds = (await shifts.OfNightAsync(session, row.Night, cancellationToken))
                .Where(shift => shift.EndsAt > time.Now)
                .Select(shift => shift.Kind)
                .Distinct()
                .ToList();
            var askedAt = asked.FirstOrDefault(candidate => candidate.Night == row.Night)?.AskedAt;
            if (kinds.Count > 0)
            {
                offers.Add(new Offer(row.Night, row.Code, kinds, askedAt is not null && latest - askedAt <= SameRound));
            }
        }
        return offers;
    }

    public async Task<IReadOnlyList<ShiftOfNight>> OpenShiftsAsync(
        Session session,
        IReadOnlyList<Offer> offers,
        CancellationToken cancellationToken
    )
    {
        var open = new List<ShiftOfNight>();
        foreach (var offer in offers)
        {
            open.AddRange(await shifts.FreeAsync(session, offer.Night, cancellationToken));
        }
        return open;
    }

    public async Task<IReadOnlyList<ShiftOfNight>> BookedAsync(
        Session session,
        Volunteer volunteer,
        CancellationToken cancellationToken
    )
    {
        var from = time.NightAt(time.Now, NightEnds);
        return
        [
            .. (await shifts.BookedByAsync(session, volunteer.Id, from, cancellationToken)).Where(shift =>
                shift.NightState is "open" or "early" && shift.EndsAt > time.Now
            ),
        ];
    }

    public async Task<bool> AnyBookedAsync(
        Session session,
        IReadOnlyList<Volunteer> volunteers,
        CancellationToken cancellationToken
    )
    {
        foreach (var volunteer in volunteers)
        {
            if ((await BookedAsync(session, volunteer, cancellationToken)).Count > 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether anything is on offer that an answer may be about, or any of them is booked.</summary>
    public async Task<bool> AnyOfferedAsync(
        Session session,
        IReadOnlyList<Volunteer> volunteers,
        DateTimeOffset saidAt,
        CancellationToken cancellationToken
    ) =>
        volunteers.Count > 0
        && (
            (await ReadAsync(session, volunteers[0], saidAt, cancellationToken)).Count > 0
            || await AnyBookedAsync(session, volunteers, cancellationToken)
        );

    /// <summary>An exercise, when nothing else is on offer: what is written about it is marked as a whole.</summary>
    public static Night? PractisedAlone(IReadOnlyList<ShiftOfNight> open) =>
        open.Count > 0 && open.All(shift => shift.Practice) ? open[0].Night : null;

    /// <summary>{shifts}: "A1 ons kväll, A2 ons natt".</summary>
    public static Facts FactsOf(IReadOnlyList<ShiftOfNight> open, Wording wording) =>
        Facts.None.With("shifts", Listed(open, wording));

    public static string Listed(IReadOnlyList<ShiftOfNight> shifts, Wording wording) =>
        string.Join(
            ", ",
            shifts
                .DistinctBy(shift => shift.ReplyCode)
                .Select(shift =>
                    $"{shift.ReplyCode} {wording.Day(shift.Night.Evening)} {wording.Shift(shift.Kind)}{(shift.Practice ? $" {wording.Word("practice.mark")}" : "")}"
                )
        );

    private sealed record AskedRow
    {
        public Night Night { get; init; }

        public DateTimeOffset AskedAt { get; init; }
    }
}
