using System.Globalization;

namespace Ekn.Core.Reports;

/// <summary>The nights that a report is about, by the dates of their evenings, both included.</summary>
public sealed record ReportPeriod
{
    private const int LongestYears = 20;
    private const int FirstYear = 1900;

    private ReportPeriod(DateOnly from, DateOnly to)
    {
        From = from;
        To = to;
    }

    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <summary>
    /// The same dates one year earlier. Where the period ends with February, so does the earlier one, leap year or not.
    /// </summary>
    public ReportPeriod LastYear
    {
        get
        {
            var to = To.AddYears(-1);
            var endsFebruary = To.Month == 2 && To.AddDays(1).Month == 3;
            return new(From.AddYears(-1), endsFebruary ? new DateOnly(to.Year, 3, 1).AddDays(-1) : to);
        }
    }

    /// <summary>The first day of every calendar month that the period touches.</summary>
    public IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = FirstOfMonth(From); month <= To; month = month.AddMonths(1))
            {
                yield return month;
            }
        }
    }

    public static DateOnly FirstOfMonth(DateOnly date) => new(date.Year, date.Month, 1);

    /// <returns>Null with a sentence that says what is wrong.</returns>
    public static ReportPeriod? Of(DateOnly from, DateOnly to, out string problem)
    {
        problem =
            from > to ? "The period ends before it begins: --from is later than --to."
            : from.Year < FirstYear || to.Year >= DateOnly.MaxValue.Year ? "The period lies outside the calendar."
            : to > from.AddYears(LongestYears) ? $"The period is longer than {LongestYears} years."
            : "";
        return problem.Length == 0 ? new ReportPeriod(from, to) : null;
    }

    /// <summary>Reads two dates written as 2017-11-01.</summary>
    /// <returns>Null with a sentence that says what is wrong.</returns>
    public static ReportPeriod? Parse(string? from, string? to, out string problem)
    {
        if (!TryDate(from, out var first) || !TryDate(to, out var last))
        {
            problem = "--from and --to must be dates written as 2017-11-01.";
            return null;
        }
        return Of(first, last, out problem);
    }

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
