namespace Ekn.Core.Nights.Asking;

/// <summary>How the asking of one question about several nights goes on.</summary>
public sealed record DatesPlanRow
{
    /// <summary>The question's occasion: part of the key of each of its messages, and of what is remembered of whom it asked.</summary>
    public string Call { get; init; } = "";

    public int Wave { get; init; }

    public DateTimeOffset BeganAt { get; init; }

    /// <summary>When the next wave is due; null when nobody is left or nobody is needed.</summary>
    public DateTimeOffset? NextAt { get; init; }
}
