namespace Ekn.Core.Nights.Answering;

/// <summary>What is known of an email before it is read.</summary>
public static class InboundMark
{
    /// <summary>No person wrote it: an absence note, a bounce. Kept, and never answered.</summary>
    public const string Automatic = "automatic";

    /// <summary>Its sender may be forged: a person looks, and nothing changes.</summary>
    public const string Unproven = "unproven";

    public const string Proven = "proven";
}
