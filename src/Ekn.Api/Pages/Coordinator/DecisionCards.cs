using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Puts the card of a night together in one language. Reads only.</summary>
public sealed class DecisionCards(
    LocalTime time,
    NightHours hours,
    DecisionLog decisions,
    AssessmentLog assessments,
    DecisionWords decisionWords,
    MessageTexts texts,
    IOptions<DecisionOptions> options
)
{
    /// <summary>With the weather that was read last.</summary>
    public async Task<DecisionCard> ReadAsync(
        Session session,
        Night night,
        PageWords words,
        CancellationToken cancellationToken
    )
    {
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        var latest = await assessments.LatestAsync(session, night, cancellationToken);
        return await CardAsync(session, decision, decision.Pending, latest, words, cancellationToken);
    }

    /// <summary>As one question was put, with its weather: what the link in a message is about.</summary>
    /// <param name="mayAnswer">False when the link has been used.</param>
    public async Task<DecisionCard> ReadQuestionAsync(
        Session session,
        Night night,
        int? seq,
        bool mayAnswer,
        PageWords words,
        CancellationToken cancellationToken
    )
    {
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        var asked = decision.History.FirstOrDefault(entry => entry.Seq == seq);
        var card = await CardAsync(
            session,
            decision,
            asked,
            await FindAsync(session, asked, cancellationToken),
            words,
            cancellationToken
        );
        var isOpen = mayAnswer && asked is not null && decision.Pending == asked && decision.LastSeq == asked.Seq;
        return isOpen ? card : card with { Question = null };
    }

    private async Task<DecisionCard> CardAsync(
        Session session,
        NightDecision decision,
        DecisionEvent? asked,
        AssessmentRow? shown,
        PageWords words,
        CancellationToken cancellationToken
    )
    {
        var of = await FindAsync(session, asked, cancellationToken);
        var night = words.Wording.Night(decision.Night);
        var isOver = hours.IsOver(decision.Night);
        // Nobody is asked about a night that is over, also before the question has been put away.
        var kind = asked is null || isOver ? null : KindOf(asked, decision);
        return new DecisionCard(
            words,
            decision,
            kind is null
                ? words.Say("decide.night", "night", night)
                : words.Say($"decide.title.{kind}", "night", night),
            StandsOf(decision, words),
            kind is not null && decision.Pending == asked ? ChoicesOf(decision, asked!, kind, words) : null,
            shown is null ? null : decisionWords.Reasons(shown, words.Wording, texts),
            of is null || of.Id == shown?.Id ? null : decisionWords.Reasons(of, words.Wording, texts),
            shown is null ? null : await SkyAsync(session, shown, words, cancellationToken),
            await HistoryAsync(session, decision, words, cancellationToken)
        );
    }

    private DecisionCard.Choices ChoicesOf(NightDecision decision, DecisionEvent question, string kind, PageWords words)
    {
        var left = question.DeadlineAt - time.Now;
        return new DecisionCard.Choices(
            kind,
            words[$"decide.accept.{kind}"],
            words[$"decide.instead.{kind}"],
            question.Outcome == Outcome.Closed ? "open" : "close",
            question.DeadlineAt is { } deadline
                ? words.Say(
                    left > TimeSpan.Zero ? "decide.deadline" : "decide.deadline-passed",
                    Facts
                        .None.With("deadline", words.Wording.Hour(deadline))
                        .With("noAnswer", words.Wording.Word($"no-answer.{NoAnswerOf(decision, question)}"))
                )
                : null,
            question.DeadlineAt,
            left > TimeSpan.Zero ? left
                : left is null ? null
                : TimeSpan.Zero
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

    private async Task<DecisionCard.Weather> SkyAsync(
        Session session,
        AssessmentRow assessment,
        PageWords words,
        CancellationToken cancellationToken
    )
    {
        var details = WeatherDetails.Of(assessment);
        var threshold = options.Value.ThresholdCelsius;
        var proofs = await ProofsAsync(session, assessment, cancellationToken);
        var problems = ProblemsOf(assessment).ToList();
        return new DecisionCard.Weather(
            assessment,
            TemperatureCurve.Of(options.Value.Window.Of(assessment.Night, time), details.Hours, threshold),
            details.Hours,
            [.. details.Warnings.Where(warning => warning.Concerns)],
            proofs.Any(proof => proof.Source == EvidenceSource.Warnings)
                && !assessment.Reasons.Contains("warnings-unknown", StringComparison.Ordinal)
                && problems.Count == 0,
            details.Coarse,
            details.LowestEffective,
            [.. problems.Select(kind => words.Wording.Word($"problem.{kind}"))],
            EvidenceOf(assessment, proofs, words),
            proofs,
            threshold
        );
    }

    /// <summary>The kinds of what could not be read; each stands before the colon of its line.</summary>
    private IEnumerable<string> ProblemsOf(AssessmentRow assessment) =>
        (assessment.Problem ?? "")
            .Split("; ", StringSplitOptions.RemoveEmptyEntries)
            .Select(problem => problem.Split(':')[0])
            .Where(kind => texts.Has($"problem.{kind}"))
            .Distinct(StringComparer.Ordinal);

    private static string EvidenceOf(
        AssessmentRow assessment,
        IReadOnlyList<DecisionCard.Proof> proofs,
        PageWords words
    ) =>
        words.Say(
            "decide.evidence",
            Facts
                .None.With("reference", Moment(assessment.ReferenceTime, words))
                .With("fetched", Moment(proofs.Count == 0 ? null : proofs[0].FetchedAt, words))
        );

    private static string Moment(DateTimeOffset? at, PageWords words) =>
        at is { } known ? words.Wording.Moment(known) : words.Wording.Word("unknown");

    private static async Task<IReadOnlyList<DecisionCard.Proof>> ProofsAsync(
        Session session,
        AssessmentRow assessment,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await session.QueryAsync<ProofRow>(
                    "SELECT id, source, fetched_at, sha256 FROM evidence WHERE id = @forecast OR id = @warnings ORDER BY source",
                    new
                    {
                        forecast = assessment.ForecastEvidenceId ?? 0,
                        warnings = assessment.WarningsEvidenceId ?? 0,
                    },
                    cancellationToken
                )
            ).Select(row => new DecisionCard.Proof(
                row.Id,
                row.Source == "forecast" ? EvidenceSource.Forecast : EvidenceSource.Warnings,
                row.FetchedAt,
                row.Sha256
            )),
        ];

    private async Task<IReadOnlyList<DecisionCard.Entry>> HistoryAsync(
        Session session,
        NightDecision decision,
        PageWords words,
        CancellationToken cancellationToken
    )
    {
        var history = new List<DecisionCard.Entry>();
        foreach (var entry in decision.History)
        {
            var of = await FindAsync(session, entry, cancellationToken);
            var isPersons = entry.Step is DecisionStep.Confirmed or DecisionStep.Overridden;
            history.Add(
                new DecisionCard.Entry(
                    entry.At,
                    words[$"history.{WireName.Of(entry.Step)}.{WireName.Of(entry.Outcome)}"],
                    isPersons || entry.Step is DecisionStep.Automatic or DecisionStep.Recorded
                        ? decisionWords.Who(entry, words.Wording)
                        : words["history.service"],
                    words[$"history.via-{entry.Via}"],
                    entry.Reason ?? (of is null || isPersons ? null : decisionWords.Reasons(of, words.Wording, texts))
                )
            );
        }
        return history;
    }

    private async Task<AssessmentRow?> FindAsync(
        Session session,
        DecisionEvent? entry,
        CancellationToken cancellationToken
    ) => entry?.AssessmentId is { } id ? await assessments.FindAsync(session, id, cancellationToken) : null;

    private sealed record ProofRow
    {
        public long Id { get; init; }

        public string Source { get; init; } = "";

        public DateTimeOffset FetchedAt { get; init; }

        public string Sha256 { get; init; } = "";
    }
}
