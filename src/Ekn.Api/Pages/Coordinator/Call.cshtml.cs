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

/// <summary>Who would be asked, who not and why, the whole text, segments and price; then the sending of just that.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class CallModel(Database database, Visitor visitor, NightBook nights, AskMore askMore) : PageModel
{
    public Night Night { get; private set; }

    public bool Wide { get; private set; }

    /// <summary>False while it only shows what opening the night would send.</summary>
    public bool CanSend { get; private set; }

    public CallPreview Preview { get; private set; } = null!;

    public string Form { get; } = Guid.NewGuid().ToString("N");

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string night,
        bool wide,
        string? done,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var asked))
        {
            return NotFound();
        }
        (Night, Wide) = (asked, wide);
        Done = Enum.TryParse<CallResult>(done, out var result) && Enum.IsDefined(result) ? result.ToString() : null;
        NightRow? row;
        await using (var session = await database.OpenAsync(cancellationToken))
        {
            row = await nights.FindAsync(session, Night, cancellationToken);
        }
        if (row?.State == NightState.Ended)
        {
            return NotFound();
        }
        CanSend = row?.State is NightState.Open or NightState.Early;
        Preview = CanSend
            ? await askMore.PreviewAsync(Night, wide, cancellationToken)
            : await askMore.PreviewOpeningAsync(Night, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string night,
        bool wide,
        string mark,
        string form,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var asked) || !Guid.TryParse(form, out _))
        {
            return NotFound();
        }
        var result = await askMore.SendAsync(asked, wide, mark, visitor.Actor, form, cancellationToken);
        return RedirectToPage(
            new
            {
                night,
                wide,
                done = result.ToString(),
            }
        );
    }
}
