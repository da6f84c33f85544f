using System.Text;
using Ekn.Core.Access;
using Ekn.Core.Reports;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.City;

/// <summary>The report of a period as a file to keep: what './ekn report' writes.</summary>
[Authorize(Policy = Role.City)]
public sealed class FileModel(Database database, PeriodReportReader reports) : PageModel
{
    public async Task<IActionResult> OnGetAsync(
        string? from,
        string? to,
        string? format,
        CancellationToken cancellationToken
    )
    {
        if (ReportPeriod.Parse(from, to, out _) is not { } period || format is not ("csv" or "json"))
        {
            return NotFound();
        }
        await using var session = await database.OpenAsync(cancellationToken);
        var report = await reports.ReadAsync(session, period, cancellationToken);
        var note = report.IsEmpty ? "No night was opened in this period." : null;
        var name = $"ekn-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.{format}";
        return format == "csv"
            ? File(Encoding.UTF8.GetBytes(CsvReportWriter.Write(report, note)), "text/csv; charset=utf-8", name)
            : File(
                Encoding.UTF8.GetBytes(JsonReportWriter.Write(report, note)),
                "application/json; charset=utf-8",
                name
            );
    }
}
