namespace Ekn.Core.Nights.Deciding;

/// <summary>Why the weather was read.</summary>
public enum Occasion
{
    /// <summary>The decision of the day, at 12:00.</summary>
    Noon,

    /// <summary>The look at the night after, at 12:00 the day before.</summary>
    Early,

    /// <summary>Again, because it could not be read before.</summary>
    Retry,

    /// <summary>At 16:00 and 20:00, in case the line is crossed.</summary>
    Reread,

    /// <summary>A person asked for it.</summary>
    Manual,
}
