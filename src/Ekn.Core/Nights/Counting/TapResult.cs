namespace Ekn.Core.Nights.Counting;

/// <summary>What became of a tap.</summary>
public enum TapResult
{
    Counted,

    /// <summary>It had come in before; it counts once.</summary>
    Known,

    /// <summary>There was nothing left to take away.</summary>
    BelowZero,

    /// <summary>The room is not in use on an open night, and was not.</summary>
    NotOpen,
}
