using System.Globalization;

namespace Ekn.Core.Calendar;

/// <summary>
/// A night, named by the local date of its evening (Europe/Stockholm): the night of 2026-12-01 runs into the
/// morning of 2026-12-02.
/// </summary>
public readonly record struct Night(DateOnly Evening) : IComparable<Night>
{
    public DateOnly Morning => Evening.AddDays(1);

    public DayOfWeek Weekday => Evening.DayOfWeek;

    public Night Next => AddDays(1);

    public Night Previous => AddDays(-1);

    public Night AddDays(int days) => new(Evening.AddDays(days));

    public int CompareTo(Night other) => Evening.CompareTo(other.Evening);

    public static bool operator <(Night left, Night right) => left.CompareTo(right) < 0;

    public static bool operator >(Night left, Night right) => left.CompareTo(right) > 0;

    public static bool operator <=(Night left, Night right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Night left, Night right) => left.CompareTo(right) >= 0;

    /// <summary>Reads the ISO form, 2026-12-01, and nothing else.</summary>
    public static bool TryParse(string? text, out Night night)
    {
        var known = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var evening
        );
        night = new Night(evening);
        return known;
    }

    /// <exception cref="FormatException">The text is not a date written as 2026-12-01.</exception>
    public static Night Parse(string text) =>
        TryParse(text, out var night)
            ? night
            : throw new FormatException($"'{text}' is not a night: write the date of its evening, as 2026-12-01.");

    public override string ToString() => Evening.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
