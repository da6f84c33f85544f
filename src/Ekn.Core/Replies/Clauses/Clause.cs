using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Clauses;

/// <summary>A part of a text that says one thing.</summary>
internal sealed class Clause
{
    private static readonly HashSet<string> Bounds =
    [
        .. "efter|fore|innan|fran|fr|tidigast|senast|tills|forran|after|before|from|until|earliest|latest|by".Split(
            '|'
        ),
    ];

    /// <summary>The writer would like to; nothing yet of whether they can.</summary>
    private static readonly HashSet<string> WishWords =
    [
        .. "vill|vill garna|ville|skulle|hade|onskar|would|would love|would like|id like|id love|wish".Split('|'),
    ];

    /// <summary>What may stand around a wish without making it a promise.</summary>
    private static readonly HashSet<string> AroundWishes =
    [
        .. "garna|mer an garna|jattegarna|hemskt|verkligen|sa|vilja|velat|kommit|kunnat|hjalpt|stallt upp|could|love|really".Split(
            '|'
        ),
    ];

    /// <summary>Words that stay within, and at the head of a clause without a yes call off: "stoppa A1".</summary>
    private static readonly HashSet<string> Halts = [.. "stoppa|stopp|stop|avsluta|sluta".Split('|')];

    /// <summary>"can" and "not" in one word: "can't make it".</summary>
    private static readonly HashSet<string> CannotWords = [.. "cant|cannot|couldnt|wont|unable".Split('|')];

    private readonly (int From, int Until)? _limit;

    public Clause(IReadOnlyList<Term> terms, Joint joint, bool endsWithQuestionMark)
    {
        Terms = terms;
        Joint = joint;
        EndsWithQuestionMark = endsWithQuestionMark;
        _limit = FindLimit(terms);
        Targets = [.. terms.Where((term, at) => term.IsTarget && !IsLimited(at))];
        Sign = Signs.Of([.. terms.Where((term, at) => !IsLimited(at))]);
        Leftover = [.. terms.Where((_, at) => IsLeftover(at))];
        Wishes = WishReader.Read([.. terms.Where((term, at) => !IsLimited(at))]);
    }

    public IReadOnlyList<Term> Terms { get; }

    public Joint Joint { get; }

    public bool EndsWithQuestionMark { get; }

    public Sign Sign { get; }

    public IReadOnlyList<Term> Targets { get; }

    public IReadOnlyList<Wish> Wishes { get; }

    /// <summary>What was not understood, or qualifies: to be shown to a person.</summary>
    public IReadOnlyList<Term> Leftover { get; }

    public bool HasTargets => Targets.Count > 0;

    /// <summary>"kan inte stanna längre än till 24": a "not" that limits and does not refuse.</summary>
    public bool HasLimit => _limit is not null;

    /// <summary>What is left over only limits the time.</summary>
    public bool LeavesOnlyLimits =>
        Leftover.All(term =>
            term.Sense is Sense.Limit or Sense.Limiting or Sense.Only or Sense.Late or Sense.Not or Sense.Can
            || term is { Sense: Sense.Number, Number: > 3 }
            || term.IsTarget
        );

    public bool IsOnlyThanks =>
        Terms.Any(term => term.Sense is Sense.Thanks or Sense.Ok or Sense.SeeYou)
        && (
            Terms.All(term =>
                term.Sense is Sense.Thanks or Sense.Ok or Sense.SeeYou or Sense.Filler or Sense.And or Sense.Signature
            ) || IsThanksFor
        );

    public bool IsOnlyOk => Has(Sense.Ok) && Terms.All(term => term.Sense is Sense.Ok or Sense.Filler);

    public bool IsOnlyWish =>
        !HasTargets
        && Terms.Any(term => WishWords.Contains(term.Text))
        && Terms.All(term =>
            term.Sense is Sense.Filler or Sense.Regret or Sense.Thanks
            || WishWords.Contains(term.Text)
            || AroundWishes.Contains(term.Text)
        );

    /// <summary>
    /// "stoppa A1" calls something off, and nobody knows whether it is the shift or the texts; "stopp onsdagar" is the
    /// end of a fixed weekday.
    /// </summary>
    public bool CallsHalt =>
        !HasLimit
        && Sign == Sign.None
        && !Targets.Any(term => term.Day is { IsEvery: true })
        && Terms.FirstOrDefault(term => term.Sense is not (Sense.Filler or Sense.Thanks)) is { } first
        && Halts.Contains(first.Text);

    public bool IsQuestion
    {
        get
        {
            var first = Terms.FirstOrDefault(term => term.Sense is not (Sense.Thanks or Sense.And or Sense.Regret));
            return first?.Sense is Sense.AskWhere or Sense.AskWhen or Sense.AskOther or Sense.AskVerb
                || (EndsWithQuestionMark && !HasTargets && (Sign == Sign.None || AsksLeave(first)) && !IsHedge);
        }
    }

    /// <summary>"nej", "kan inte", "har inte tid"; not "har ingen nyckel" or "kan inte hitta".</summary>
    public bool SaysNotComing =>
        Has(Sense.No)
        || (
            !Has(Sense.Other)
            && Terms.Any(term =>
                term.Sense == Sense.Not
                && (term.Text.Contains(' ') || CannotWords.Contains(term.Text) || Has(Sense.Can))
            )
        );

