using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;

namespace Ekn.Core.Nights.Crew;

/// <summary>A message as it would be sent. The text form gives nobody away.</summary>
public sealed record Draft
{
    public string Recipient { get; init; } = "";

    public string Name { get; init; } = "";

    public string Purpose { get; init; } = "";

    public Channel Channel { get; init; }

    public string? Subject { get; init; }

    public string Text { get; init; } = "";

    /// <summary>What is paid for; 0 for an email.</summary>
    public int Segments => Channel == Channel.Sms ? SmsSegments.Of(Text).Segments : 0;

    public override string ToString() => $"{Purpose} to {Recipient}";
}
