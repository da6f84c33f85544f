using System.Globalization;
using Ekn.Core.Calendar;

namespace Ekn.Core.Weather;

/// <summary>Times as a person in Stockholm writes them.</summary>
internal static class Stockholm
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    public static LocalTime Time { get; } = new(TimeProvider.System, Zone);

    /// <summary>"2026-12-01 12:00", local, as an instant.</summary>
    public static DateTimeOffset At(string local)
    {
        var parsed = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return Time.At(DateOnly.FromDateTime(parsed), TimeOnly.FromDateTime(parsed));
    }
}
