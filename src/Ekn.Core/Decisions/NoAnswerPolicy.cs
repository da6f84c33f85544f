namespace Ekn.Core.Decisions;

/// <summary>What takes effect when no coordinator has answered by the deadline.</summary>
public enum NoAnswerPolicy
{
    /// <summary>The proposal, said plainly to be automatic.</summary>
    AsProposed,

    /// <summary>Open, whatever was proposed.</summary>
    AlwaysOpen,

    /// <summary>Nothing: the question stays until a person answers.</summary>
    Hold,
}
