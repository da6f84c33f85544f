using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>The gaps of the coming nights, and one question about several of them: shown first, then sent as shown.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class DatesModel(Database database, Visitor visitor, DatesCall call, AskDates askDates) : PageModel
{
    public IReadOnlyList<DatesCall.Gap> Gaps { get; private set; } = [];

    public IReadOnlyList<Night> Chosen { get; private set; } = [];

    public IReadOnlyList<DatesCall.Running> Running { get; private set; } = [];

    /// <summary>Everybody now, instead of waves.</summary>
    public bool Everybody { get; private set; }

    /// <summary>Null until nights are chosen.</summary>
    public CallPreview? Preview { get; private set; }

    public bool ChoseWrong { get; private set; }

    public string Form { get; } = Guid.NewGuid().ToString("N");

    public string? Done { get; private set; }

    /// <summary>Null when no question was stopped just now; else whether it was this press that stopped it.</summary>
    public bool? Stopped { get; private set; }

    public async Task OnGetAsync(
        string[] night,
        bool everybody,
        string? done,
        bool? stopped,
        CancellationToken cancellationToken
    )
    {
        Everybody = everybody;
        Stopped = stopped;
        Done = Enum.TryParse<CallResult>(done, out var result) && Enum.IsDefined(result) ? result.ToString() : null;
        await ReadAsync(night, cancellationToken);
        if (night.Length > 0 && Chosen.Count is 0 or > DatesCall.MostNights)
        {
            ChoseWrong = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        if (Chosen.Count > 0)
        {
            Preview = await askDates.PreviewAsync(Chosen, everybody, cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostAsync(
        string[] night,
        bool everybody,
        string mark,
        string form,
        CancellationToken cancellationToken
    )
    {
        await ReadAsync(night, cancellationToken);
        if (Chosen.Count is 0 or > DatesCall.MostNights || !Guid.TryParse(form, out _))
        {
            return NotFound();
        }
        var result = await askDates.SendAsync(Chosen, everybody, mark, visitor.Actor, form, cancellationToken);
        return RedirectToPage(new { done = result.ToString() });
    }

    public async Task<IActionResult> OnPostStopAsync(string question, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(question))
        {
            return NotFound();
        }
        return RedirectToPage(
            new { stopped = await askDates.StopAsync(question, visitor.Actor, cancellationToken) ? "true" : "false" }
        );
    }

    private async Task ReadAsync(string[] night, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Gaps = await call.GapsAsync(session, cancellationToken);
        Running = await call.RunningAsync(session, cancellationToken);
        Chosen = [.. Gaps.Select(gap => gap.Night).Where(one => night.Contains(one.ToString()))];
    }
}
