using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Whom to call about a night because nothing that was written to them arrived, and what came of the calls.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class CallListModel(
    Database database,
    Visitor visitor,
    CallList list,
    Unanswered unanswered,
    PageWords words,
    MessageTexts texts
) : PageModel
{
    private static readonly string[] Known = ["noted", "noted-before", "unknown"];

    public Night Night { get; private set; }

    /// <summary>Nobody has talked to these.</summary>
    public IReadOnlyList<CallListEntry> Waiting { get; private set; } = [];

    public IReadOnlyList<CallListEntry> Reached { get; private set; } = [];

    /// <summary>Whom a phone call may bring while places are free; empty when none are.</summary>
    public IReadOnlyList<Unanswered.Person> Silent { get; private set; } = [];

    public string? Done { get; private set; }

    /// <summary>A new one for each button row: made with the page, so that pressing twice is one call.</summary>
    public static string NewForm() => Guid.NewGuid().ToString("N");

    public async Task<IActionResult> OnGetAsync(string night, string? done, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        Done = Known.Contains(done) ? done : null;
        await using var session = await database.OpenAsync(cancellationToken);
        var all = await list.ReadAsync(session, meant, cancellationToken);
        Waiting = [.. all.Where(entry => entry.Call?.Outcome != CallOutcome.Reached)];
        Reached = [.. all.Where(entry => entry.Call?.Outcome == CallOutcome.Reached)];
        Silent = await unanswered.ReadAsync(session, meant, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string night,
        string? who,
        string? outcome,
        string? form,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        if (OutcomeOf(outcome) is not { } heard || form is not { Length: 32 } || !form.All(char.IsAsciiHexDigitLower))
        {
            return BadRequest();
        }
        var done = await database.InTransactionAsync(
            async session =>
            {
                // Only who is on the list: a form of an old page, or one made up, notes nothing about anybody else.
                var all = await list.ReadAsync(session, meant, cancellationToken);
                if (all.All(entry => entry.Recipient != who))
                {
                    return "unknown";
                }
                return await list.NoteAsync(session, meant, who!, heard, visitor.Actor, form, cancellationToken)
                    ? "noted"
                    : "noted-before";
            },
            cancellationToken
        );
        return RedirectToPage(new { night, done });
    }

    public string NameOf(string purpose) =>
        texts.Has($"page.purpose.{purpose}") ? words[$"purpose.{purpose}"] : words["purpose.other"];

    public static string WordOf(CallOutcome outcome) =>
        outcome switch
        {
            CallOutcome.Reached => "reached",
            CallOutcome.NoAnswer => "no-answer",
            _ => "wrong-number",
        };

    private static CallOutcome? OutcomeOf(string? word)
    {
        foreach (var outcome in Enum.GetValues<CallOutcome>())
        {
            if (WordOf(outcome) == word)
            {
                return outcome;
            }
        }
        return null;
    }
}
