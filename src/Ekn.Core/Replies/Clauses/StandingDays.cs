using Ekn.Core.Replies.Language;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Clauses;

/// <summary>The weekdays that clauses name for every week.</summary>
internal static class StandingDays
{
    public static IReadOnlyList<StandingDay> In(IEnumerable<Clause> clauses)
    {
        var named = Wishes
            .Completed([.. clauses.SelectMany(clause => clause.Wishes)])
            .Where(wish => wish.Day is { IsEvery: true })
            .SelectMany(Of)
            .Distinct()
            .ToList();
        return
        [
            .. named
                .Where(day => day.Shift is not null || !named.Exists(other => IsFuller(other, day)))
                .OrderBy(day => ((int)day.Weekday + 6) % 7)
                .ThenBy(day => day.Shift),
        ];
    }

    public static bool AreNamedIn(Clause clause) => clause.Terms.Any(term => term.Day is { IsEvery: true });

    /// <summary>
    /// Whether a clause says no more than which weekdays: "alla onsdagar i december" or "… till den 16" end some day,
    /// and a person is to hear it.
    /// </summary>
    public static bool ArePlainIn(Clause clause) =>
        clause.LeavesOnlyLimits
        && (
            !AreNamedIn(clause)
            || clause.Terms.All(term => term.Sense is not (Sense.Day or Sense.Code) || term.Day is { IsEvery: true })
        );

    private static IEnumerable<StandingDay> Of(Wish wish)
    {
        if (wish.Day!.Weekday is not { } weekday)
        {
            return [];
        }
        return wish.Shifts == Reach.All
            ? Enum.GetValues<ShiftKind>().Select(shift => new StandingDay(weekday, shift))
            : [new StandingDay(weekday, wish.Shift)];
    }

    private static bool IsFuller(StandingDay other, StandingDay day) =>
        other.Weekday == day.Weekday && other.Shift is not null;
}
