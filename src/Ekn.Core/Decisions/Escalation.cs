namespace Ekn.Core.Decisions;

/// <summary>Who has been waited for long enough, and what happens when nobody answers. Pure.</summary>
public static class Escalation
{
    /// <summary>How many people of the escalation order should have been asked by now; at least the first.</summary>
    /// <param name="people">How many there are.</param>
    public static int Asked(DecisionEvent question, DateTimeOffset now, int people, DecisionOptions options)
    {
        if (question.Step == DecisionStep.Held || now >= question.DeadlineAt)
        {
            return people;
        }
        var waited = now - question.At;
        var turns = 1 + (int)(waited / TimeSpan.FromMinutes(options.AskNextAfterMinutes));
        return Math.Clamp(turns, 0, people);
    }

    /// <summary>What takes effect once the deadline has passed without an answer.</summary>
    public static (DecisionStep Step, Outcome Outcome) AtDeadline(NightDecision decision, NoAnswerPolicy policy)
    {
        var question =
            decision.Pending ?? throw new InvalidOperationException($"Night {decision.Night} has no open question.");
        // An opening that people rely on is not taken back because nobody looked at the phone.
        if (decision.IsOpen)
        {
            return (DecisionStep.Lapsed, Outcome.Open);
        }
        return policy switch
        {
            NoAnswerPolicy.AlwaysOpen => (DecisionStep.Automatic, Outcome.Open),
            NoAnswerPolicy.AsProposed when question.Outcome != Outcome.Unknown => (
                DecisionStep.Automatic,
                question.Outcome
            ),
            // There is nothing to take effect, or the setting says to wait: everybody is asked again.
            _ => (DecisionStep.Held, question.Outcome),
        };
    }
}
