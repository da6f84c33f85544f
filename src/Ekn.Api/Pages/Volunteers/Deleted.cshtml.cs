using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>The last page that somebody sees who is in the register no longer, and so signed in no longer.</summary>
[AllowAnonymous]
public sealed class DeletedModel : PageModel
{
    public void OnGet() => Response.Headers["X-Robots-Tag"] = "noindex";
}
