namespace Ekn.Core.Shifts;

/// <summary>When a shift is, in local time, and how many volunteers it needs per premises.</summary>
public sealed class ShiftHours
{
    public TimeOnly From { get; set; }

    public TimeOnly To { get; set; }

    /// <summary>Volunteers, beside the church's own staff and the site lead; 0 leaves the shift out.</summary>
    public int Heads { get; set; }
}
