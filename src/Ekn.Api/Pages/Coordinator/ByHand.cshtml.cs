using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>
/// Opens, calls off or keeps closed by hand, with a reason, on any date of the year. The page says first how many people
/// it concerns; its button is the confirmation.
/// </summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class ByHandModel(
    Database database,
    LocalTime time,
    NightHours hours,
    DecisionDesk desk,
    DecisionCards cards,
    NightOperations operations,
    CallingOff callingOff,
    Visitor visitor,
    PageWords words
) : PageModel
{
    public DecisionCard Card { get; private set; } = null!;

    public bool Opens { get; private set; }

    /// <summary>False when the night is over, or what is wanted already holds.</summary>
    public bool MayDecide { get; private set; }

    /// <summary>open, call-off or close: in which words the page speaks.</summary>
    public string Kind
    {
        get
        {
            if (Opens)
            {
                return "open";
            }
            return Card.Decision.IsOpen || Hear.Count > 0 ? "call-off" : "close";
        }
    }

    /// <summary>Who hears of it when the night is called off.</summary>
    public IReadOnlyList<Recipient> Hear { get; private set; } = [];

    public IReadOnlyList<string> Rooms { get; private set; } = [];

    public int MayBeCalled { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>The key of what is wrong, below page.decide.</summary>
    public string? Problem { get; private set; }

    public int HowMany(string role) => Hear.Count(one => one.Key.StartsWith($"{role}:", StringComparison.Ordinal));

    public async Task<IActionResult> OnGetAsync(string night, string? to, CancellationToken cancellationToken) =>
        TryRead(night, to, out var meant) ? await ShowAsync(meant, cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostAsync(string night, string? to, CancellationToken cancellationToken)
    {
        if (!TryRead(night, to, out var meant))
        {
            return NotFound();
        }
        var form = DecisionForm.Read(await Request.ReadFormAsync(cancellationToken));
        Reason = form.Reason;
        Problem = form.Kind == (Opens ? AnswerKind.Open : AnswerKind.Close) ? form.Problem : "no-button";
        Problem ??= await AnswerAsync(meant, form, cancellationToken);
        if (Problem is null)
        {
            return LocalRedirect($"~/coordinator/nights/{meant}?done=taken");
        }
        Response.StatusCode = DecisionForm.StatusOf(Problem);
        return await ShowAsync(meant, cancellationToken);
    }

    private async Task<string?> AnswerAsync(Night night, DecisionForm form, CancellationToken cancellationToken)
    {
        var answer = new Answer(
            visitor.Coordinator?.Key ?? visitor.Actor,
            "web",
            form.Kind!.Value,
            form.Reason,
            form.Seen ?? -1,
            time.Now
        );
        return DecisionForm.ProblemOf(await desk.AnswerAsync(night, answer, cancellationToken));
    }

    private async Task<IActionResult> ShowAsync(Night night, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Card = await cards.ReadAsync(session, night, words, cancellationToken);
        var isOver = hours.IsOver(night);
        MayDecide =
            !isOver
            && (
                Card.Decision.Pending is not null
                || Card.Decision.Standing?.Outcome != (Opens ? Outcome.Open : Outcome.Closed)
            );
        if (isOver)
        {
            Problem ??= "over";
        }
        else if (!MayDecide)
        {
            Problem ??= "holds-already";
        }
        if (Opens)
        {
            var operation = await operations.ReadAsync(session, night, cancellationToken);
            Rooms = [.. operation.Rooms.Select(room => room.Name)];
            MayBeCalled = operation.MayBeCalled;
        }
        else
        {
            Hear = await callingOff.WhoReliesOnAsync(session, night, cancellationToken);
        }
        return Page();
    }

    private bool TryRead(string text, string? to, out Night night)
    {
        Opens = to == "open";
        return Night.TryParse(text, out night) && night.Evening <= time.Today.AddYears(1) && to is "open" or "close";
    }
}
