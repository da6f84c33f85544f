using Ekn.Api.Access;
using Ekn.Api.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.SignIn;

/// <summary>Leads whoever has just signed in to the page that does their job.</summary>
[Authorize]
public sealed class StartModel(Visitor visitor) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("~" + Menu.StartOf(visitor));
}
