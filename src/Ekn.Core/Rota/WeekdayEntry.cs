using Ekn.Core.Calendar;

namespace Ekn.Core.Rota;

/// <summary>A room lent on a weekday of the evening. Both dates are included; null means without end.</summary>
public sealed record WeekdayEntry(DayOfWeek Weekday, long PremisesId, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    public bool Covers(Night night) =>
        night.Weekday == Weekday
        && (ValidFrom is null || night.Evening >= ValidFrom)
        && (ValidTo is null || night.Evening <= ValidTo);

    /// <summary>Whether some date could be covered by both.</summary>
    public bool Overlaps(WeekdayEntry other) =>
        Weekday == other.Weekday
        && (ValidFrom is null || other.ValidTo is null || ValidFrom <= other.ValidTo)
        && (other.ValidFrom is null || ValidTo is null || other.ValidFrom <= ValidTo);
}
