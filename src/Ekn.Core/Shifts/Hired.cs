namespace Ekn.Core.Shifts;

/// <summary>Somebody paid by the hour for one shift. The text form names nobody.</summary>
public sealed record Hired
{
    public long Id { get; init; }

    public long ShiftId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Null for somebody who is told in another way.</summary>
    public string? Phone { get; init; }

    /// <summary>When their shift is over.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>As whom messages go to them.</summary>
    public string Key => $"hired:{Id}";

    public override string ToString() => Key;
}
