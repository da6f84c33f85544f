namespace Ekn.Core.Dispatch;

/// <param name="Messages">How many messages are in each state (the words of outbox.state); a state without any is missing.</param>
/// <param name="OldestDue">How long the oldest message that should be gone has waited; null when none waits.</param>
/// <param name="Channels">One for each channel.</param>
public sealed record OutboxSummary(
    IReadOnlyDictionary<string, int> Messages,
    TimeSpan? OldestDue,
    IReadOnlyList<ChannelStatus> Channels
)
{
    /// <summary>Those that have sent anything, the first first.</summary>
    public IReadOnlyList<GatewayStatus> Gateways { get; init; } = [];
}
