using Ekn.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Status;

/// <summary>Whether the service does its work, and what a person should do about what it does not.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class IndexModel(StatusView.Maker maker, PageWords words) : PageModel
{
    public StatusView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        View = await maker.MakeAsync(words, cancellationToken);
}
