using Ekn.Api.Links;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Links;

/// <summary>What the older link pages answer.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class OpenModel : PageModel
{
    public Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken) =>
        AnswerAsync(LinkEndpoints.ShowAsync(token ?? "", HttpContext.RequestServices, cancellationToken));

    public Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken) =>
        AnswerAsync(LinkEndpoints.ActAsync(token ?? "", Request, cancellationToken));

    private async Task<IActionResult> AnswerAsync(Task<IResult> answer)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        await (await answer).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }
}
