using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <param name="LastError">The last thing that went wrong; null when nothing ever did.</param>
/// <param name="LastAcceptedAt">When a provider last took a message; null when none ever did.</param>
public sealed record ChannelStatus(
    Channel Channel,
    Note? LastError,
    DateTimeOffset? LastErrorAt,
    DateTimeOffset? LastAcceptedAt
)
{
    /// <summary>Whether the last thing that happened on the channel was an error.</summary>
    public bool Troubled => LastErrorAt is { } error && (LastAcceptedAt is null || LastAcceptedAt < error);
}
