namespace Ekn.Core.Decisions;

/// <summary>Why a warning counts for a night, or why it does not. The first that applies, in this order.</summary>
public enum WarningVerdict
{
    /// <summary>A message, which is no warning.</summary>
    Message,

    /// <summary>Concerns the sea, whatever county it lists.</summary>
    Sea,

    OtherCounty,

    /// <summary>Ends before the night, or begins after it.</summary>
    OtherTime,

    /// <summary>Would count, but nobody knows how much: its level is not one of SMHI's.</summary>
    UnrecognisedLevel,

    /// <summary>Opens by its level.</summary>
    Opens,

    /// <summary>Opens though its level alone would not.</summary>
    StrongCooling,

    /// <summary>Below the level that opens.</summary>
    Borderline,
}
