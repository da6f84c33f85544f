using System.ComponentModel;
using System.Security.Claims;
using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Nights;

internal static class DecisionEndpoints
{
    private const int LongestReason = 500;

    public static void MapDecision(this RouteGroupBuilder api) =>
        api.MapPost("/nights/{night}/decision", DecideAsync)
            .For(ApiRole.Coordinator)
            .WithTags("Nights")
            .WithName("DecideNight")
            .WithSummary("Decide a night")
            .WithDescription(
                "Answers the open proposal, or opens or closes by hand on any date with a reason. 200 with what stands; 409, "
                    + "with what stands in 'decision', when somebody was first or the night is over; 422 when a reason is missing."
            )
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<DecisionState>, ProblemHttpResult>> DecideAsync(
        [Description("The date of its evening, as 2026-12-01.")] string night,
        DecisionRequest request,
        ClaimsPrincipal caller,
        LocalTime time,
        DecisionDesk desk,
        CancellationToken cancellationToken
    )
    {
        if (!NightInput.TryRead(night, "The night in the address", out var meant, out var problem))
        {
            return problem!;
        }
        if (meant.Evening > time.Today.AddYears(1))
        {
            return Problems.WrongInput($"The night {meant} lies more than a year ahead; check the year.");
        }
        if (!WireName.TryParse<AnswerKind>(request.Action, out var kind))
        {
            return Problems.WrongInput("action must be accept, refuse, open or close.");
        }
        if (request.Reason?.Length > LongestReason)
        {
            return Problems.WrongInput($"reason is longer than {LongestReason} characters; write it shorter.");
        }
        if (request.SeenSeq < 0)
        {
            return Problems.WrongInput("seenSeq must be 0 or more: the lastSeq of the decision as you saw it.");
        }
        var answer = new Answer(caller.Actor(), "api", kind, request.Reason, request.SeenSeq, time.Now);
        var result = await desk.AnswerAsync(meant, answer, cancellationToken);
        return result switch
        {
            AnswerResult.Taken taken => TypedResults.Ok(taken.Decision.ToState()),
            AnswerResult.ReasonMissing => Problems.Say(
                StatusCodes.Status422UnprocessableEntity,
                "reason is missing: a decision against the proposal, or without one, says why. Nothing has changed."
            ),
            AnswerResult.SayOpenOrClose => Problems.Say(
                StatusCodes.Status422UnprocessableEntity,
                "The proposal is to stay closed, so refuse may mean two things: send action open with a reason, or accept. Nothing has changed."
            ),
            AnswerResult.Over => Conflict(result, $"The night {meant} is over. Nothing has changed."),
            _ => Conflict(
                result,
                "Somebody was first, or there is nothing to answer: 'decision' says what stands. Nothing has changed."
            ),
        };
    }

    private static ProblemHttpResult Conflict(AnswerResult result, string sentence) =>
        Problems.Say(StatusCodes.Status409Conflict, sentence, [new("decision", result.Decision.ToState())]);
}
