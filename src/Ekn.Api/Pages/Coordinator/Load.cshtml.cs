using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Overview;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>How the asking and the work are spread over the season, so that nobody wears out unseen.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class LoadModel(Database database, LocalTime time) : PageModel
{
    public AskingLoad Load { get; private set; } = new([]);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Load = await AskingLoad.ReadAsync(session, time, cancellationToken);
    }
}
