using Ekn.Core.Alerts;
using Ekn.Core.Links;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Answering;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>
/// Ends all messages to a volunteer, on every channel. Any POST does: a mail program that unsubscribes by itself posts
/// List-Unsubscribe=One-Click and never sees the page (RFC 8058). Once or many times: the same.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class UnsubscribeModel(
    Database database,
    LinkDesk links,
    Reader language,
    NightWords nightWords,
    AddressBook addresses,
    VolunteerRegister register,
    VolunteerOffers onOffer,
    StopList stopList,
    AlertLog alerts
) : PageModel
{
    public bool IsDone { get; private set; }

    public string Text => language.Words.Say("unsubscribed.text", nightWords.Coordinator()(language.Words.Wording));

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await FindAsync(session, token, cancellationToken) is null ? RedirectToPage("/Links/Gone") : Page();
    }

    public Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken) =>
        database.InTransactionAsync<IActionResult>(
            async session =>
            {
                if (await FindAsync(session, token, cancellationToken) is not { } volunteer)
                {
                    return RedirectToPage("/Links/Gone");
                }
                var changed = false;
                foreach (var address in new[] { volunteer.Phone?.Value, volunteer.Email }.OfType<string>())
                {
                    changed |= await stopList.StopAsync(session, address, "link", cancellationToken);
                }
                if (changed && await onOffer.AnyBookedAsync(session, [volunteer], cancellationToken))
                {
                    // Their bookings stand, since nobody said otherwise, but they cannot be reached any more: a person should know.
                    await alerts.RaiseAsync(
                        session,
                        new Alert(
                            AlertKind.ReplyNeedsPerson,
                            $"unsubscribed:volunteer:{volunteer.Id}",
                            null,
                            Note.Words("volunteer")
                        ),
                        cancellationToken
                    );
                }
                IsDone = true;
                return Page();
            },
            cancellationToken
        );

    private async Task<Volunteer?> FindAsync(Session session, string? token, CancellationToken cancellationToken)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (
            await links.LookAsync(session, token ?? "", cancellationToken)
                is not { Purpose: LinkPurpose.Unsubscribe } link
            || await addresses.FindAsync(session, link.Subject, cancellationToken) is not { } person
        )
        {
            return null;
        }
        language.Reads(person.Language);
        return await register.FindAsync(
            session,
            long.Parse(person.Key[(person.Key.IndexOf(':') + 1)..]),
            cancellationToken
        );
    }
}
