using Ekn.Core.Decisions;

namespace Ekn.Api.Nights;

internal static class DecisionStates
{
    public static DecisionState ToState(this NightDecision decision)
    {
        var standing = decision.Standing;
        return new DecisionState(
            decision.Night.Evening,
            decision.LastSeq,
            standing is null ? null : WireName.Of(standing.Outcome),
            standing?.At,
            standing?.Actor,
            standing?.Via,
            standing?.Reason,
            decision.Pending is { } question
                ? new DecisionState.Proposal(
                    question.Seq,
                    WireName.Of(question.Outcome),
                    question.At,
                    question.DeadlineAt
                )
                : null
        );
    }
}
