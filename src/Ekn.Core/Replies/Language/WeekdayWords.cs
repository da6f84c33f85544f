namespace Ekn.Core.Replies.Language;

/// <summary>The words for days, and the parts of the calendar that dates are written with.</summary>
internal static class WeekdayWords
{
    private static readonly (DayOfWeek Day, string Words)[] Weekdays =
    [
        (DayOfWeek.Monday, "måndag|måndagen|måndags|månd|mån|monday|mon"),
        (DayOfWeek.Tuesday, "tisdag|tisdagen|tisdags|tisd|tis|tuesday|tues|tue"),
        (DayOfWeek.Wednesday, "onsdag|onsdagen|onsdags|onsd|ons|wednesday|wed|weds"),
        (DayOfWeek.Thursday, "torsdag|torsdagen|torsdags|torsd|tors|tor|thursday|thurs|thur|thu"),
        (DayOfWeek.Friday, "fredag|fredagen|fredags|fred|fre|friday|fri"),
        (DayOfWeek.Saturday, "lördag|lördagen|lördags|lörd|lör|saturday|sat"),
        (DayOfWeek.Sunday, "söndag|söndagen|söndags|sönd|sön|sunday|sun"),
    ];

    private static readonly (DayOfWeek Day, string Words)[] EveryWeekday =
    [
        (DayOfWeek.Monday, "måndagar|måndagarna|mondays"),
        (DayOfWeek.Tuesday, "tisdagar|tisdagarna|tuesdays"),
        (DayOfWeek.Wednesday, "onsdagar|onsdagarna|wednesdays"),
        (DayOfWeek.Thursday, "torsdagar|torsdagarna|thursdays"),
        (DayOfWeek.Friday, "fredagar|fredagarna|fridays"),
        (DayOfWeek.Saturday, "lördagar|lördagarna|saturdays"),
        (DayOfWeek.Sunday, "söndagar|söndagarna|sundays"),
    ];

    private static readonly (int Days, string Words)[] Relative =
    [
        (0, "idag|i dag|today"),
        (
            1,
            "imorgon|i morgon|imorrn|i morrn|imorron|i morron|imorn|i morn|imorgn|imoron|tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow"
        ),
        (
            2,
            "i övermorgon|iövermorgon|övermorgon|överimorgon|över i morgon|i övermorrn|day after tomorrow|the day after tomorrow"
        ),
    ];

    private static readonly string[] MonthNames =
    [
        "januari|jan|january",
        "februari|feb|february",
        "mars|mar|march",
        "april|apr",
        "maj",
        "juni|jun|june",
        "juli|jul|july",
        "augusti|aug|august",
        "september|sep|sept",
        "oktober|okt|october|oct",
        "november|nov",
        "december|dec",
    ];

    /// <summary>
    /// Words that are a day without dots or in the other language, and an everyday word too ("kan man …", "min son",
    /// "jag är fri"). They are a day only beside something that asks for one.
    /// </summary>
    public static readonly IReadOnlySet<string> AlsoEverydayWords = new HashSet<string>
    {
        "man",
        "son",
        "fri",
        "sat",
        "sun",
        "tor",
        "fred",
        "mars",
        "mar",
    };

    public static IEnumerable<Meaning> Meanings() =>
        Weekdays
            .SelectMany(row =>
                row.Words.Split('|').Select(word => Meaning.Of(Sense.Day, word) with { Weekday = row.Day })
            )
            .Concat(
                EveryWeekday.SelectMany(row =>
                    row.Words.Split('|')
                        .Select(word => Meaning.Of(Sense.Day, word) with { Weekday = row.Day, IsEvery = true })
                )
            )
            .Concat(
                Relative.SelectMany(row =>
                    row.Words.Split('|').Select(word => Meaning.Of(Sense.Day, word) with { DaysAhead = row.Days })
                )
            )
            .Concat(
                "ikväll|i kväll|ikvll|i kvll|ikväl|this evening"
                    .Split('|')
                    .Select(word =>
                        Meaning.Of(Sense.Day, word) with
                        {
                            DaysAhead = 0,
                            Shift = Shifts.ShiftKind.Evening,
                        }
                    )
            )
            .Concat(
                "inatt|i natt|inat"
                    .Split('|')
                    .Select(word =>
                        Meaning.Of(Sense.Day, word) with
                        {
                            IsTonight = true,
                            Shift = Shifts.ShiftKind.Night,
                        }
                    )
            )
            .Append(Meaning.Of(Sense.Day, "tonight") with { IsTonight = true });

    public static int? Month(string word)
    {
        for (var month = 0; month < MonthNames.Length; month++)
        {
            if (MonthNames[month].Split('|').Contains(word))
            {
                return month + 1;
            }
        }
        return null;
    }
}
