using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// Who is asked about a night, in which order, and why. Pure: the same people, shifts and time always give the same
/// order. Least asked and most rested come first; whoever has had their share of the week comes last and only when
/// nobody else is left; who did not come to a shift comes after the others, and is not left out.
/// </summary>
/// <param name="restHours">Between a night shift and the next shift.</param>
public sealed class AskingRule(AskingOptions options, int restHours)
{
    // A night's work weighs like being asked so many times: who came tires more than who said no.
    private const int AsksForANight = 4;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="free">The free shifts; empty where it is not known yet which there will be.</param>
    /// <param name="wide">Also those who were asked already, who prefer other days or shifts, or have had their share.</param>
    public AskingOrder Order(
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        IReadOnlyList<Candidate> candidates,
        bool wide,
        DateTimeOffset now
    )
    {
        var spared = new List<AskingOrder.Spare>();
        var within = new List<Candidate>();
        var beyond = new List<Candidate>();
        foreach (var candidate in candidates)
        {
            if (WhyNot(candidate, night, free, wide) is { } why)
            {
                spared.Add(new AskingOrder.Spare(candidate.Who, why));
            }
            else
            {
                (IsBeyondBudget(candidate) && !wide ? beyond : within).Add(candidate);
            }
        }
        var inOrder = InOrder(within, night, now).Concat(InOrder(beyond, night, now)).ToList();
        var median = Median([.. inOrder.Select(candidate => candidate.AskedThisSeason)]);
        var asks = new List<AskingOrder.Ask>();
        var byPhone = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, candidate) in inOrder.Index())
        {
            var isBeyond = place >= within.Count;
            var who = candidate.Who;
            if (who.Phone is { } phone)
            {
                // One phone rings once. The text names both, and the other's email may still be used.
                if (byPhone.TryGetValue(phone.Value, out var first))
                {
                    asks[first] = asks[first] with { Beside = [.. asks[first].Beside, who] };
                    if (who.Email is null)
                    {
                        spared.Add(new AskingOrder.Spare(who, LeftOut.SharedPhone));
                        continue;
                    }
                    who = who with { Phone = null };
                }
                else
                {
                    byPhone[phone.Value] = asks.Count;
                }
            }
            asks.Add(new AskingOrder.Ask(who, Reasons(candidate, night, free, median, isBeyond, wide, now), isBeyond));
        }
        return new AskingOrder(asks, [.. spared.OrderBy(one => one.Who.Id)]);
    }

    private LeftOut? WhyNot(Candidate candidate, Night night, IReadOnlyList<ShiftOfNight> free, bool wide)
    {
        if (candidate.Booked)
        {
            return LeftOut.Booked;
        }
        if (candidate.StandsBy)
        {
            return LeftOut.StandsBy;
        }
        if (candidate.Paused)
        {
            return LeftOut.Paused;
        }
        if (!candidate.Reachable)
        {
            return LeftOut.Stopped;
        }
        if (options.RequireConsent && candidate.Who.ConsentOn is null)
        {
            return LeftOut.NoConsent;
        }
        if (candidate.Declined)
        {
            return LeftOut.Declined;
        }
        if (free.Count > 0 && free.All(shift => IsTooTired(candidate, shift)))
        {
            return LeftOut.Rest;
        }
        if (wide)
        {
            return null;
        }
        if (candidate.Asked)
        {
            return LeftOut.Asked;
        }
        if (options.NightsPerWeekAtMost > 0 && candidate.AskedThisWeek >= options.NightsPerWeekAtMost)
        {
            return LeftOut.Budget;
        }
        if (!candidate.Who.Suits(night))
        {
            return LeftOut.Weekday;
        }
        return free.Count == 0 || free.Any(shift => candidate.Who.Suits(shift.Kind) && !IsTooTired(candidate, shift))
            ? null
            : LeftOut.Shift;
    }

    /// <summary>At the same time as another shift, or within the rest after a night shift.</summary>
    private bool IsTooTired(Candidate candidate, ShiftOfNight shift) =>
        candidate.Nearby.Any(other =>
            (other.StartsAt < shift.EndsAt && shift.StartsAt < other.EndsAt)
            || IsTooSoon(other.Kind, other.EndsAt, shift.StartsAt)
            || IsTooSoon(shift.Kind, shift.EndsAt, other.StartsAt)
        );

    private bool IsTooSoon(ShiftKind before, DateTimeOffset end, DateTimeOffset start) =>
        before == ShiftKind.Night && start >= end && start < end.AddHours(restHours);

    private bool IsBeyondBudget(Candidate candidate) =>
        options.NightsPerWeek > 0 && candidate.AskedThisWeek >= options.NightsPerWeek;

    private IEnumerable<Candidate> InOrder(IEnumerable<Candidate> candidates, Night night, DateTimeOffset now) =>
        candidates
            .OrderBy(candidate => candidate.LastAbsentAt is { } at && now - at < options.AbsenceDays * Day ? 1 : 0)
            .ThenBy(candidate => candidate.AskedThisSeason + (AsksForANight * candidate.ServedThisSeason))
            .ThenBy(candidate => SpeaksWanted(candidate) ? 0 : 1)
            .ThenBy(candidate => candidate.LastServedUntil ?? DateTimeOffset.MinValue)
            .ThenBy(candidate => candidate.LastAskedAt ?? DateTimeOffset.MinValue)
            // So that it is not always the same people who come first when all else is alike.
            .ThenBy(candidate => Shuffled(night, candidate.Who.Id))
            .ThenBy(candidate => candidate.Who.Id);

    private bool SpeaksWanted(Candidate candidate) => candidate.Who.Speaks.Intersect(options.Languages).Any();

    private IReadOnlyList<AskReason> Reasons(
        Candidate candidate,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        int median,
        bool isBeyond,
        bool wide,
        DateTimeOffset now
    )
    {
        var reasons = new List<AskReason>();
        var who = candidate.Who;
        if (who.Weekdays.Contains(night.Weekday))
        {
            reasons.Add(AskReason.SuitingWeekday);
        }
        if (free.Any(shift => who.Shifts.Contains(shift.Kind)))
        {
            reasons.Add(AskReason.SuitingShift);
        }
        if (SpeaksWanted(candidate))
        {
            reasons.Add(AskReason.Language);
        }
        if (candidate is { AskedThisSeason: 0, ServedThisSeason: 0 })
        {
            reasons.Add(AskReason.NeverAsked);
        }
        else if (candidate.AskedThisSeason <= median && !isBeyond)
        {
            reasons.Add(AskReason.SeldomAsked(candidate.AskedThisSeason));
        }
        if (candidate.LastServedUntil is { } until && now - until >= 2 * Day)
        {
            reasons.Add(AskReason.Rested((int)(now - until).TotalDays));
        }
        if (isBeyond)
        {
            reasons.Add(AskReason.ShortOfPeople);
        }
        if (wide)
        {
            reasons.Add(AskReason.ByCoordinator);
        }
        return reasons.Count > 0 ? reasons : [AskReason.ShortOfPeople];
    }

    private static int Median(List<int> numbers)
    {
        numbers.Sort();
        return numbers.Count == 0 ? 0 : numbers[numbers.Count / 2];
    }

    /// <summary>A number that differs from night to night and is the same on every machine.</summary>
    private static uint Shuffled(Night night, long id)
    {
        var mixed = unchecked(((uint)night.Evening.DayNumber * 2654435761u) ^ ((uint)id * 2246822519u));
        mixed = unchecked((mixed ^ (mixed >> 15)) * 3266489917u);
        return mixed ^ (mixed >> 13);
    }
}
