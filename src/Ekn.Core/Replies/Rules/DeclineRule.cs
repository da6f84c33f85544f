using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>A no: to what was named, else to all that was last offered.</summary>
internal sealed class DeclineRule : IReplyRule
{
    private static readonly HashSet<string> Reasons = [.. "pga|eftersom|for|da|because|as|due|har|ar".Split('|')];

    /// <summary>What a no may be said of without meaning anything narrower than what was asked.</summary>
    private static readonly HashSet<string> WhatWasAsked =
    [
        .. "mojligt|mojlighet|vecka|veckan|dessa|dagarna|dagar|datumen|tillfallet|tillfallena|passen|nagot|nagon|nan|av|alls|som|possible|week|these|those|dates|days".Split(
            '|'
        ),
    ];

    private static readonly Resolution TakesNothing = new([], [], [], LeavesOpen: false, IsDoubtful: false);

    public Reading? Read(Answer answer)
    {
        if (answer.Positive.Count > 0 || answer.Has(Sense.Reserve))
        {
            return null;
        }
        if (answer.Negative.Count == 0)
        {
            // "tyvärr" and nothing else is a no in all but the word.
            return answer.Has(Sense.Regret) && answer.Said.All(clause => clause.Leftover.Count == 0)
                ? Declined(answer, Refusals.OfAll(answer, TakesNothing), isSure: false)
                : null;
        }
        // With something booked, a "not" that speaks of neither nights nor coming may be about anything.
        if (answer.Booked.Count > 0 && answer.Negative.All(clause => !clause.HasTargets && !clause.SaysNotComing))
        {
            return null;
        }
        var refused = Refusals.In(answer, TakesNothing);
        if (refused.Nights.Count == 0 && refused.Shifts.Count == 0 && answer.Negative.Any(clause => clause.HasTargets))
        {
            return refused.Unoffered.Count == 0
                ? answer.Unclear()
                : new Reading(Intent.NotOffered, Certainty.Sure)
                {
                    Unoffered = refused.Unoffered,
                    Topic = answer.Topic,
                };
        }
        return Declined(answer, refused, answer.Negative.All(IsPlain));
    }

    private static Reading Declined(Answer answer, Refusals refused, bool isSure) =>
        new(Intent.Decline, isSure ? Certainty.Sure : Certainty.Ask)
        {
            Declined = refused.Nights,
            DeclinedShifts = refused.Shifts,
            Unoffered = refused.Unoffered,
            Remark = answer.Remark,
            Topic = answer.Topic,
        };

    private static bool IsPlain(Clause clause)
    {
        if (clause.EndsWithQuestionMark || (clause.Has(Sense.Comma) && clause.HasTargets))
        {
            return false;
        }
        if (clause.HasTargets)
        {
            return !clause.LimitsAfterTargets && !clause.Wishes.Any(wish => wish.IsDoubtful);
        }
        var unknown = clause
            .Leftover.Where(term => term.Sense is Sense.Other or Sense.OtherPerson)
            .Where(term => !WhatWasAsked.Contains(term.Text))
            .ToList();
        if (unknown.Count == 0 || clause.Has(Sense.No))
        {
            return true;
        }
        // "har inte bil" may be said of anything; "kan inte pga jobb" is a no with its reason.
        return clause.Has(Sense.Not) && clause.Has(Sense.Can) && Reasons.Contains(unknown[0].Text);
    }
}
