using Ekn.Core.Decisions;

namespace Ekn.Core.Nights.Deciding;

/// <summary>What became of an answer. <paramref name="Decision"/> is what stands afterwards.</summary>
public abstract record AnswerResult(NightDecision Decision)
{
    /// <summary>It was taken and stands now.</summary>
    public sealed record Taken(NightDecision Decision) : AnswerResult(Decision);

    /// <summary>Somebody was first, or there is nothing left to answer: nothing changed, and the person is told what stands.</summary>
    public sealed record TooLate(NightDecision Decision) : AnswerResult(Decision);

    /// <summary>A decision against the proposal, or without one, needs a reason.</summary>
    public sealed record ReasonMissing(NightDecision Decision) : AnswerResult(Decision);

    /// <summary>NEJ to a proposal to stay closed may mean two things: nothing changed, the person is asked what they mean.</summary>
    public sealed record SayOpenOrClose(NightDecision Decision) : AnswerResult(Decision);

    /// <summary>The night is over.</summary>
    public sealed record Over(NightDecision Decision) : AnswerResult(Decision);
}
