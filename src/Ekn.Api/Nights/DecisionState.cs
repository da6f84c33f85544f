namespace Ekn.Api.Nights;

/// <summary>What stands for a night, and what is asked.</summary>
/// <param name="LastSeq">Number of the last entry in the night's history; send it back as seenSeq when deciding. 0 when there is none.</param>
/// <param name="Outcome">What stands: open or closed; null while nothing is decided.</param>
/// <param name="By">Who decided: coordinator:ID, api:NAME, or service.</param>
/// <param name="Via">worker, sms, link, command, api or web.</param>
/// <param name="Reason">In the words of who decided; null where the assessment says it.</param>
/// <param name="Question">The proposal that waits for an answer; null when there is none.</param>
public sealed record DecisionState(
    DateOnly Night,
    int LastSeq,
    string? Outcome,
    DateTimeOffset? DecidedAt,
    string? By,
    string? Via,
    string? Reason,
    DecisionState.Proposal? Question
)
{
    /// <param name="Proposes">open, closed, or unknown: then it is a question.</param>
    /// <param name="DeadlineAt">When it takes effect by itself, or everybody is asked again.</param>
    public sealed record Proposal(int Seq, string Proposes, DateTimeOffset AskedAt, DateTimeOffset? DeadlineAt);
}
