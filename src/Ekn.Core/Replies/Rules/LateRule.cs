using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>"kommer 10 min sent" from someone booked changes no booking; the coordinator is told.</summary>
internal sealed class LateRule : IReplyRule
{
    public Reading? Read(Answer answer)
    {
        var isOnlyLate =
            answer.Booked.Count > 0
            && answer.Has(Sense.Late)
            && answer.Negative.Count == 0
            && answer.Said.All(clause => clause.Sign != Sign.Mixed && !clause.Has(Sense.Reserve))
            && answer.Positive.All(clause =>
                !clause.HasTargets || answer.Wishes.Resolve(clause.Wishes).Choices.All(answer.Booked.Contains)
            );
        return isOnlyLate
            ? new Reading(Intent.Nothing, Certainty.Sure) { Remark = answer.Text.Raw.Trim(), Topic = answer.Topic }
            : null;
    }
}
