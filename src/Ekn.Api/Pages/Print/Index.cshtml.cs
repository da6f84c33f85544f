using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Printouts;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Print;

/// <summary>One page of paper for each room: a church's own rooms, a site lead's nights, every room for a coordinator.</summary>
[Authorize(Roles = $"{Role.Coordinator},{Role.Administrator},{Role.SiteLead},{Role.Church}")]
public sealed class IndexModel(Database database, Visitor visitor, PrintoutReader reader) : PageModel
{
    public Night Night { get; private set; }

    public IReadOnlyList<Printout> Printouts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string night, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        await using var session = await database.OpenAsync(cancellationToken);
        Printouts = [.. (await reader.ReadAsync(session, meant, cancellationToken)).Where(IsTheirs)];
        return Page();
    }

    private bool IsTheirs(Printout printout) =>
        visitor.Is(Role.Coordinator)
        || visitor.Premises.Contains(printout.Room.PremisesId)
        || (visitor.SiteLead is { } lead && printout.Room.SiteLead == lead.Key);
}
