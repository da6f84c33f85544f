namespace Ekn.Core.Decisions;

/// <summary>
/// When a new assessment becomes a question to a person. Pure. A clearly mild night disturbs nobody; a later reading
/// disturbs only when it crosses the line, so that a person who has decided is not asked the same thing again.
/// </summary>
public static class ProposalRule
{
    public static NextStep Next(NightDecision decision, Assessment assessment)
    {
        var before = decision.LastAssessedOutcome;
        if (decision.Standing is null && decision.Pending is null)
        {
            return IsClearlyMild(assessment) ? NextStep.Record : NextStep.Propose;
        }
        if (decision.Pending is { } question)
        {
            if (assessment.Outcome == question.Outcome)
            {
                return NextStep.Nothing;
            }
            if (assessment.Outcome == decision.Standing?.Outcome)
            {
                return NextStep.Withdraw;
            }
            // Not knowing any more is no news to somebody who is asked to open, and no reason to ask about an open night.
            if (assessment.Outcome == Outcome.Unknown && (question.Outcome == Outcome.Open || decision.IsOpen))
            {
                return NextStep.Nothing;
            }
            // The weather could be read at last, and it is mild: the question answers itself.
            return IsClearlyMild(assessment) && !decision.IsOpen ? NextStep.Record : NextStep.Propose;
        }
        if (assessment.Outcome == decision.Standing!.Outcome)
        {
            return NextStep.Nothing;
        }
        if (assessment.Outcome == Outcome.Unknown)
        {
            // An open night stays open while the weather cannot be read. A closed one must be asked about, unless a person
            // closed it knowing that it was cold, or that nobody knew.
            return decision.IsOpen || before is Outcome.Unknown or Outcome.Open ? NextStep.Nothing : NextStep.Propose;
        }
        // A person opened by hand, for a reason that the weather knows nothing of.
        if (before is null && decision.IsOpen)
        {
            return NextStep.Nothing;
        }
        return assessment.Outcome == before ? NextStep.Nothing : NextStep.Propose;
    }

    private static bool IsClearlyMild(Assessment assessment) =>
        assessment is { Outcome: Outcome.Closed, Borderline: false };
}
