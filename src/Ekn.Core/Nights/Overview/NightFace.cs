namespace Ekn.Core.Nights.Overview;

/// <summary>A night in one word, for lists and calendars.</summary>
public enum NightFace
{
    /// <summary>Nothing is known: no decision, and no forecast has been read for it.</summary>
    NotRead,

    /// <summary>No decision, and so far ahead that the forecast does not reach it or has too few times.</summary>
    TooEarly,

    /// <summary>No decision, and the forecast looks like opening.</summary>
    LooksOpen,

    /// <summary>No decision, and the forecast is near the line.</summary>
    LooksBorderline,

    /// <summary>No decision, and the forecast is mild.</summary>
    LooksClosed,

    /// <summary>No decision, and the weather cannot be read.</summary>
    Unknown,

    /// <summary>Volunteers have had the early notice; nothing is decided.</summary>
    Early,

    /// <summary>A coordinator is asked.</summary>
    Asked,

    Open,

    Closed,

    /// <summary>Was open, and was called off.</summary>
    CalledOff,

    /// <summary>Was open, and is over.</summary>
    Held,
}
