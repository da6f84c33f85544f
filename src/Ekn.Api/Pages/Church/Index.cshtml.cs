using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Church;

/// <summary>A church's own page. Other churches' rooms do not exist here.</summary>
[Authorize(Policy = Role.Church)]
public sealed class IndexModel(
    Database database,
    Visitor visitor,
    ChurchReader reader,
    ChurchAnswers answers,
    PremisesEdit premises,
    RotaRefusals refusals,
    CalendarFeeds feeds
) : PageModel
{
    private static readonly string[] Known =
    [
        "yes",
        "no",
        "late",
        "said",
        "taken-back",
        "nothing",
        "replaced",
        "staff",
        "no-staff",
    ];

    public ChurchView? View { get; private set; }

    public string? Done { get; private set; }

    public Task<IActionResult> OnGetAsync(long? room, string? done, CancellationToken cancellationToken)
    {
        Done = Known.Contains(done) ? done : null;
        // The calendar's address is made with the first look at it, and is the same ever after.
        return database.InTransactionAsync<IActionResult>(
            async session =>
            {
                var rooms = await reader.RoomsAsync(session, visitor.Premises, cancellationToken);
                var chosen = room is null ? rooms[0] : rooms.FirstOrDefault(one => one.Id == room);
                if (chosen is null)
                {
                    return NotFound();
                }
                View = await reader.ReadAsync(
                    session,
                    chosen,
                    rooms,
                    await feeds.AddressOfAsync(session, chosen.Id, cancellationToken),
                    cancellationToken
                );
                return Page();
            },
            cancellationToken
        );
    }

    public Task<IActionResult> OnPostAnswerAsync(
        long room,
        string? night,
        string? says,
        long? seen,
        int? staff,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            room,
            night,
            async (session, meant) =>
            {
                if (
                    says is not ("yes" or "no")
                    || await reader.NightAsync(session, room, cancellationToken) is not { } asked
                    || asked.Premises.Night != meant
                    // The page showed an exercise that has made way for the real night since.
                    || (seen is { } shown && shown != asked.Premises.Id)
                )
                {
                    return "late";
                }
                return await answers.SayAsync(
                    session,
                    meant,
                    asked.Premises.Id,
                    says == "yes",
                    ChurchReader.Staff(staff),
                    visitor.Actor,
                    cancellationToken
                )
                    ? says
                    : "late";
            },
            cancellationToken
        );

    public Task<IActionResult> OnPostRefuseAsync(
        long room,
        string? night,
        string? note,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            room,
            night,
            async (session, meant) =>
                await refusals.SayAsync(session, meant, room, visitor.Actor, note, cancellationToken)
                    ? "said"
                    : "nothing",
            cancellationToken
        );

    public Task<IActionResult> OnPostTakeBackAsync(long room, string? night, CancellationToken cancellationToken) =>
        ActAsync(
            room,
            night,
            async (session, meant) =>
                await refusals.TakeBackAsync(session, meant, room, visitor.Actor, cancellationToken)
                    ? "taken-back"
                    : "nothing",
            cancellationToken
        );

    public async Task<IActionResult> OnPostNewAddressAsync(long room, CancellationToken cancellationToken)
    {
        if (!visitor.Premises.Contains(room))
        {
            return NotFound();
        }
        await database.InTransactionAsync(
            session => feeds.ReplaceAsync(session, room, cancellationToken),
            cancellationToken
        );
        return RedirectToPage(new { room, done = "replaced" });
    }

    public async Task<IActionResult> OnPostUsualStaffAsync(long room, int? number, CancellationToken cancellationToken)
    {
        if (!visitor.Premises.Contains(room))
        {
            return NotFound();
        }
        var kept = await database.InTransactionAsync(
            session => premises.BringAsync(session, room, number, visitor.Actor, cancellationToken),
            cancellationToken
        );
        return RedirectToPage(new { room, done = kept ? "staff" : "no-staff" });
    }

    private async Task<IActionResult> ActAsync(
        long room,
        string? night,
        Func<Session, Night, Task<string>> act,
        CancellationToken cancellationToken
    )
    {
        if (!visitor.Premises.Contains(room) || !Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        var done = await database.InTransactionAsync(session => act(session, meant), cancellationToken);
        return RedirectToPage(new { room, done });
    }
}
