using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Somebody whom a message did not reach.</summary>
public sealed record Unreached
{
    public string Recipient { get; init; } = "";
    public string Name { get; init; } = "";
    public Channel Channel { get; init; }
    public string Purpose { get; init; } = "";

    /// <summary>failed, expired or stopped (opted out).</summary>
    public string State { get; init; } = "";

    /// <summary>Null when the state says it all.</summary>
    public Note? Reason { get; init; }

    public override string ToString() => $"{Recipient} by {Channel}";
}
