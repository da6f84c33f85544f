using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>
/// The rooms of a night: moved, one more opened, one closed, each asked again with who will be told; and who works in each
/// beside the volunteers.
/// </summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class RoomsModel(
    Database database,
    Visitor visitor,
    NightBook nights,
    RoomProposals proposals,
    RoomDesk desk,
    RoomCrews crews,
    StaffDesk staff,
    LeadDesk leads,
    ChurchAnswers answers
) : PageModel
{
    public Night Night { get; private set; }

    public bool IsOpen { get; private set; }

    public IReadOnlyList<PremisesOfNight> Rooms { get; private set; } = [];

    /// <summary>Those that can be left: in use, or lent no more while people are still booked there.</summary>
    public IReadOnlyList<PremisesOfNight> Leavable { get; private set; } = [];

    public IReadOnlyList<RoomProposal> Proposals { get; private set; } = [];

    public IReadOnlyList<RoomCrew> Crews { get; private set; } = [];

    /// <summary>move, another or close while it is asked again; null on the first page.</summary>
    public string? Act { get; private set; }

    public PremisesOfNight? From { get; private set; }

    public RoomProposal? To { get; private set; }

    public string Form { get; } = Guid.NewGuid().ToString("N");

    public string? Done { get; private set; }

    /// <summary>What became of a change to who works there.</summary>
    public string? Staffed { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string night,
        string? act,
        long? from,
        long? to,
        string? done,
        string? staffed,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var asked))
        {
            return NotFound();
        }
        Night = asked;
        Done = Enum.TryParse<RoomChange>(done, out var change) && Enum.IsDefined(change) ? change.ToString() : null;
        Staffed =
            Enum.TryParse<StaffChange>(staffed, out var became) && Enum.IsDefined(became) ? became.ToString() : null;
        await using var session = await database.OpenAsync(cancellationToken);
        IsOpen = await nights.FindAsync(session, Night, cancellationToken) is { State: NightState.Open };
        Rooms = await nights.PremisesAsync(session, Night, cancellationToken);
        var leavable = new List<PremisesOfNight>();
        foreach (var room in Rooms)
        {
            if (room.InUse || await desk.HasShiftsAsync(session, room.Id, cancellationToken))
            {
                leavable.Add(room);
            }
        }
        Leavable = leavable;
        Proposals = await proposals.OfAsync(session, Night, cancellationToken);
        Crews = await crews.ReadAsync(session, Night, cancellationToken);
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

    /// <summary>The church said yes on the phone.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(string night, long room, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var asked))
        {
            return NotFound();
        }
        var stands = await database.InTransactionAsync(
            async session =>
                (await nights.PremisesAsync(session, asked, cancellationToken)).Any(one => one.Id == room)
                && await answers.SayAsync(session, asked, room, true, null, visitor.Actor, cancellationToken),
            cancellationToken
        );
        return Back(night, stands ? StaffChange.Done : StaffChange.Gone);
    }

    public Task<IActionResult> OnPostLeadAsync(
        string night,
        long room,
        string? lead,
        string? form,
        CancellationToken cancellationToken
    ) =>
        StaffAsync(
            night,
            form,
            (asked, once) => leads.ChooseAsync(asked, room, lead, visitor.Actor, once, cancellationToken)
        );

    public Task<IActionResult> OnPostStaffAsync(
        string night,
        long room,
        int? number,
        string? form,
        CancellationToken cancellationToken
    ) =>
        StaffAsync(
            night,
            form,
            (asked, once) => staff.BringAsync(asked, room, number ?? -1, visitor.Actor, once, cancellationToken)
        );

    public Task<IActionResult> OnPostHireAsync(
        string night,
        long shift,
        string? name,
        string? phone,
        string? form,
        CancellationToken cancellationToken
    ) =>
        StaffAsync(
            night,
            form,
            (asked, once) => staff.HireAsync(asked, shift, name, phone, visitor.Actor, once, cancellationToken)
        );

    public Task<IActionResult> OnPostReleaseAsync(
        string night,
        long hired,
        string? form,
        CancellationToken cancellationToken
    ) =>
        StaffAsync(
            night,
            form,
            (asked, once) => staff.ReleaseAsync(asked, hired, visitor.Actor, once, cancellationToken)
        );

    private async Task<IActionResult> StaffAsync(
        string night,
        string? form,
        Func<Night, string, Task<StaffChange>> change
    ) =>
        Night.TryParse(night, out var asked) && Guid.TryParse(form, out var once)
            ? Back(night, await change(asked, once.ToString("N")))
            : NotFound();

    private RedirectToPageResult Back(string night, StaffChange change) =>
        RedirectToPage(null, null, new { night, staffed = change.ToString() }, null);
}
