namespace Ekn.Core.Readiness;

/// <summary>One person of a round, and how far we got.</summary>
/// <param name="Key">As volunteer:12.</param>
/// <param name="Nights">How many nights of the last two years the person was booked on; for volunteers alone.</param>
/// <param name="Ways">One for each address that was asked; empty when there is none that may be used.</param>
public sealed record ContactLine(
    string Key,
    string Name,
    string? Phone,
    string? Email,
    int Nights,
    DateTimeOffset? SpokenAt,
    IReadOnlyList<ContactLine.Way> Ways
)
{
    /// <summary>coordinator, sitelead, premises or volunteer.</summary>
    public string Role => Key[..Key.IndexOf(':')];

    /// <summary>The number after the role; null for who stands in the settings.</summary>
    public long? Id => long.TryParse(Key[(Key.IndexOf(':') + 1)..], out var id) ? id : null;

    public bool IsReached => SpokenAt is not null || Ways.Any(way => way.ReachedAt is not null);

    /// <param name="Channel">sms or email.</param>
    /// <param name="State">reply, link, delivered, sent, waiting, bad-address, failed, expired or stopped.</param>
    /// <param name="Shared">How many people have this address.</param>
    public sealed record Way(string Channel, string State, DateTimeOffset? ReachedAt, bool Reminded, int Shared);

    public override string ToString() => Key;
}
