using System.Globalization;
using Ekn.Api.Pages.Coordinator;
using Ekn.Core.Calendar;
using Ekn.Core.Links;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Links;

/// <summary>
/// A coordinator answers one proposal by the link in a message: one button says yes, the other decides otherwise and asks
/// why. The link is used up by the answer, in the same transaction. Whoever comes second hears what stands.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class DecideModel(
    Database database,
    LocalTime time,
    LinkDesk links,
    DecisionDesk desk,
    DecisionCards cards,
    CallingOff callingOff,
    PeopleDirectory people,
    Reader reader,
    IOptions<ClockOptions> clock
) : PageModel
{
    public DecisionCard Card { get; private set; } = null!;

    public QuestionForms Forms { get; private set; } = null!;

    /// <summary>The key of what is said above the card, below page.decide; null for nothing.</summary>
    public string? Notice { get; private set; }

    public bool IsWrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellationToken) =>
        await FindAsync(token ?? "", cancellationToken) is { } link
            ? await ShowAsync(link, null, "", cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostAsync(string? token, CancellationToken cancellationToken)
    {
        var form = DecisionForm.Read(await FormAsync(cancellationToken));
        var (link, said) = await database.InTransactionAsync(
            session => AnswerAsync(session, token ?? "", form, cancellationToken),
            cancellationToken
        );
        return link is null ? NotFound() : await ShowAsync(link, said, form.Reason, cancellationToken);
    }

    private async Task<(Link? Link, string Said)> AnswerAsync(
        Session session,
        string token,
        DecisionForm form,
        CancellationToken cancellationToken
    )
    {
        if (await links.LookAsync(session, token, cancellationToken) is not { Purpose: LinkPurpose.Decide } link)
        {
            return (null, "");
        }
        if (form.Problem is { } problem)
        {
            return (link, problem);
        }
        if (!await links.UseUpAsync(session, token, cancellationToken))
        {
            return (link, "too-late");
        }
        var answer = new Answer(
            link.Subject,
            "link",
            form.Kind!.Value,
            form.Reason.Length == 0 ? null : form.Reason,
            QuestionOf(link),
            time.Now
        );
        var result = await desk.AnswerAsync(session, link.Night!.Value, answer, cancellationToken);
        var said = result switch
        {
            AnswerResult.Taken => "taken",
            AnswerResult.Over => "over",
            _ => "too-late",
        };
        return (link with { UsedAt = time.Now }, said);
    }

    private async Task<IActionResult> ShowAsync(
        Link link,
        string? said,
        string reason,
        CancellationToken cancellationToken
    )
    {
        reader.Reads(people.Coordinators.FirstOrDefault(one => one.Key == link.Subject)?.Language ?? reader.Language);
        var night = link.Night!.Value;
        await using var session = await database.OpenAsync(cancellationToken);
        Card = await cards.ReadQuestionAsync(
            session,
            night,
            QuestionOf(link),
            link.UsedAt is null,
            reader.Words,
            cancellationToken
        );
        Notice = said ?? (Card.Question is null ? "nothing-left" : null);
        IsWrong = said is not (null or "taken");
        Forms = new QuestionForms(
            Card,
            "?",
            IsLink: true,
            reason,
            said is "reason-missing" or "reason-too-long",
            Card.Question?.Kind == "call-off"
                ? (await callingOff.WhoReliesOnAsync(session, night, cancellationToken)).Count
                : null,
            MayBeCalled: null,
            QuestionForms.SpeedOf(clock.Value.Speed)
        );
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (IsWrong)
        {
            Response.StatusCode = DecisionForm.StatusOf(said!);
        }
        return Page();
    }

    private async Task<Link?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await links.LookAsync(session, token, cancellationToken) is { Purpose: LinkPurpose.Decide } link
            ? link
            : null;
    }

    /// <summary>Empty when there is no form or it cannot be read: then no button was pressed.</summary>
    private async Task<IFormCollection> FormAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Request.HasFormContentType ? await Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }

    private static int? QuestionOf(Link link) =>
        int.TryParse(link.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
