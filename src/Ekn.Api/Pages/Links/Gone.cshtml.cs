using Ekn.Core.Nights;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Links;

/// <summary>The link is not known, or its time is over.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class GoneModel(PageWords words, NightWords nightWords) : PageModel
{
    public string Text { get; private set; } = "";

    public void OnGet() => Tell();

    public void OnPost() => Tell();

    private void Tell()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        Response.Headers["X-Robots-Tag"] = "noindex";
        Text = words.Say("link-gone.text", nightWords.Coordinator()(words.Wording));
    }
}
