using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// Nights that are named by two days or by their morning: "natten mot onsdag", "natten mellan tis och ons" and "natt
/// till 2/12" are all Tuesday's; "mån-ons" is every night from one to the other.
/// </summary>
internal static class DaySpans
{
    public static List<Term> Settle(IReadOnlyList<Term> terms)
    {
        var settled = new List<Term>();
        var at = 0;
        while (at < terms.Count)
        {
            var taken =
                TakeMorning(terms, at, settled) ?? TakeBetween(terms, at, settled) ?? TakeSpan(terms, at, settled);
            if (taken is null)
            {
                settled.Add(IsTowardChoice(terms, at) ? terms[at] with { Sense = Sense.Filler } : terms[at]);
            }
            at += taken ?? 1;
        }
        return settled;
    }

    /// <summary>"ja till A1" names a choice, "till 22" limits one.</summary>
    private static bool IsTowardChoice(IReadOnlyList<Term> terms, int at) =>
        terms[at].Text == "till" && At(terms, at + 1) is { IsTarget: true };

    private static Term? At(IReadOnlyList<Term> terms, int at) => at < terms.Count ? terms[at] : null;

    private static int? TakeMorning(IReadOnlyList<Term> terms, int at, List<Term> settled)
    {
        var isToward =
            settled.LastOrDefault()?.Shift is ShiftKind.Night or ShiftKind.Morning
            && (terms[at].Sense == Sense.Toward || terms[at].Text == "till");
        if (!isToward || At(terms, at + 1)?.Sense != Sense.Day)
        {
            return null;
        }
        var days = terms.Skip(at + 1).TakeWhile(term => term.Sense == Sense.Day).ToList();
        settled.AddRange(days.Select(day => day with { Day = day.Day!.NightBefore() }));
        return 1 + days.Count;
    }

    private static int? TakeBetween(IReadOnlyList<Term> terms, int at, List<Term> settled)
    {
        var isBetween =
            terms[at].Sense == Sense.Between
            && At(terms, at + 1)?.Sense == Sense.Day
            && At(terms, at + 2)?.Sense is Sense.And or Sense.Dash
            && At(terms, at + 3)?.Sense == Sense.Day;
        if (!isBetween)
        {
            return null;
        }
        settled.Add(terms[at + 1]);
        return 4;
    }

    private static int? TakeSpan(IReadOnlyList<Term> terms, int at, List<Term> settled)
    {
        var isSpan =
            terms[at].Sense == Sense.Dash
            && settled.LastOrDefault()?.Sense == Sense.Day
            && At(terms, at + 1)?.Sense == Sense.Day;
        if (!isSpan)
        {
            return null;
        }
        var (first, last) = (settled[^1], terms[at + 1]);
        settled[^1] = first with { End = last.End, Day = first.Day!.To(last.Day!), Shift = null };
        return 2;
    }
}
