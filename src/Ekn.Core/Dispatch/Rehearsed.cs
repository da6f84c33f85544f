using Ekn.Core.Channels.Sms;

namespace Ekn.Core.Dispatch;

/// <summary>A message as it would leave. The text form gives nobody away.</summary>
public sealed record Rehearsed
{
    public string Purpose { get; init; } = "";

    /// <summary>Recipient key, as volunteer:12.</summary>
    public string Recipient { get; init; } = "";

    public string Name { get; init; } = "";

    public Channel Channel { get; init; }

    public string? Subject { get; init; }

    public string Text { get; init; } = "";

    /// <summary>What the provider counts and bills; 0 for an email.</summary>
    public int Segments => Channel == Channel.Sms ? SmsSegments.Of(Text).Segments : 0;

    public override string ToString() => $"{Purpose} to {Recipient} by {Channel}";
}
