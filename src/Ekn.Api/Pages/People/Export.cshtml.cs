using System.Text;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>The registers as files, for whoever wants them elsewhere.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class ExportModel(Database database) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string what, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await CsvExport.WriteAsync(session, what, cancellationToken) is { } text
            ? File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", $"{what}.csv")
            : NotFound();
    }
}
