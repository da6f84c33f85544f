namespace Ekn.Core.Readiness;

/// <summary>One test of whether everyone can be reached.</summary>
public sealed record ContactRound
{
    public long Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Recipient key of the coordinator.</summary>
    public string StartedBy { get; init; } = "";

    public DateTimeOffset RemindAt { get; init; }

    public DateTimeOffset? RemindedAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}
