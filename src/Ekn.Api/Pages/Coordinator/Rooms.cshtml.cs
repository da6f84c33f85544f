using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>The rooms of a night: moved, one more opened, one closed. Each act is asked again, with who will be told.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class RoomsModel(Database database, Visitor visitor, NightBook nights, RoomDesk desk) : PageModel
{
    public Night Night { get; private set; }

    public bool IsOpen { get; private set; }

    public IReadOnlyList<PremisesOfNight> Rooms { get; private set; } = [];

    public IReadOnlyList<RoomProposal> Proposals { get; private set; } = [];

    /// <summary>move, another or close while it is asked again; null on the first page.</summary>
    public string? Act { get; private set; }

    public PremisesOfNight? From { get; private set; }

    public RoomProposal? To { get; private set; }

    public string Form { get; } = Guid.NewGuid().ToString("N");

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string night,
        string? act,
        long? from,
        long? to,
        string? done,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var asked))
        {
            return NotFound();
        }
        Night = asked;
        Done = Enum.TryParse<RoomChange>(done, out var change) && Enum.IsDefined(change) ? change.ToString() : null;
        await using var session = await database.OpenAsync(cancellationToken);
        IsOpen = await nights.FindAsync(session, Night, cancellationToken) is { State: NightState.Open };
        Rooms = await nights.PremisesAsync(session, Night, cancellationToken);
        Proposals = await desk.ProposeAsync(session, Night, cancellationToken);
        if (act is null)
        {
            return Page();
        }
        From = Rooms.FirstOrDefault(room => room.Id == from);
        To = Proposals.FirstOrDefault(room => room.PremisesId == to);
        var known = act switch
        {
            "move" => From is not null && To is not null,
            "another" => To is not null,
            "close" => From is not null,
            _ => false,
        };
        Act = act;
        return known ? Page() : RedirectToPage(new { night, done = nameof(RoomChange.NotFree) });
    }

    public async Task<IActionResult> OnPostAsync(
        string night,
        string act,
        long from,
        long to,
        string form,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var asked) || !Guid.TryParse(form, out _))
        {
            return NotFound();
        }
        RoomChange? change = act switch
        {
            "move" => await desk.MoveAsync(asked, from, to, visitor.Actor, form, cancellationToken),
            "another" => await desk.OpenAnotherAsync(asked, to, visitor.Actor, form, cancellationToken),
            "close" => await desk.CloseAsync(asked, from, visitor.Actor, form, cancellationToken),
            _ => null,
        };
        return change is null ? NotFound() : RedirectToPage(new { night, done = change.ToString() });
    }
}
