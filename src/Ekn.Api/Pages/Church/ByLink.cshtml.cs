using System.Globalization;
using Ekn.Core.Links;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Church;

/// <summary>The call for one night, answered by the link in the message.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ByLinkModel(Database database, LinkDesk links, ChurchReader reader, ChurchAnswers answers)
    : PageModel
{
    public ChurchView.NightOf? Tonight { get; private set; }

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? token, string? done, CancellationToken cancellationToken)
    {
        Done = done is "yes" or "no" or "late" ? done : null;
        await using var session = await database.OpenAsync(cancellationToken);
        if (await FindAsync(session, token, cancellationToken) is not { } link)
        {
            return RedirectToPage("/Links/Gone");
        }
        Tonight = await NightAsync(session, link, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(
        string? token,
        string? says,
        int? staff,
        CancellationToken cancellationToken
    )
    {
        var done = await database.InTransactionAsync(
            async session =>
            {
                if (await FindAsync(session, token, cancellationToken) is not { } link)
                {
                    return null;
                }
                return
                    says is "yes" or "no"
                    && await NightAsync(session, link, cancellationToken) is { } asked
                    && await answers.SayAsync(
                        session,
                        link.Night!.Value,
                        asked.Premises.Id,
                        says == "yes",
                        ChurchReader.Staff(staff),
                        link.Subject,
                        cancellationToken
                    )
                    ? says
                    : "late";
            },
            cancellationToken
        );
        return done is null ? RedirectToPage("/Links/Gone") : LocalRedirect($"~/l/{token}?done={done}");
    }

    private async Task<Link?> FindAsync(Session session, string? token, CancellationToken cancellationToken)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        return
            await links.LookAsync(session, token ?? "", cancellationToken)
                is { Purpose: LinkPurpose.ChurchCall, Night: not null } link
            ? link
            : null;
    }

    private async Task<ChurchView.NightOf?> NightAsync(Session session, Link link, CancellationToken cancellationToken)
    {
        var id = long.Parse(link.Subject[(link.Subject.IndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        return await reader.NightAsync(session, id, cancellationToken, link.Night);
    }
}
