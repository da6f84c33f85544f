namespace Ekn.Core.Shifts;

/// <summary>A place on a shift and who is expected on it. The text form names nobody.</summary>
public sealed record Expected
{
    public long ShiftId { get; init; }

    public ShiftKind Kind { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public int Heads { get; init; }

    /// <summary>Null where nobody is booked on the shift.</summary>
    public long? VolunteerId { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>Language codes with commas between; null when nothing is known.</summary>
    public string? Speaks { get; init; }

    public string? Remark { get; init; }

    /// <summary>arrived, absent, or null while nothing is noted.</summary>
    public string? State { get; init; }

    public override string ToString() => $"volunteer {VolunteerId} on shift {ShiftId}";
}
