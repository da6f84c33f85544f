using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Practising;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Starts and ends exercises. The box that is ticked is the confirmation: messages go to everyone at once.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class PracticeModel(
    Database database,
    LocalTime time,
    Visitor visitor,
    RotaReader rota,
    VolunteerRegister volunteers,
    PracticeDesk desk
) : PageModel
{
    public IReadOnlyList<Premises> Rooms { get; private set; } = [];

    /// <summary>Those that are running, the next first.</summary>
    public IReadOnlyList<Night> Running { get; private set; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Night> Earlier { get; private set; } = [];

    public int MayBeCalled { get; private set; }

    public string Date { get; private set; } = "";

    public long? Room { get; private set; }

    /// <summary>Below page.practice.; null for nothing.</summary>
    public string? Notice { get; private set; }

    public bool IsWrong => Notice?.StartsWith("wrong.", StringComparison.Ordinal) == true || Notice == "not-running";

    public Task<IActionResult> OnGetAsync(string? done, string? date, CancellationToken cancellationToken)
    {
        Notice = done is "started" or "ended" or "not-running" ? done : null;
        Date = Night.TryParse(date, out var asked) ? $"{asked}" : "";
        return ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostStartAsync(
        string? date,
        string? room,
        string? sure,
        CancellationToken cancellationToken
    )
    {
        Date = date?.Trim() ?? "";
        Room = long.TryParse(room, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;
        Notice = Night.TryParse(Date, out var night)
            ? sure == "yes"
                ? await StartAsync(night, cancellationToken)
                : "wrong.not-sure"
            : "wrong.no-date";
        if (Notice is null)
        {
            return LocalRedirect("~/coordinator/practice?done=started");
        }
        Response.StatusCode = Notice is "wrong.no-date" or "wrong.not-sure" or "wrong.unknown-room"
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostEndAsync(string? night, CancellationToken cancellationToken) =>
        Night.TryParse(night, out var meant)
            ? LocalRedirect(
                await desk.EndAsync(meant, visitor.Actor, cancellationToken)
                    ? "~/coordinator/practice?done=ended"
                    : "~/coordinator/practice?done=not-running"
            )
            : NotFound();

    private async Task<string?> StartAsync(Night night, CancellationToken cancellationToken) =>
        await desk.StartAsync(night, Room, visitor.Actor, cancellationToken) switch
        {
            PracticeResult.Started => null,
            var refused => $"wrong.{WireName.Of(refused)}",
        };

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Rooms = [.. (await rota.PremisesAsync(session, cancellationToken)).Where(room => room.Address.Length > 0)];
        Running = await session.QueryAsync<Night>(
            "SELECT night FROM night WHERE practice = 1 AND state = 'open' ORDER BY night",
            null,
            cancellationToken
        );
        Earlier = await session.QueryAsync<Night>(
            """
            SELECT COALESCE(practised_on, night) AS night FROM night
            WHERE practice = 1 AND state <> 'open' ORDER BY COALESCE(ended_at, '') DESC LIMIT 20
            """,
            null,
            cancellationToken
        );
        MayBeCalled = (
            await volunteers.ToBeAskedAsync(
                session,
                Night.TryParse(Date, out var night) ? night : new Night(time.Today),
                cancellationToken
            )
        ).Count;
        return Page();
    }
}
