using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.SiteLead;

/// <summary>The night on site: for site leads their rooms, for coordinators every room of the night.</summary>
[Authorize(Policy = Role.SiteLead)]
public sealed class IndexModel(
    Database database,
    Visitor visitor,
    CountingReader reader,
    CountingActs acts,
    RoomDesk desk
) : PageModel
{
    public CountingView? View { get; private set; }

    public Night Night => reader.CurrentNight;

    public string? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? room, string? notice, CancellationToken cancellationToken)
    {
        Notice = notice is "below-zero" or "not-open" or "no-button" or "failed" or "failed-before" ? notice : null;
        await using var session = await database.OpenAsync(cancellationToken);
        var rooms = await RoomsAsync(session, cancellationToken);
        if (rooms.Count == 0 && room is null)
        {
            return Page();
        }
        var chosen = room is null ? rooms[0] : rooms.FirstOrDefault(one => one.Id == room);
        if (chosen is null)
        {
            return NotFound();
        }
        View = await reader.ReadAsync(session, rooms, chosen, visitor.Actor, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostTapAsync(
        long room,
        string? tap,
        string? id,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(room, cancellationToken) is not { } found)
        {
            return NotFound();
        }
        var result = await acts.PressAsync(found, tap, id, visitor.Actor, cancellationToken);
        return Redirect(room, result);
    }

    public async Task<IActionResult> OnPostTapsAsync(
        long room,
        [FromBody] IReadOnlyList<CountingActs.SentTap?>? taps,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(room, cancellationToken) is not { } found)
        {
            return NotFound();
        }
        if (!ModelState.IsValid || CountingActs.Readable(taps) is not { } sent)
        {
            return BadRequest();
        }
        return new JsonResult(new { Refused = await acts.SendAsync(found, sent, visitor.Actor, cancellationToken) });
    }

    public async Task<IActionResult> OnPostAttendAsync(long room, string? noted, CancellationToken cancellationToken)
    {
        if (await FindAsync(room, cancellationToken) is not { } found)
        {
            return NotFound();
        }
        var done = await acts.NoteAsync(found, noted, visitor.Actor, cancellationToken);
        return RedirectToPage(new { room, notice = done ? null : "no-button" });
    }

    public async Task<IActionResult> OnPostFailedAsync(long room, CancellationToken cancellationToken)
    {
        if (await FindAsync(room, cancellationToken) is not { } found)
        {
            return NotFound();
        }
        var said = await desk.FailAsync(found, visitor.Actor, cancellationToken);
        return RedirectToPage(new { room, notice = said ? "failed" : "failed-before" });
    }

    private RedirectToPageResult Redirect(long room, TapResult? result) =>
        RedirectToPage(
            new
            {
                room,
                notice = result switch
                {
                    null => "no-button",
                    TapResult.BelowZero => "below-zero",
                    TapResult.NotOpen => "not-open",
                    _ => null,
                },
            }
        );

    private async Task<PremisesOfNight?> FindAsync(long room, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return (await RoomsAsync(session, cancellationToken)).FirstOrDefault(one => one.Id == room);
    }

    private Task<IReadOnlyList<PremisesOfNight>> RoomsAsync(Session session, CancellationToken cancellationToken) =>
        reader.RoomsAsync(
            session,
            Night,
            visitor.Is(Role.Coordinator) ? null : visitor.SiteLead!.Key,
            cancellationToken
        );
}
