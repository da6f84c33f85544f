using Ekn.Api.Edge;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ekn.Api.Pages.SignIn;

/// <summary>The code of the message, typed on the browser that asked for it.</summary>
[AllowAnonymous, EnableRateLimiting(RequestLimits.SignIn)]
public sealed class CodeModel(Database database, SignInDesk desk, Entry entry) : PageModel
{
    public string? Next { get; private set; }

    public bool IsWrong { get; private set; }

    public IActionResult OnGet(string? next)
    {
        Next = LocalPath.Of(next);
        return PendingSignIn.Find(Request) is null ? RedirectToPage("/SignIn/Index", new { next = Next }) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, string? next, CancellationToken cancellationToken)
    {
        Next = LocalPath.Of(next);
        if (PendingSignIn.Find(Request) is not { } id)
        {
            return RedirectToPage("/SignIn/Index", new { next = Next });
        }
        var secret = await database.InTransactionAsync(
            async session =>
                await desk.TryCodeAsync(session, id, code ?? "", cancellationToken) is { } address
                    ? await entry.SignInAsync(session, address, HttpContext, cancellationToken)
                    : null,
            cancellationToken
        );
        if (secret is null)
        {
            IsWrong = true;
            return Page();
        }
        Entry.Welcome(HttpContext, secret);
        return LocalRedirect(Next ?? "~/start");
    }
}
