using System.Globalization;

namespace Ekn.Core.Decisions;

/// <summary>A day of any year, written 11-01.</summary>
internal readonly record struct MonthDay(int Month, int Day)
{
    public static bool TryParse(string? text, out MonthDay day)
    {
        // 2024 is a leap year, so 29 February is a day too.
        var known = DateOnly.TryParseExact(
            $"2024-{text}",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        );
        day = new MonthDay(date.Month, date.Day);
        return known;
    }

    public static MonthDay Parse(string text) =>
        TryParse(text, out var day) ? day : throw new FormatException($"'{text}' is not a month and day, as 11-01.");
}
