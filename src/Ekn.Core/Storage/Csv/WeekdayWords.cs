namespace Ekn.Core.Storage.Csv;

/// <summary>Weekdays as people write them in files: måndag, Mån, monday, mondays, 1 (Monday) to 7 (Sunday).</summary>
internal static class WeekdayWords
{
    private static readonly char[] Between = [' ', ',', ';', '/', '+', '&', '.'];

    private static readonly Dictionary<string, DayOfWeek> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1"] = DayOfWeek.Monday,
        ["mån"] = DayOfWeek.Monday,
        ["måndag"] = DayOfWeek.Monday,
        ["mon"] = DayOfWeek.Monday,
        ["monday"] = DayOfWeek.Monday,
        ["2"] = DayOfWeek.Tuesday,
        ["tis"] = DayOfWeek.Tuesday,
        ["tisdag"] = DayOfWeek.Tuesday,
        ["tue"] = DayOfWeek.Tuesday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["3"] = DayOfWeek.Wednesday,
        ["ons"] = DayOfWeek.Wednesday,
        ["onsdag"] = DayOfWeek.Wednesday,
        ["wed"] = DayOfWeek.Wednesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["4"] = DayOfWeek.Thursday,
        ["tor"] = DayOfWeek.Thursday,
        ["tors"] = DayOfWeek.Thursday,
        ["torsdag"] = DayOfWeek.Thursday,
        ["thu"] = DayOfWeek.Thursday,
        ["thursday"] = DayOfWeek.Thursday,
        ["5"] = DayOfWeek.Friday,
        ["fre"] = DayOfWeek.Friday,
        ["fredag"] = DayOfWeek.Friday,
        ["fri"] = DayOfWeek.Friday,
        ["friday"] = DayOfWeek.Friday,
        ["6"] = DayOfWeek.Saturday,
        ["lör"] = DayOfWeek.Saturday,
        ["lördag"] = DayOfWeek.Saturday,
        ["sat"] = DayOfWeek.Saturday,
        ["saturday"] = DayOfWeek.Saturday,
        ["7"] = DayOfWeek.Sunday,
        ["sön"] = DayOfWeek.Sunday,
        ["söndag"] = DayOfWeek.Sunday,
        ["sun"] = DayOfWeek.Sunday,
        ["sunday"] = DayOfWeek.Sunday,
    };

    /// <summary>Null when it is not a weekday.</summary>
    public static DayOfWeek? Read(string text)
    {
        var word = text.Trim().TrimEnd('.');
        if (Words.TryGetValue(word, out var day))
        {
            return day;
        }
        // Mondays, måndagar.
        foreach (var ending in new[] { "s", "ar" })
        {
            if (
                word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                && word.Length > 5
                && Words.TryGetValue(word[..^ending.Length], out day)
            )
            {
                return day;
            }
        }
        return null;
    }

    /// <summary>Several in one cell, with commas, spaces or "och" between; null when one of them is not a weekday.</summary>
    public static IReadOnlyList<DayOfWeek>? ReadSeveral(string text)
    {
        var days = new List<DayOfWeek>();
        foreach (var word in text.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.ToLowerInvariant() is "och" or "and")
            {
                continue;
            }
            if (Read(word) is not { } day)
            {
                return null;
            }
            days.Add(day);
        }
        return [.. days.Distinct().OrderBy(Number)];
    }

    /// <summary>1 Monday to 7 Sunday, as in the database.</summary>
    public static int Number(this DayOfWeek day) => day == DayOfWeek.Sunday ? 7 : (int)day;

    public static DayOfWeek FromNumber(int number) => (DayOfWeek)(number % 7);
}
