namespace Ekn.Core.Replies.Language;

/// <summary>
/// Weekdays that are meant every week: "varje onsdag", "alla onsdagskvällar", "onsdag varje vecka", "every Wednesday
/// and Friday". A plain "kan onsdagar" may only say when somebody is free, so that it is doubtful unless the writer
/// takes them.
/// </summary>
internal static class EveryWeek
{
    private static readonly HashSet<string> One = ["varje", "every", "each"];

    private static readonly HashSet<string> Many = ["alla", "samtliga", "all"];

    private static readonly HashSet<string> EachWeek = ["varje vecka", "every week", "each week"];

    private static readonly string[] PluralShifts =
    [
        .. "kvallar|kvallarna|natter|natterna|morgnar|morgnarna|evenings|nights|mornings".Split('|'),
    ];

    private static readonly HashSet<string> Taking =
    [
        .. "tar|ta|boka|boka in|bokar|anmal|anmaler|skriv upp|satt upp|rakna med mig|staller upp|kommer|take|ill take|ill do|ill come|sign me up|count me in".Split(
            '|'
        ),
    ];

    public static List<Term> Settle(List<Term> terms)
    {
        var settled = Quantified(terms);
        if (settled.TrueForAll(term => term.Day is not { IsEvery: true }))
        {
            return settled;
        }
        var takes = settled.Exists(term => Taking.Contains(term.Text));
        return
        [
            .. settled.Select(term =>
                term.Day is { IsEvery: true } && !IsQuantified(term) && !takes ? term with { IsDoubtful = true } : term
            ),
        ];
    }

    /// <summary>"varje onsdag", "alla onsdagar"; not "onsdagar".</summary>
    public static bool IsQuantified(Term term) => term.Text.Contains(' ');

    private static List<Term> Quantified(List<Term> terms)
    {
        var isEachWeek = terms.Exists(term => EachWeek.Contains(term.Text));
        var settled = new List<Term>();
        var at = 0;
        while (at < terms.Count)
        {
            var term = terms[at];
            if (isEachWeek && EachWeek.Contains(term.Text) && terms.Exists(IsWeekday))
            {
                settled.Add(term with { Sense = Sense.Filler });
            }
            else if (IsQuantifier(terms, at))
            {
                at++;
                var day = terms[at];
                settled.Add(Every(day, term.Text, term.Start) with { Written = $"{term.Written} {day.Written}" });
            }
            else if (IsWeekday(term) && (isEachWeek || GoesOn(settled)))
            {
                settled.Add(Every(term, "varje", term.Start));
            }
            else if (IsWeekday(term) && terms.ElementAtOrDefault(at + 1) is { } shift && IsPluralWith(term, shift))
            {
                settled.Add(term with { Day = term.Day! with { IsEvery = true } });
            }
            else
            {
                settled.Add(term);
            }
            at++;
        }
        return settled;
    }

    private static Term Every(Term day, string quantifier, int start) =>
        day with
        {
            Start = start,
            Text = $"{quantifier} {day.Text}",
            Day = day.Day! with { IsEvery = true },
        };

    private static bool IsWeekday(Term term) => term.Day is { Weekday: not null };

    private static bool IsQuantifier(List<Term> terms, int at)
    {
        if (at + 1 >= terms.Count || !IsWeekday(terms[at + 1]))
        {
            return false;
        }
        var day = terms[at + 1];
        return One.Contains(terms[at].Text)
            || (
                Many.Contains(terms[at].Text) && (day.Day!.IsEvery || (at + 2 < terms.Count && IsPlural(terms[at + 2])))
            );
    }

    /// <summary>"varje tisdag och onsdag": the word before the first holds for the second.</summary>
    private static bool GoesOn(List<Term> settled) =>
        settled is [.., var first, { Sense: Sense.And or Sense.Comma }]
        && first.Day is { IsEvery: true }
        && IsQuantified(first);

    private static bool IsPlural(Term term) =>
        term is { Sense: Sense.Shift }
        && Array.Exists(PluralShifts, plural => term.Text.EndsWith(plural, StringComparison.Ordinal));

    /// <summary>"onsdagskvällar", in one word; "tis och ons kvällar" are two evenings.</summary>
    private static bool IsPluralWith(Term day, Term shift) => IsPlural(shift) && shift.Start == day.Start;
}
