using Ekn.Core.Links;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.SiteLead;

/// <summary>The night on site, opened by the link in the site lead's message: that night, and the rooms that are theirs.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ByLinkModel(
    Database database,
    LinkDesk links,
    PeopleDirectory people,
    Reader language,
    CountingReader reader,
    CountingActs acts,
    RoomDesk desk
) : PageModel
{
    public CountingView? View { get; private set; }

    public string? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string? token,
        long? room,
        string? notice,
        CancellationToken cancellationToken
    )
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        Notice = notice is "below-zero" or "not-open" or "no-button" or "failed" or "failed-before" ? notice : null;
        await using var session = await database.OpenAsync(cancellationToken);
        if (await FindAsync(session, token, cancellationToken) is not var (link, rooms))
        {
            return RedirectToPage("/Links/Gone");
        }
        language.Reads(people.SiteLeadBy(link.Subject)?.Language ?? PageFactory.FirstLanguage);
        var chosen = room is null ? rooms.FirstOrDefault() : rooms.FirstOrDefault(one => one.Id == room);
        if (chosen is null)
        {
            return room is null ? Page() : NotFound();
        }
        View = await reader.ReadAsync(session, rooms, chosen, link.Subject, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostTapAsync(
        string? token,
        long room,
        string? tap,
        string? id,
        CancellationToken cancellationToken
    )
    {
        if (await RoomAsync(token, room, cancellationToken) is not var (by, found))
        {
            return NotFound();
        }
        return await acts.PressAsync(found, tap, id, by, cancellationToken) switch
        {
            null => Back(token, room, "no-button"),
            TapResult.BelowZero => Back(token, room, "below-zero"),
            TapResult.NotOpen => Back(token, room, "not-open"),
            _ => Back(token, room, null),
        };
    }

    public async Task<IActionResult> OnPostTapsAsync(
        string? token,
        long room,
        [FromBody] IReadOnlyList<CountingActs.SentTap?>? taps,
        CancellationToken cancellationToken
    )
    {
        if (await RoomAsync(token, room, cancellationToken) is not var (by, found))
        {
            return NotFound();
        }
        if (!ModelState.IsValid || CountingActs.Readable(taps) is not { } sent)
        {
            return BadRequest();
        }
        return new JsonResult(new { Refused = await acts.SendAsync(found, sent, by, cancellationToken) });
    }

    public async Task<IActionResult> OnPostAttendAsync(
        string? token,
        long room,
        string? noted,
        CancellationToken cancellationToken
    )
    {
        if (await RoomAsync(token, room, cancellationToken) is not var (by, found))
        {
            return NotFound();
        }
        var done = await acts.NoteAsync(found, noted, by, cancellationToken);
        return Back(token, room, done ? null : "no-button");
    }

    public async Task<IActionResult> OnPostFailedAsync(string? token, long room, CancellationToken cancellationToken)
    {
        if (await RoomAsync(token, room, cancellationToken) is not var (by, found))
        {
            return NotFound();
        }
        var said = await desk.FailAsync(found, by, cancellationToken);
        return Back(token, room, said ? "failed" : "failed-before");
    }

    private LocalRedirectResult Back(string? token, long room, string? notice) =>
        LocalRedirect($"~/l/{token}?room={room}{(notice is null ? "" : $"&notice={notice}")}");

    private async Task<(string By, PremisesOfNight Room)?> RoomAsync(
        string? token,
        long room,
        CancellationToken cancellationToken
    )
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return
            await FindAsync(session, token, cancellationToken) is var (link, rooms)
            && rooms.FirstOrDefault(one => one.Id == room) is { } found
            ? (link.Subject, found)
            : null;
    }

    private async Task<(Link Link, IReadOnlyList<PremisesOfNight> Rooms)?> FindAsync(
        Session session,
        string? token,
        CancellationToken cancellationToken
    ) =>
        await links.LookAsync(session, token ?? "", cancellationToken)
            is { Purpose: LinkPurpose.Count, Night: { } night } link
            ? (link, await reader.RoomsAsync(session, night, link.Subject, cancellationToken))
            : null;
}
