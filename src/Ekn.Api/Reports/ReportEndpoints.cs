using System.ComponentModel;
using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Core.Reports;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Reports;

internal static class ReportEndpoints
{
    public static void MapReport(this RouteGroupBuilder api) =>
        api.MapGet("/report", ReadAsync)
            .For(ApiRole.Coordinator, ApiRole.City)
            .WithTags("Report")
            .WithName("ReadReport")
            .WithSummary("The report of a period")
            .WithDescription(
                "Opened nights, guests, occupancy, turned away and incidents, in total, by month and by night; the same "
                    + "document as './ekn report --format json' writes. Both dates are included."
            )
            .Produces<object>(StatusCodes.Status200OK, "application/json");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadAsync(
        [Description("The first evening, as 2026-12-01.")] string? from,
        [Description("The last evening, included.")] string? to,
        Database database,
        PeriodReportReader reports,
        CancellationToken cancellationToken
    )
    {
        if (ReportPeriod.Parse(from, to, out var problem) is not { } period)
        {
            return Problems.WrongInput(problem.Replace("--", "", StringComparison.Ordinal));
        }
        await using var session = await database.OpenAsync(cancellationToken);
        var report = await reports.ReadAsync(session, period, cancellationToken);
        return TypedResults.Text(
            JsonReportWriter.Write(report, report.IsEmpty ? "No night was opened in this period." : null),
            "application/json; charset=utf-8"
        );
    }
}
