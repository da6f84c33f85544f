using System.Globalization;
using Ekn.Api.Pages;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Links;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Links;

/// <summary>
/// A coordinator answers one proposal: one button says yes, the other decides otherwise and asks why. The link is used up
/// by the answer, in the same transaction. Whoever comes second hears what stands.
/// </summary>
internal sealed class DecidePage(
    PageFactory pages,
    MessageTexts texts,
    LocalTime time,
    DecisionDesk desk,
    DecisionReading reading,
    DecisionWords decisionWords,
    LinkDesk links,
    PeopleDirectory people,
    IOptions<DecisionOptions> options
)
{
    private const int LongestReason = 500;

    public Task<IResult> ShowAsync(Session session, Link link, CancellationToken cancellationToken) =>
        PageAsync(session, link, null, cancellationToken);

    public async Task<IResult> ActAsync(
        Session session,
        Link link,
        string token,
        IFormCollection form,
        CancellationToken cancellationToken
    )
    {
        AnswerKind? kind = form["action"].ToString() switch
        {
            "accept" => AnswerKind.Accept,
            "open" => AnswerKind.Open,
            "close" => AnswerKind.Close,
            _ => null,
        };
        if (kind is not { } said)
        {
            return await PageAsync(
                session,
                link,
                new Pressed("no-button", StatusCodes.Status400BadRequest),
                cancellationToken
            );
        }
        var reason = form["reason"].ToString().Trim();
        if (said != AnswerKind.Accept && reason.Length == 0)
        {
            return await PageAsync(
                session,
                link,
                new("reason-missing", StatusCodes.Status422UnprocessableEntity),
                cancellationToken
            );
        }
        if (!await links.UseUpAsync(session, token, cancellationToken))
        {
            return await PageAsync(session, link, new("too-late", StatusCodes.Status409Conflict), cancellationToken);
        }
        var answer = new Answer(
            link.Subject,
            "link",
            said,
            reason.Length == 0 ? null : reason[..Math.Min(reason.Length, LongestReason)],
            QuestionOf(link),
            time.Now
        );
        var result = await desk.AnswerAsync(session, link.Night!.Value, answer, cancellationToken);
        Pressed pressed = result switch
        {
            AnswerResult.Taken => new("taken", StatusCodes.Status200OK),
            AnswerResult.Over => new("over", StatusCodes.Status409Conflict),
            _ => new("too-late", StatusCodes.Status409Conflict),
        };
        return await PageAsync(session, link with { UsedAt = time.Now }, pressed, cancellationToken);
    }

    private async Task<IResult> PageAsync(
        Session session,
        Link link,
        Pressed? pressed,
        CancellationToken cancellationToken
    )
    {
        var night = link.Night!.Value;
        var coordinator = people.Coordinators.FirstOrDefault(one => one.Key == link.Subject);
        var words = pages.Words(coordinator?.Language ?? PageFactory.FirstLanguage);
        var decision = await reading.DecisionAsync(session, night, cancellationToken);
        var asked = decision.History.FirstOrDefault(entry => entry.Seq == QuestionOf(link));
        var assessment = asked is null ? null : await reading.AssessmentAsync(session, asked, cancellationToken);
        var fetchedAt = assessment is null
            ? null
            : await reading.FetchedAtAsync(session, assessment, cancellationToken);
        var isOpenQuestion =
            link.UsedAt is null
            && decision.Pending is not null
            && decision.Pending == asked
            && decision.LastSeq == asked.Seq
            && time.Now < options.Value.Window.Of(night, time).End;
        var view = new DecideView(
            words,
            words.Say(
                $"decide.title.{(asked is null ? "unknown" : KindOf(asked, decision))}",
                "night",
                words.Wording.Night(night)
            ),
            decisionWords.Reasons(assessment, words.Wording, texts),
            HoursOf(assessment, words),
            EvidenceOf(assessment, fetchedAt, words),
            StandsOf(decision, words),
            isOpenQuestion ? ChoicesOf(decision, asked!, words) : null,
            pressed is null
                ? isOpenQuestion
                    ? null
                    : words["decide.nothing-left"]
                : words[$"decide.{pressed.Key}"],
            pressed is { Status: >= 400 },
            pressed?.Key == "reason-missing"
        );
        return PageFactory.Page<DecideTemplate>(view, pressed?.Status ?? StatusCodes.Status200OK);
    }

    private DecideView.Choices ChoicesOf(NightDecision decision, DecisionEvent question, PageWords words)
    {
        var kind = KindOf(question, decision);
        return new DecideView.Choices(
            words[$"decide.accept.{kind}"],
            words[$"decide.instead.{kind}"],
            question.Outcome == Outcome.Closed ? "open" : "close",
            question.DeadlineAt is { } deadline
                ? words.Say(
                    "decide.deadline",
                    Facts
                        .None.With("deadline", words.Wording.Hour(deadline))
                        .With("noAnswer", words.Wording.Word($"no-answer.{NoAnswerOf(decision, question)}"))
                )
                : null
        );
    }

    // As in the messages that ask the question.
    private string NoAnswerOf(NightDecision decision, DecisionEvent question)
    {
        var (step, outcome) = Escalation.AtDeadline(decision, options.Value.NoAnswerPolicy);
        return step switch
        {
            DecisionStep.Automatic => WireName.Of(outcome),
            DecisionStep.Lapsed => "stays-open",
            _ => question.Step == DecisionStep.Held ? "asked-again" : "held",
        };
    }

    /// <summary>open, closed, unknown or call-off; as the question was when it was put.</summary>
    private static string KindOf(DecisionEvent asked, NightDecision decision)
    {
        var before = NightDecision.From(
            decision.Night,
            [.. decision.History.TakeWhile(entry => entry.Seq < asked.Seq)]
        );
        return before.IsOpen && asked.Outcome == Outcome.Closed ? "call-off" : WireName.Of(asked.Outcome);
    }

    private string StandsOf(NightDecision decision, PageWords words) =>
        decision.Standing is not { } standing
            ? words["decide.stands-nothing"]
            : words.Say(
                standing.Reason is null ? "decide.stands" : "decide.stands-because",
                Facts
                    .None.With("state", words.Wording.Word($"state.{WireName.Of(standing.Outcome)}"))
                    .With("who", decisionWords.Who(standing, words.Wording))
                    .With("time", words.Wording.Moment(standing.At))
                    .With("reason", standing.Reason)
            );

    private static IReadOnlyList<DecideView.Hour> HoursOf(AssessmentRow? assessment, PageWords words) =>
        assessment is null
            ? []
            :
            [
                .. DecisionReading
                    .HoursOf(assessment)
                    .Select(hour => new DecideView.Hour(
                        words.Wording.Hour(hour.At),
                        hour.Celsius is { } celsius
                            ? words.Wording.Temperature(celsius)
                            : words.Wording.Word("unknown"),
                        hour.Celsius is not null && hour.At == assessment.MinTemperatureAt
                    )),
            ];

    private static string? EvidenceOf(AssessmentRow? assessment, DateTimeOffset? fetchedAt, PageWords words) =>
        assessment is null
            ? null
            : words.Say(
                "decide.evidence",
                Facts
                    .None.With(
                        "reference",
                        assessment.ReferenceTime is { } reference
                            ? words.Wording.Moment(reference)
                            : words.Wording.Word("unknown")
                    )
                    .With(
                        "fetched",
                        fetchedAt is { } fetched ? words.Wording.Moment(fetched) : words.Wording.Word("unknown")
                    )
            );

    private static int? QuestionOf(Link link) =>
        int.TryParse(link.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;

    /// <param name="Key">Of the text that tells it.</param>
    private sealed record Pressed(string Key, int Status);
}
