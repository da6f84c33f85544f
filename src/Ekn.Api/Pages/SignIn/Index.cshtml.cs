using Ekn.Api.Edge;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Ekn.Api.Pages.SignIn;

/// <summary>A person types phone or email; the answer is the same whether somebody is known by it or not.</summary>
[AllowAnonymous, EnableRateLimiting(RequestLimits.SignIn)]
public sealed class IndexModel(Database database, SignInDesk desk) : PageModel
{
    public string? Next { get; private set; }

    public string? Address { get; private set; }

    public bool IsWrong { get; private set; }

    public void OnGet(string? next) => Next = LocalPath.Of(next);

    public async Task<IActionResult> OnPostAsync(string? address, string? next, CancellationToken cancellationToken)
    {
        (Address, Next) = (address, LocalPath.Of(next));
        if (SignInDesk.Read(address) is not { } read)
        {
            IsWrong = true;
            return Page();
        }
        var id = await database.InTransactionAsync(
            session => desk.AskAsync(session, read, cancellationToken),
            cancellationToken
        );
        PendingSignIn.Keep(HttpContext, id);
        return RedirectToPage("/SignIn/Code", new { next = Next });
    }
}
