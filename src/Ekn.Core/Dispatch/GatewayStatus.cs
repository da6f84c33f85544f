using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <param name="Name">first or second.</param>
/// <param name="LastError">Of a text that waits because of it; null when none does.</param>
public sealed record GatewayStatus(
    string Name,
    Note? LastError,
    DateTimeOffset? LastErrorAt,
    DateTimeOffset? LastAcceptedAt
)
{
    public bool Troubled => LastErrorAt is { } error && (LastAcceptedAt is null || LastAcceptedAt < error);
}
