using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Links;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>The volunteer's page, opened by the link in a message: that night first, and all else that is theirs. May be used until it expires.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ByLinkModel(
    Database database,
    LinkDesk links,
    VolunteerRegister register,
    Reader language,
    VolunteerReader reader,
    VolunteerForm form
) : PageModel
{
    public VolunteerView View { get; private set; } = null!;

    public string Title =>
        language.Words.Say("answer.title", "night", language.Words.Wording.Night(View.Nights[0].Night));

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not var (volunteer, night))
        {
            return RedirectToPage("/Links/Gone");
        }
        await using var session = await database.OpenAsync(cancellationToken);
        View = await reader.ReadAsync(session, volunteer, night, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not var (volunteer, night))
        {
            return RedirectToPage("/Links/Gone");
        }
        (View, Response.StatusCode) = await form.PressAsync(
            volunteer,
            night,
            await Forms.ReadAsync(Request, cancellationToken),
            "link",
            cancellationToken
        );
        return Page();
    }

    public async Task<IActionResult> OnPostPreferAsync(string? token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not var (volunteer, night))
        {
            return RedirectToPage("/Links/Gone");
        }
        (View, Response.StatusCode) = await form.PreferAsync(
            volunteer,
            night,
            await Forms.ReadAsync(Request, cancellationToken),
            cancellationToken
        );
        language.Reads(View.Volunteer.Language);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string? token, string? sure, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not var (volunteer, night))
        {
            return RedirectToPage("/Links/Gone");
        }
        if (sure == "yes")
        {
            await form.DeleteAsync(volunteer, cancellationToken);
            return RedirectToPage("/Volunteers/Deleted");
        }
        await using var session = await database.OpenAsync(cancellationToken);
        View = await reader.ReadAsync(session, volunteer, night, cancellationToken) with { AsksToDelete = true };
        return Page();
    }

    private async Task<(Volunteer Volunteer, Night Night)?> FindAsync(
        string? token,
        CancellationToken cancellationToken
    )
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        await using var session = await database.OpenAsync(cancellationToken);
        if (
            await links.LookAsync(session, token ?? "", cancellationToken)
                is not { Purpose: LinkPurpose.Answer, Night: { } night } link
            || !long.TryParse(
                link.Subject[(link.Subject.IndexOf(':') + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var id
            )
            || await register.FindAsync(session, id, cancellationToken) is not { } volunteer
        )
        {
            return null;
        }
        language.Reads(volunteer.Language);
        return (volunteer, night);
    }
}
