using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Reports;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.City;

/// <summary>The report of a period, read only. Without dates it is that of the half-year that we are in.</summary>
[Authorize(Policy = Role.City)]
public sealed class IndexModel(Database database, PeriodReportReader reports, LocalTime time) : PageModel
{
    private const int HalvesBack = 4;

    public PeriodReport? Report { get; private set; }

    /// <summary>Why there is no report to show; null when there is one.</summary>
    public string? Problem { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    /// <summary>1 November to 30 April and 1 May to 31 October (domain.md), the latest first.</summary>
    public IReadOnlyList<ReportPeriod> Halves { get; private set; } = [];

    public async Task OnGetAsync(string? from, string? to, CancellationToken cancellationToken)
    {
        Halves = [.. Enumerable.Range(0, HalvesBack).Select(HalfBefore)];
        (From, To) = (from, to);
        var period =
            from is null && to is null ? Halves[0]
            : ReportPeriod.Parse(from, to, out var problem) is { } parsed ? parsed
            : Refused(problem);
        if (period is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await using var session = await database.OpenAsync(cancellationToken);
        Report = await reports.ReadAsync(session, period, cancellationToken);
        (From, To) = ($"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}");
    }

    public Chart ByMonth(PageWords words) =>
        new(
            new Bars([
                .. Report!.Months.Select(month =>
                    (
                        words[$"season.month.{month.Month.Month}"][..3],
                        (IReadOnlyList<long>)[month.Figures.Women, month.Figures.Men, month.Figures.NotStated]
                    )
                ),
            ]),
            words["reports.chart-months"],
            [words["reports.women"], words["reports.men"], words["reports.not-stated"]]
        );

    public Chart ByNight(PageWords words) =>
        new(
            new Bars([
                .. Report!.Nights.Select(night =>
                    (
                        $"{night.Night.Evening.Day}/{night.Night.Evening.Month}",
                        (IReadOnlyList<long>)[night.Figures.Guests]
                    )
                ),
            ]),
            words["reports.chart-nights"],
            []
        );

    private ReportPeriod? Refused(string problem)
    {
        Problem = problem;
        return null;
    }

    private ReportPeriod HalfBefore(int halves)
    {
        var month = time.Today.AddMonths(-6 * halves);
        var isWinter = month.Month is >= 11 or <= 4;
        var year = month.Month <= 4 ? month.Year - 1 : month.Year;
        var (first, last) = isWinter
            ? (new DateOnly(year, 11, 1), new DateOnly(year + 1, 4, 30))
            : (new DateOnly(month.Year, 5, 1), new DateOnly(month.Year, 10, 31));
        return ReportPeriod.Of(first, last, out _)!;
    }
}
