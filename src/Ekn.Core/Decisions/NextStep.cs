namespace Ekn.Core.Decisions;

/// <summary>What a new assessment means for a night.</summary>
public enum NextStep
{
    /// <summary>Nothing that a person has not been told already.</summary>
    Nothing,

    /// <summary>Close without disturbing anybody.</summary>
    Record,

    /// <summary>Put it before a coordinator.</summary>
    Propose,

    /// <summary>The weather is back at what stands: the open question falls away.</summary>
    Withdraw,
}
