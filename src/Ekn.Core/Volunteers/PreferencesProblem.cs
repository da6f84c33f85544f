namespace Ekn.Core.Volunteers;

/// <summary>Why preferences were not kept. Nothing was changed then.</summary>
public enum PreferencesProblem
{
    UnknownLanguage,

    /// <summary>The volunteer has no address for the channel.</summary>
    NoSuchChannel,

    PauseInThePast,
    PauseTooLong,
}
