namespace Ekn.Core.Dispatch;

/// <summary>How long a message tries to get out on its channel before it goes by the person's other one.</summary>
internal static class Patience
{
    // Before its expiry a message is still worth this much by the other channel, or a quarter of its life.
    private static readonly TimeSpan LastChance = TimeSpan.FromMinutes(30);

    public static DateTimeOffset EndOf(OutboxRow row, DispatchOptions options)
    {
        var quarter = (row.ExpiresAt - row.CreatedAt) / 4;
        var lastChance = row.ExpiresAt - (quarter < LastChance ? quarter : LastChance);
        var patience = row.TriedSince + TimeSpan.FromMinutes(options.OtherChannelAfterMinutes);
        return patience < lastChance ? patience : lastChance;
    }
}
