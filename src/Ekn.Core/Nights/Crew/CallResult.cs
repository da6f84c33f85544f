namespace Ekn.Core.Nights.Crew;

public enum CallResult
{
    Sent,

    /// <summary>The same form was sent before.</summary>
    SentBefore,

    /// <summary>Somebody answered or was asked since the preview: look again.</summary>
    Changed,

    /// <summary>Nobody is left to ask, or nothing is free.</summary>
    Nobody,

    /// <summary>The night is neither open nor announced.</summary>
    NotOpen,
}
