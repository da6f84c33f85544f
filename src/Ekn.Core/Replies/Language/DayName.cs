using Ekn.Core.Calendar;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// A night as the writer named it: by weekday, by date, from today, or by its letter.
/// </summary>
/// <param name="Text">The writer's own words.</param>
/// <param name="Matches">Whether an offered or booked night is meant.</param>
/// <param name="Night">The coming night that is meant, on offer or not; null when it cannot be said.</param>
internal sealed record DayName(string Text, Func<Night, bool> Matches, Night? Night)
{
    /// <summary>The last night of a span such as "mån-ons"; null for a single night.</summary>
    public Night? Last { get; init; }

    /// <summary>The weekday of a name by weekday alone; null for a date, a code or a span.</summary>
    public DayOfWeek? Weekday { get; init; }

    /// <summary>"varje onsdag", "onsdagar": every one, and not only the one that is on offer.</summary>
    public bool IsEvery { get; init; }

    /// <summary>More than one night could be meant by these words at this hour.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The name alone says that the writer answers by code.</summary>
    public bool IsCode { get; init; }

    public static DayName Of(string text, Night night) => new(text, other => other == night, night);

    public static DayName Of(string text, DayOfWeek weekday, DateOnly today)
    {
        var ahead = ((int)weekday - (int)today.DayOfWeek + 7) % 7;
        return new DayName(text, night => night.Weekday == weekday, new Night(today.AddDays(ahead)))
        {
            Weekday = weekday,
        };
    }

    /// <summary>A day of the month, with or without the month: "den 14", "14/10".</summary>
    public static DayName Of(string text, int day, int? month, int? year, DateOnly today)
    {
        bool Matches(Night night) =>
            night.Evening.Day == day
            && (month is null || night.Evening.Month == month)
            && (year is null || night.Evening.Year == year);
        // A date without a year is the next one; four years always hold a 29 February.
        var dates = Enumerable.Range(0, 4 * 366).Select(today.AddDays).Select(date => new Night(date));
        return new DayName(text, Matches, dates.Where(Matches).Select(night => (Night?)night).FirstOrDefault());
    }

    /// <summary>Two names for one night, as in "tis 1/12". When they contradict each other, no night is meant.</summary>
    public DayName And(DayName other) =>
        new($"{Text} {other.Text}", night => Matches(night) && other.Matches(night), Common(other))
        {
            IsDoubtful = IsDoubtful || other.IsDoubtful || IsEvery || other.IsEvery,
            IsCode = IsCode || other.IsCode,
        };

    /// <summary>The night that ends on the morning of this day: "natten mot onsdag" is Tuesday's.</summary>
    public DayName NightBefore() =>
        this with
        {
            Matches = night => Matches(night.Next),
            Night = Night?.Previous,
            Weekday = Weekday is { } weekday ? (DayOfWeek)(((int)weekday + 6) % 7) : null,
        };

    public DayName To(DayName last)
    {
        if (Night is not { } from || last.Night is not { } until || until <= from)
        {
            return And(last) with { IsDoubtful = true };
        }
        return new DayName($"{Text}-{last.Text}", night => night >= from && night <= until, from)
        {
            Last = until,
            IsDoubtful = IsDoubtful || last.IsDoubtful || IsEvery || last.IsEvery,
        };
    }

    private Night? Common(DayName other)
    {
        if (other.Night is { } second && Matches(second))
        {
            return second;
        }
        return Night is { } first && other.Matches(first) ? first : null;
    }
}
