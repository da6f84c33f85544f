using Ekn.Api.Edge;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ekn.Api.Pages.SignIn;

/// <summary>The link of the message: looking at it does nothing, pressing the button signs in, once.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, EnableRateLimiting(RequestLimits.SignIn)]
public sealed class ByLinkModel(Database database, SignInDesk desk, Entry entry) : PageModel
{
    public void OnGet() => Response.Headers["X-Robots-Tag"] = "noindex";

    public async Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken)
    {
        var secret = await database.InTransactionAsync(
            async session =>
                await desk.TryLinkAsync(session, token ?? "", cancellationToken) is { } address
                    ? await entry.SignInAsync(session, address, HttpContext, cancellationToken)
                    : null,
            cancellationToken
        );
        if (secret is null)
        {
            return RedirectToPage("/Links/Gone");
        }
        Entry.Welcome(HttpContext, secret);
        return LocalRedirect("~/start");
    }
}
