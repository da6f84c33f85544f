using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>A yes, or a place in reserve, without naming anything: enough when exactly one shift is on offer.</summary>
internal sealed class BareYesRule : IReplyRule
{
    private static readonly HashSet<string> Agreed =
    [
        .. "planerat|bestamt|avtalat|overenskommet|planned|agreed".Split('|'),
    ];

    public Reading? Read(Answer answer)
    {
        var isReserve = answer.Has(Sense.Reserve);
        var isBareYes =
            (answer.Positive.Count > 0 || isReserve)
            && answer.Negative.Count == 0
            && !answer.Said.Any(clause => clause.HasTargets);
        if (!isBareYes)
        {
            return null;
        }
        var offered = answer.Wishes.CurrentChoices;
        var saysNothingNew = offered.All(answer.Booked.Contains) || answer.Said.Any(IsAsAgreed);
        if (!isReserve && answer.Booked.Count > 0 && saysNothingNew)
        {
            return new Reading(Intent.Nothing, Certainty.Sure) { Remark = answer.Remark, Topic = answer.Topic };
        }
        if (offered is not [var only] || answer.Booked.Contains(only))
        {
            return answer.Unclear();
        }
        var isSure = answer.Said.All(IsPlain);
        // "jag kan hämta filtar" is kind, but no yes to a shift.
        return !isSure && !answer.Has(Sense.Yes) && !isReserve
            ? answer.Unclear()
            : new Reading(isReserve ? Intent.Reserve : Intent.Signup, isSure ? Certainty.Sure : Certainty.Ask)
            {
                Choices = [only],
                Remark = answer.Remark,
                Topic = answer.Topic,
            };
    }

    /// <summary>"kommer som planerat": a booking is meant, and nothing new.</summary>
    private static bool IsAsAgreed(Clause clause) => clause.Terms.Any(term => Agreed.Contains(term.Text));

    private static bool IsPlain(Clause clause) =>
        !clause.EndsWithQuestionMark
        && !clause.Has(Sense.Regret)
        && (
            clause.LeavesOnlyLimits
            || (clause.Sign == Sign.None && clause.Joint == Joint.But && !clause.Has(Sense.OtherPerson))
        );
}
