using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>The volunteer's page for somebody who is signed in. Who shares a phone says once, on each device, who they are.</summary>
[Authorize(Policy = Role.Volunteer)]
public sealed class IndexModel(
    Database database,
    Visitor visitor,
    Devices devices,
    VolunteerReader reader,
    VolunteerForm form
) : PageModel
{
    public VolunteerView? View { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (visitor.Volunteer is not { } volunteer)
        {
            return;
        }
        await using var session = await database.OpenAsync(cancellationToken);
        View = await reader.ReadAsync(session, volunteer, null, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (visitor.Volunteer is not { } volunteer)
        {
            return RedirectToPage();
        }
        (View, Response.StatusCode) = await form.PressAsync(volunteer, null, Request.Form, "web", cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostPreferAsync(CancellationToken cancellationToken)
    {
        if (visitor.Volunteer is not { } volunteer)
        {
            return RedirectToPage();
        }
        (View, Response.StatusCode) = await form.PreferAsync(volunteer, null, Request.Form, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string? sure, CancellationToken cancellationToken)
    {
        if (visitor.Volunteer is not { } volunteer)
        {
            return RedirectToPage();
        }
        if (sure == "yes")
        {
            await form.DeleteAsync(volunteer, cancellationToken);
            return RedirectToPage("/Volunteers/Deleted");
        }
        await OnGetAsync(cancellationToken);
        View = View! with { AsksToDelete = true };
        return Page();
    }

    public async Task<IActionResult> OnPostChooseAsync(long id, CancellationToken cancellationToken)
    {
        if (visitor.Identity.Volunteers.All(one => one.Id != id))
        {
            return NotFound();
        }
        await database.InTransactionAsync(
            session => devices.SpeakForAsync(session, visitor.Device!, id, cancellationToken),
            cancellationToken
        );
        return RedirectToPage();
    }
}
