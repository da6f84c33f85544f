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
public sealed class IndexModel(Database database, Visitor visitor, PrintoutReader reader, LocalTime time) : PageModel
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
        // Names and numbers are for the night itself: afterwards only a coordinator looks them up.
        var isNow = meant.Morning >= time.Today;
        Printouts =
        [
            .. (await reader.ReadAsync(session, meant, cancellationToken)).Where(printout =>
                visitor.Is(Role.Coordinator) || (isNow && IsTheirs(printout))
            ),
        ];
        return Page();
    }

    private bool IsTheirs(Printout printout) =>
        visitor.Premises.Contains(printout.Room.PremisesId)
        || (visitor.SiteLead is { } lead && printout.Room.SiteLead == lead.Key);
}