    /// <summary>"efter tisdag kväll" names a bound, and perhaps not a choice.</summary>
    public bool BoundsByTarget =>
        Terms.Where((term, at) => at + 1 < Terms.Count && Bounds.Contains(term.Text) && Terms[at + 1].IsTarget).Any();

    /// <summary>"kan inte tis kväll före 22": a refusal, or a limit to an acceptance.</summary>
    public bool LimitsAfterTargets =>
        HasTargets && Terms.SkipWhile(term => !term.IsTarget).Any(term => term.Sense is Sense.Limit or Sense.Number);

    /// <summary>"kan min fru följa med?": a yes in form only; "kan jag komma?" may be one.</summary>
    private bool AsksLeave(Term? first) =>
        first?.Sense == Sense.Can
        && Sign == Sign.Yes
        && (Has(Sense.OtherPerson) || Has(Sense.Other))
        && !Has(Sense.Withdraw)
        && !Has(Sense.Reserve);

    /// <summary>"A1, om jag får skjuts?": the question takes the answer back.</summary>
    private bool IsHedge => Has(Sense.Condition) || Has(Sense.Doubt) || Has(Sense.Or);

    public bool Has(Sense sense) => Terms.Any(term => term.Sense == sense);

    /// <summary>
    /// The qualifier in the writer's own words: the clause without the choice, the yes and the courtesies around it;
    /// null when nothing was left over.
    /// </summary>
    public string? Remark(ReplyText text)
    {
        if (Leftover.All(term => term.Sense is Sense.Hindrance or Sense.Away))
        {
            return null;
        }
        var first = 0;
        while (IsAround(first))
        {
            first++;
        }
        var last = Terms.Count - 1;
        while (last > first && IsAround(last))
        {
            last--;
        }
        return text.Slice(Terms[first].Start, Terms[last].End);
    }

    /// <summary>"tack för kvällen": thanks for a shift is no wish for one.</summary>
    private bool IsThanksFor =>
        Terms[0] is { Sense: Sense.Thanks } first
        && (
            first.Text.EndsWith(" for", StringComparison.Ordinal)
            || first.Text.EndsWith(" att", StringComparison.Ordinal)
        )
        && Terms.All(term =>
            term.Sense
                is Sense.Thanks
                    or Sense.Filler
                    or Sense.Other
                    or Sense.Day
                    or Sense.Shift
                    or Sense.And
                    or Sense.AskVerb
        );

    private bool IsLimited(int at) => _limit is var (from, until) && at >= from && at <= until;

    private bool IsAround(int at) =>
        !IsLimited(at)
        && (
            Terms[at].IsTarget
            || Terms[at].Sense
                is Sense.Yes
                    or Sense.Can
                    or Sense.Ok
                    or Sense.Thanks
                    or Sense.And
                    or Sense.Filler
                    or Sense.Regret
                    or Sense.Signature
                    or Sense.Comma
        );

    private bool IsLeftover(int at)
    {
        if (IsLimited(at))
        {
            return true;
        }
        return Terms[at].Sense switch
        {
            Sense.Only => !Terms
                .Skip(at + 1)
                .SkipWhile(term => term.Sense == Sense.Filler)
                .Take(1)
                .Any(term => term.IsTarget),
            Sense.Other
            or Sense.Limit
            or Sense.Limiting
            or Sense.Number
            or Sense.Late
            or Sense.OtherPerson
            or Sense.Toward
            or Sense.Between
            or Sense.ButOrWithout
            or Sense.Leave
            or Sense.Hindrance
            or Sense.Away => true,
            _ => false,
        };
    }

    /// <summary>
    /// A limiting "not" and what it limits. It reaches to the last time in the clause, or, with no time in it, to the
    /// end: "kan inte stanna hela natten" takes no night shift.
    /// </summary>
    private static (int From, int Until)? FindLimit(IReadOnlyList<Term> terms)
    {
        for (var at = 0; at < terms.Count; at++)
        {
            if (terms[at].Sense is not (Sense.Not or Sense.Limiting))
            {
                continue;
            }
            var limiter = at;
            while (limiter < terms.Count && terms[limiter].Sense is Sense.Not or Sense.Filler)
            {
                limiter++;
            }
            var limits =
                limiter < terms.Count
                && terms[limiter].Sense is Sense.Limit or Sense.Limiting or Sense.Late
                && (
                    terms[at].Sense == Sense.Not
                    || terms[at].Text.StartsWith("inte ", StringComparison.Ordinal)
                    || terms[at].Text.StartsWith("ej ", StringComparison.Ordinal)
                    || terms[at].Text.StartsWith("not ", StringComparison.Ordinal)
                );
            if (!limits)
            {
                continue;
            }
            var from = at;
            while (from > 0 && terms[from - 1].Sense is Sense.Can or Sense.Filler)
            {
                from--;
            }
            while (terms[from].Sense == Sense.Filler)
            {
                from++;
            }
            var until = terms.Count - 1;
            while (until > limiter && terms[until].Sense is not (Sense.Limit or Sense.Number))
            {
                until--;
            }
            return (from, until > limiter ? until : terms.Count - 1);
        }
        return null;
    }
}
