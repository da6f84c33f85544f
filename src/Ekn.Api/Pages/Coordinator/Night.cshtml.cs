using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>One night, and without a night in the address the one that matters now: what is asked, what holds, how it goes.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class NightModel(
    Database database,
    LocalTime time,
    NightHours hours,
    DecisionDesk desk,
    DecisionCards cards,
    NightOperations operations,
    CallingOff callingOff,
    WeatherNow weather,
    Visitor visitor,
    PageWords words,
    IOptions<DecisionOptions> options,
    IOptions<ClockOptions> clock
) : PageModel
{
    private const int DaysAhead = 7;

    private static readonly string[] Done = ["taken", "read", "read-unknown", "just-read", "read-over"];

    public DecisionCard Card { get; private set; } = null!;

    public QuestionForms Forms { get; private set; } = null!;

    public NightOperation Operation { get; private set; } = null!;

    public IReadOnlyList<NightOperations.DayAhead> Ahead { get; private set; } = [];

    public bool IsTonight { get; private set; }

    public bool IsOver { get; private set; }

    public bool InSeason { get; private set; }

    /// <summary>The key of what is said above the card, below page.decide; null for nothing.</summary>
    public string? Notice { get; private set; }

    public bool IsWrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? night, string? done, CancellationToken cancellationToken)
    {
        if (!TryRead(night, out var meant))
        {
            return NotFound();
        }
        Notice = Done.Contains(done) ? done : null;
        IsWrong = done == "read-unknown";
        return await ShowAsync(meant, "", cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(string? night, CancellationToken cancellationToken)
    {
        if (!TryRead(night, out var meant))
        {
            return NotFound();
        }
        var form = DecisionForm.Read(await Request.ReadFormAsync(cancellationToken));
        var problem = form.Problem ?? await AnswerAsync(meant, form, cancellationToken);
        if (problem is null)
        {
            return Redirect(meant, "taken");
        }
        Notice = problem;
        IsWrong = true;
        Response.StatusCode = DecisionForm.StatusOf(problem);
        return await ShowAsync(meant, form.Reason, cancellationToken);
    }

    public async Task<IActionResult> OnPostReadAsync(string? night, CancellationToken cancellationToken) =>
        TryRead(night, out var meant)
            ? Redirect(
                meant,
                await weather.ReadAsync(meant, cancellationToken) switch
                {
                    WeatherNow.Result.Read { Assessment.ForecastProblem: null, Assessment.WarningsProblem: null } =>
                        "read",
                    WeatherNow.Result.Read => "read-unknown",
                    WeatherNow.Result.JustRead => "just-read",
                    _ => "read-over",
                }
            )
            : NotFound();

    private async Task<string?> AnswerAsync(Night night, DecisionForm form, CancellationToken cancellationToken)
    {
        var answer = new Answer(
            visitor.Coordinator?.Key ?? visitor.Actor,
            "web",
            form.Kind!.Value,
            form.Reason.Length == 0 ? null : form.Reason,
            // A page always says what it showed; whoever leaves it out has seen nothing.
            form.Seen
                ?? -1,
            time.Now
        );
        return DecisionForm.ProblemOf(await desk.AnswerAsync(night, answer, cancellationToken));
    }

    private async Task<IActionResult> ShowAsync(Night night, string reason, CancellationToken cancellationToken)
    {
        var tonight = Tonight;
        await using var session = await database.OpenAsync(cancellationToken);
        Card = await cards.ReadAsync(session, night, words, cancellationToken);
        Operation = await operations.ReadAsync(session, night, cancellationToken);
        Ahead = await operations.AheadAsync(session, tonight, DaysAhead, cancellationToken);
        IsTonight = night == tonight;
        IsOver = hours.IsOver(night);
        InSeason = desk.InSeason(night);
        Forms = new QuestionForms(
            Card,
            Url.Content($"~/coordinator/nights/{night}"),
            IsLink: false,
            reason,
            Notice is "reason-missing" or "reason-too-long",
            Card.Question?.Kind == "call-off"
                ? (await callingOff.WhoReliesOnAsync(session, night, cancellationToken)).Count
                : null,
            Card.Decision.IsOpen ? null : Operation.MayBeCalled,
            QuestionForms.SpeedOf(clock.Value.Speed)
        );
        return Page();
    }

    public DateTimeOffset Now => time.Now;

    private Night Tonight => time.NightAt(time.Now, options.Value.WindowTo);

    /// <summary>A night more than a year ahead is a slip in the year.</summary>
    private bool TryRead(string? text, out Night night)
    {
        night = Tonight;
        return text is null || (Night.TryParse(text, out night) && night.Evening <= time.Today.AddYears(1));
    }

    private LocalRedirectResult Redirect(Night night, string done) =>
        LocalRedirect($"~/coordinator/nights/{night}?done={done}");
}
