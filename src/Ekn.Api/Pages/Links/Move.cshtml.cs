using System.Globalization;
using Ekn.Core.Links;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Crew;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Links;

/// <summary>
/// A coordinator moves a night by the link in an alert: one button takes the next room in turn, the others stand below. The
/// link is used up by the move, in the same transaction; a move that could not be made leaves it. Whoever comes second hears
/// where the night is.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class MoveModel(
    Database database,
    LinkDesk links,
    NightBook nights,
    RoomProposals proposals,
    RoomDesk desk,
    ChurchAnswers answers,
    PeopleDirectory people,
    Reader reader
) : PageModel
{
    public NightRow Night { get; private set; } = null!;

    /// <summary>The room to leave; null where the night has none.</summary>
    public PremisesOfNight? From { get; private set; }

    public IReadOnlyList<PremisesOfNight> InUse { get; private set; } = [];

    /// <summary>Empty where nothing is left to choose.</summary>
    public IReadOnlyList<RoomProposal> Proposals { get; private set; } = [];

    /// <summary>The key of what is said above, below page.move.done; null for nothing.</summary>
    public string? Notice { get; private set; }

    public bool IsWrong => Notice is not (null or "Done" or "DoneBefore" or "accepted");

    /// <summary>Whether the church of the room can still be noted as having said yes.</summary>
    public bool MayAccept { get; private set; }

    /// <summary>Makes pressing twice one move.</summary>
    public string Form { get; } = Guid.NewGuid().ToString("N");

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await FindAsync(session, token, cancellationToken) is { } link
            ? await ShowAsync(session, link, null, cancellationToken)
            : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(
        string? token,
        string? act,
        long to,
        string? form,
        CancellationToken cancellationToken
    )
    {
        if (act is not ("move" or "open" or "accept") || !Guid.TryParse(form, out _))
        {
            return await OnGetAsync(token, cancellationToken);
        }
        var said = await database.InTransactionAsync(
            async session =>
                await FindAsync(session, token, cancellationToken) is { } link
                    ? await ActAsync(session, token!, link, act, to, form, cancellationToken)
                    : null,
            cancellationToken
        );
        await using var session = await database.OpenAsync(cancellationToken);
        return await FindAsync(session, token, cancellationToken) is { } used && said is not null
            ? await ShowAsync(session, used, said, cancellationToken)
            : NotFound();
    }

    private async Task<string> ActAsync(
        Session session,
        string token,
        Link link,
        string act,
        long to,
        string form,
        CancellationToken cancellationToken
    )
    {
        var night = link.Night!.Value;
        // The night first, as everybody who changes it does; then whether the link is good still.
        await nights.LockAsync(session, night, cancellationToken);
        if (await links.LookAsync(session, token, cancellationToken) is { UsedAt: not null })
        {
            return "used";
        }
        var room = RoomOf(link);
        if (act == "accept")
        {
            if (
                await RoomAsync(session, link, cancellationToken) is not { State: "called" } called
                || !await answers.SayAsync(session, night, called.Id, true, null, link.Subject, cancellationToken)
            )
            {
                return nameof(RoomChange.Gone);
            }
            await links.UseUpAsync(session, token, cancellationToken);
            return "accepted";
        }
        var change =
            act == "move" && room is { } from
                ? await desk.MoveAsync(session, night, from, to, link.Subject, form, cancellationToken)
            : act == "open" && room is null && !await HasRoomAsync(session, night, cancellationToken)
                ? await desk.OpenAnotherAsync(session, night, to, link.Subject, form, cancellationToken)
            : RoomChange.Gone;
        if (change == RoomChange.Done)
        {
            await links.UseUpAsync(session, token, cancellationToken);
        }
        return change.ToString();
    }

    private async Task<IActionResult> ShowAsync(
        Session session,
        Link link,
        string? said,
        CancellationToken cancellationToken
    )
    {
        reader.Reads(people.Coordinators.FirstOrDefault(one => one.Key == link.Subject)?.Language ?? reader.Language);
        Response.Headers["X-Robots-Tag"] = "noindex";
        var night = link.Night!.Value;
        if (await nights.FindAsync(session, night, cancellationToken) is not { } row)
        {
            return NotFound();
        }
        Night = row;
        var all = await nights.PremisesAsync(session, night, cancellationToken);
        InUse = [.. all.Where(room => room.InUse)];
        From = all.FirstOrDefault(room => room.Id == RoomOf(link));
        Notice = said ?? (link.UsedAt is not null ? "used" : null);
        var open = row.State == NightState.Open;
        if (Notice is null && !open)
        {
            Notice = nameof(RoomChange.NotOpen);
        }
        var mayLeave = From is null
            ? InUse.Count == 0
            : From.InUse || await desk.HasShiftsAsync(session, From.Id, cancellationToken);
        if (Notice is null && !mayLeave)
        {
            Notice = nameof(RoomChange.Gone);
        }
        if (open && mayLeave && link.UsedAt is null)
        {
            Proposals = await proposals.OfAsync(session, night, cancellationToken);
            MayAccept = From?.State == "called";
        }
        Response.StatusCode = IsWrong && said is not null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        return Page();
    }

    private async Task<PremisesOfNight?> RoomAsync(Session session, Link link, CancellationToken cancellationToken) =>
        (await nights.PremisesAsync(session, link.Night!.Value, cancellationToken)).FirstOrDefault(room =>
            room.Id == RoomOf(link)
        );

    private async Task<bool> HasRoomAsync(
        Session session,
        Core.Calendar.Night night,
        CancellationToken cancellationToken
    ) => (await nights.PremisesAsync(session, night, cancellationToken)).Any(room => room.InUse);

    private async Task<Link?> FindAsync(Session session, string? token, CancellationToken cancellationToken) =>
        await links.LookAsync(session, token ?? "", cancellationToken)
            is { Purpose: LinkPurpose.Rooms, Night: not null } link
            ? link
            : null;

    private static long? RoomOf(Link link) =>
        long.TryParse(link.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
