using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.SignIn;

/// <summary>What I am here, where I am signed in, and the way out.</summary>
[Authorize]
public sealed class MeModel(Database database, Devices devices, Visitor visitor) : PageModel
{
    public IReadOnlyList<Device> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        All = await devices.ListAsync(session, visitor.Identity.Addresses, cancellationToken);
    }

    public async Task<IActionResult> OnPostSignOutAsync(CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            session => devices.SignOutAsync(session, visitor.Device!, cancellationToken),
            cancellationToken
        );
        return Leave();
    }

    public async Task<IActionResult> OnPostSignOutEverywhereAsync(CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            session => devices.SignOutEverywhereAsync(session, visitor.Identity.Addresses, cancellationToken),
            cancellationToken
        );
        return Leave();
    }

    private LocalRedirectResult Leave()
    {
        DeviceCookie.Remove(HttpContext);
        // What the counting page keeps on the phone names volunteers: it goes with the person.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return LocalRedirect("~/");
    }
}
