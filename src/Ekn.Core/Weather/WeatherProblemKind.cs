namespace Ekn.Core.Weather;

/// <summary>Why weather is not known. None of these is ever read as mild.</summary>
public enum WeatherProblemKind
{
    /// <summary>An answer with another status than 200. A 404 may be a closed API as well as a bad place.</summary>
    HttpStatus,

    /// <summary>No whole answer within the time limits.</summary>
    Timeout,

    /// <summary>No connection, or one that broke before the whole answer had come.</summary>
    Unreachable,

    /// <summary>The body is larger than any real answer.</summary>
    TooLarge,

    /// <summary>A web page, an empty body, broken or truncated JSON.</summary>
    NotJson,

    /// <summary>JSON, but not of the documented shape.</summary>
    UnexpectedShape,

    /// <summary>A forecast without a single step.</summary>
    EmptySeries,

    /// <summary>Steps that do not follow each other in time, or a time that stands twice.</summary>
    TimesOutOfOrder,

    /// <summary>The reference time lies in the future.</summary>
    FutureReferenceTime,

    /// <summary>The reference time is too long ago.</summary>
    Stale,

    /// <summary>9999, SMHI's mark for a missing value, as air temperature within the night.</summary>
    MissingValue,

    /// <summary>A step within the night has no air temperature.</summary>
    MissingKey,

    /// <summary>An air temperature within the night is no number, or none that occurs on Earth's surface here.</summary>
    UnreadableValue,

    /// <summary>Too long between two steps within the night.</summary>
    Gap,

    /// <summary>The series begins after the night does, or ends before it.</summary>
    PartlyCovered,

    /// <summary>The series covers the night but has no step in it.</summary>
    TooFewSteps,

    /// <summary>The night has already ended.</summary>
    NightOver,

    /// <summary>At least one warning could not be read.</summary>
    UnreadableWarning,

    /// <summary>A warning for the county and night has a level that is not in SMHI's documentation.</summary>
    UnrecognisedLevel,
}
