using Ekn.Api.Evidence;
using Ekn.Core.Access;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.City;

/// <summary>What a decision rests on, to the byte: SMHI's answer as it was received.</summary>
[Authorize(Policy = Role.City)]
public sealed class EvidenceModel(Database database, EvidenceStore evidence) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await evidence.ReadAsync(session, id, cancellationToken) is { } body
            ? File(body, EvidenceEndpoints.LooksLikeJson(body) ? "application/json" : "text/plain; charset=utf-8")
            : NotFound();
    }
}
