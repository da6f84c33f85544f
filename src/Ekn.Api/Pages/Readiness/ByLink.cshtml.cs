using System.Globalization;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Readiness;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Readiness;

/// <summary>Somebody says that our emails arrive. Looking changes nothing, since mail scanners open every link; the button does.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ByLinkModel(
    Database database,
    LinkDesk links,
    AddressBook addresses,
    ContactAnswers answers,
    Reader language
) : PageModel
{
    /// <summary>thanks or over; null while the button is shown.</summary>
    public string? Says { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await FindAsync(session, token, cancellationToken) is null ? RedirectToPage("/Links/Gone") : Page();
    }

    public Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken) =>
        database.InTransactionAsync<IActionResult>(
            async session =>
            {
                if (await FindAsync(session, token, cancellationToken) is not { } addressId)
                {
                    return RedirectToPage("/Links/Gone");
                }
                Says = await answers.PressedAsync(session, addressId, cancellationToken) ? "thanks" : "over";
                return Page();
            },
            cancellationToken
        );

    private async Task<long?> FindAsync(Session session, string? token, CancellationToken cancellationToken)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (
            await links.LookAsync(session, token ?? "", cancellationToken)
                is not { Purpose: LinkPurpose.ContactTest } link
            || !long.TryParse(link.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return null;
        }
        if (await addresses.FindAsync(session, link.Subject, cancellationToken) is { } person)
        {
            language.Reads(person.Language);
        }
        return id;
    }
}
