using Ekn.Core.Calendar;

namespace Ekn.Core.Decisions;

/// <summary>One entry in the life of a night's decision: who, when, by which way, why, and on what evidence.</summary>
public sealed record DecisionEvent
{
    public required Night Night { get; init; }

    /// <summary>1 for the first entry of a night, and so on without gaps.</summary>
    public required int Seq { get; init; }

    public required DecisionStep Step { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The recipient key of a person (coordinator:c1), or "service".</summary>
    public required string Actor { get; init; }

    /// <summary>sms, link, command, api, web or worker.</summary>
    public required string Via { get; init; }

    /// <summary>What is proposed, or what stands from this entry on. Unknown is only ever proposed: a question.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>In the words of who decided; null where the assessment says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The assessment, and through it the stored payloads, that this entry rests on.</summary>
    public long? AssessmentId { get; init; }

    /// <summary>Of a proposal: when the no-answer policy takes over.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }
}
