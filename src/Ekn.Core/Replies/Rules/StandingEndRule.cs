using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>
/// "inte onsdagar längre" ends a standing weekday, and says no to the nights of that weekday that are on offer. Nights
/// already booked are kept, unless the words may mean them too: then the writer is asked.
/// </summary>
internal sealed class StandingEndRule : IReplyRule
{
    private static readonly HashSet<string> Ending =
    [
        .. "langre|mer|mera|anymore|any more|no longer|no more|slutar|sluta|slutar med|avslutar|avsluta|lagger|av|med|slutat|upphor".Split(
            '|'
        ),
    ];

    private static readonly HashSet<string> EndingAlone =
    [
        .. "slutar|sluta|avslutar|avsluta|upphor|no more".Split('|'),
    ];

    private static readonly HashSet<string> Reasons = [.. "pga|eftersom|for|da|because|as|due".Split('|')];

    public Reading? Read(Answer answer)
    {
        var ending = answer.Said.Where(clause => StandingDays.AreNamedIn(clause) && Ends(clause)).ToList();
        if (ending.Count == 0)
        {
            return null;
        }
        var others = answer.Said.Except(ending).ToList();
        if (
            ending.Exists(IsUndecided)
            || others.Exists(clause => clause.HasTargets || clause.Sign is not (Sign.None or Sign.No))
        )
        {
            return answer.Unclear();
        }
        var standing = StandingDays.In(ending);
        var booked = answer.Booked.Where(choice => IsAmong(standing, choice)).ToList();
        var isPlain =
            ending.TrueForAll(IsPlain) && others.TrueForAll(clause => booked.Count == 0 || clause.Sign == Sign.None);
        if (booked.Count > 0 && !ending.TrueForAll(SaysFromNowOn))
        {
            return new Reading(Intent.Withdraw, Certainty.Ask)
            {
                Choices = booked,
                Standing = standing,
                EndsStanding = true,
                Remark = answer.RemarkOf(others),
                Topic = answer.Topic,
            };
        }
        var refused = answer.Wishes.CurrentChoices.Where(choice => IsAmong(standing, choice)).Except(booked).ToList();
        return new Reading(Intent.Decline, isPlain ? Certainty.Sure : Certainty.Ask)
        {
            Standing = standing,
            EndsStanding = true,
            Declined =
            [
                .. refused
                    .Select(choice => choice.Night)
                    .Distinct()
                    .Except(answer.Booked.Select(choice => choice.Night))
                    .Order(),
            ],
            DeclinedShifts =
            [
                .. refused.Where(choice => standing.Contains(new StandingDay(choice.Night.Weekday, choice.Shift))),
            ],
            Remark = answer.RemarkOf(others),
            Topic = answer.Topic,
        };
    }

    private static bool Ends(Clause clause) =>
        clause.Has(Sense.Not)
        || clause.Has(Sense.No)
        || clause.Has(Sense.Withdraw)
        || clause.Terms.Any(term => EndingAlone.Contains(term.Text));

    /// <summary>"kan inte varje onsdag" is no end; "inte onsdagar men torsdagar" in one breath neither.</summary>
    private static bool IsUndecided(Clause clause) =>
        clause.Sign is Sign.Mixed or Sign.Yes
        || clause.HasLimit
        || clause.EndsWithQuestionMark
        || clause.Terms.Any(term => term.Sense is Sense.Day or Sense.Code && term.Day is not { IsEvery: true })
        || (clause.Has(Sense.Withdraw) && clause.Has(Sense.Not))
        || (
            clause.Terms.Any(term => term.Day is { IsEvery: true } && EveryWeek.IsQuantified(term))
            && !SaysFromNowOn(clause)
            && !clause.Has(Sense.Withdraw)
        );

    /// <summary>"längre", "slutar": about what is to come, and not about a night already promised.</summary>
    private static bool SaysFromNowOn(Clause clause) =>
        clause.Terms.Any(term =>
            term.Text is "langre" or "mer" or "mera" or "anymore" or "any more" or "no longer"
            || EndingAlone.Contains(term.Text)
        );

    private static bool IsPlain(Clause clause)
    {
        var unknown = clause
            .Leftover.Where(term => !Ending.Contains(term.Text) && !IsFromOfWithdrawal(clause, term))
            .ToList();
        return unknown.Count == 0 || (clause.Terms[^1] == unknown[^1] && Reasons.Contains(unknown[0].Text));
    }

    /// <summary>"ta bort mig från onsdagar".</summary>
    private static bool IsFromOfWithdrawal(Clause clause, Term term) =>
        clause.Has(Sense.Withdraw) && term.Text is "fran" or "from";

    private static bool IsAmong(IReadOnlyList<StandingDay> standing, Choice choice) =>
        standing.Contains(new StandingDay(choice.Night.Weekday, null))
        || standing.Contains(new StandingDay(choice.Night.Weekday, choice.Shift));
}
