using Ekn.Core.Calendar;

namespace Ekn.Core.Reports;

/// <summary>How the opened nights of a period went: in total, by month and by night; the sums of all three agree.</summary>
public sealed record PeriodReport
{
    private PeriodReport(ReportPeriod period) => Period = period;

    public ReportPeriod Period { get; }

    public Figures Total { get; private init; } = Figures.None;

    /// <summary>Every month that the period touches, also those without a night.</summary>
    public IReadOnlyList<MonthFigures> Months { get; private init; } = [];

    /// <summary>In order of time.</summary>
    public IReadOnlyList<NightFigures> Nights { get; private init; } = [];

    /// <summary>The same period a year earlier.</summary>
    public Figures LastYear { get; private init; } = Figures.None;

    /// <summary>Whether no night was opened.</summary>
    public bool IsEmpty => Nights.Count == 0;

    /// <summary>Opened nights of which a room has not reported; their guests are missing from the figures.</summary>
    public IEnumerable<Night> NotReported => Nights.Where(night => !night.IsReported).Select(night => night.Night);

    /// <param name="nights">The opened nights of the period, each once.</param>
    public static PeriodReport Of(ReportPeriod period, IEnumerable<NightFigures> nights, Figures lastYear)
    {
        var ordered = nights.OrderBy(night => night.Night).ToList();
        var byMonth = ordered.ToLookup(night => ReportPeriod.FirstOfMonth(night.Night.Evening), night => night.Figures);
        return new PeriodReport(period)
        {
            Total = ordered.Select(night => night.Figures).Aggregate(Figures.None, Figures.Add),
            Months =
            [
                .. period.Months.Select(month => new MonthFigures(
                    month,
                    byMonth[month].Aggregate(Figures.None, Figures.Add)
                )),
            ],
            Nights = ordered,
            LastYear = lastYear,
        };
    }
}
