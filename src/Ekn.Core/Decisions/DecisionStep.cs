namespace Ekn.Core.Decisions;

public enum DecisionStep
{
    /// <summary>The rule proposes to open, to stay closed, or does not know and asks.</summary>
    Proposed,

    /// <summary>A clearly mild night, closed without disturbing anybody.</summary>
    Recorded,

    /// <summary>A person said yes to the proposal.</summary>
    Confirmed,

    /// <summary>A person decided otherwise than proposed, or without a proposal.</summary>
    Overridden,

    /// <summary>Nobody answered in time and the proposal took effect by itself.</summary>
    Automatic,

    /// <summary>Nobody answered in time and the question stays open: everybody is asked again.</summary>
    Held,

    /// <summary>The question fell away: the night is over, nobody answered a proposal to call off, or the weather is back at what stands.</summary>
    Lapsed,
}
