using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Deciding;

/// <summary>
/// Where a night is decided: weather becomes a proposal, a proposal becomes a decision by a person or by time, and a
/// decision is carried out in the same transaction.
/// </summary>
public sealed class DecisionDesk(
    Database database,
    LocalTime time,
    SmhiForecastClient forecasts,
    SmhiWarningsClient warnings,
    NightAssessor assessor,
    EvidenceStore evidence,
    AssessmentLog assessments,
    DecisionLog decisions,
    ProposalLetters proposals,
    CallOut callOut,
    CallingOff callingOff,
    NightBook nights,
    NightHours hours,
    PeopleDirectory people,
    AlertLog alerts,
    IOptions<DecisionOptions> options
)
{
    private const string Service = "service";
    private const string Worker = "worker";

    // Two people who text at once have both read the same question. The second one's words answer a state that is gone.
    private static readonly TimeSpan Crossed = TimeSpan.FromMinutes(1);

    public bool InSeason(Night night) => options.Value.ToSeason().Contains(night);

    public async Task<WeatherReport> FetchAsync(CancellationToken cancellationToken)
    {
        var forecast = forecasts.FetchAsync(cancellationToken);
        var warning = warnings.FetchAsync(cancellationToken);
        return new WeatherReport(await forecast, await warning);
    }

    /// <summary>Applies the rule to a night and does what follows: record, propose, or nothing new.</summary>
    public Task<Assessment> AssessAsync(
        Night night,
        Occasion occasion,
        WeatherReport weather,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var (assessment, id) = await KeepAsync(session, night, occasion, weather, cancellationToken);
                var decision = await decisions.ReadAsync(session, night, cancellationToken);
                switch (ProposalRule.Next(decision, assessment))
                {
                    case NextStep.Record:
                        await RecordClosedAsync(session, decision, id, cancellationToken);
                        break;
                    case NextStep.Propose:
                        await ProposeAsync(session, decision, assessment.Outcome, id, cancellationToken);
                        break;
                    case NextStep.Withdraw:
                        await AppendAsync(
                            session,
                            decision,
                            Entry(decision, DecisionStep.Lapsed, assessment.Outcome, id),
                            cancellationToken
                        );
                        break;
                }
                return assessment;
            },
            cancellationToken
        );

    /// <summary>The look at the night after: an early notice to volunteers when it looks like opening, else nothing.</summary>
    public Task<Assessment> LookAheadAsync(Night night, WeatherReport weather, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var (assessment, _) = await KeepAsync(session, night, Occasion.Early, weather, cancellationToken);
                // A person who has closed the night already knows something that the weather does not.
                var decision = await decisions.ReadAsync(session, night, cancellationToken);
                if (assessment.Outcome == Outcome.Open && decision.Standing is null)
                {
                    await callOut.GiveEarlyNoticeAsync(session, night, cancellationToken);
                }
                return assessment;
            },
            cancellationToken
        );

    /// <summary>Applies the rule and keeps what it says, and asks nobody: a night that is not up for decision yet.</summary>
    public Task<Assessment> LookAsync(
        Night night,
        Occasion occasion,
        WeatherReport weather,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session => (await KeepAsync(session, night, occasion, weather, cancellationToken)).Assessment,
            cancellationToken
        );

    /// <summary>Takes a coordinator's answer inside the caller's transaction.</summary>
    public async Task<AnswerResult> AnswerAsync(
        Session session,
        Night night,
        Answer answer,
        CancellationToken cancellationToken
    )
    {
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        if (hours.IsOver(night))
        {
            return new AnswerResult.Over(decision);
        }
        if (IsTooLate(decision, answer))
        {
            return new AnswerResult.TooLate(decision);
        }
        var question = decision.Pending;
        var accepts =
            answer.Kind == AnswerKind.Accept || (question is not null && Wants(answer.Kind) == question.Outcome);
        if (question is null && answer.Kind is AnswerKind.Accept or AnswerKind.Refuse)
        {
            return new AnswerResult.TooLate(decision);
        }
        if (question is not null && accepts)
        {
            // Yes to "we do not know, shall we open?" is a person's own decision to open.
            return question.Outcome == Outcome.Unknown
                ? await DecideAsync(session, decision, DecisionStep.Overridden, Outcome.Open, answer, cancellationToken)
                : await DecideAsync(
                    session,
                    decision,
                    DecisionStep.Confirmed,
                    question.Outcome,
                    answer,
                    cancellationToken
                );
        }
        if (answer.Kind == AnswerKind.Refuse)
        {
            if (question!.Outcome == Outcome.Closed && !decision.IsOpen)
            {
                return new AnswerResult.SayOpenOrClose(decision);
            }
            var instead = question.Outcome == Outcome.Closed ? Outcome.Open : Outcome.Closed;
            return await DecideAsync(session, decision, DecisionStep.Overridden, instead, answer, cancellationToken);
        }
        var wanted = Wants(answer.Kind)!.Value;
        if (question is null && decision.Standing?.Outcome == wanted)
        {
            return new AnswerResult.TooLate(decision);
        }
        return string.IsNullOrWhiteSpace(answer.Reason)
            ? new AnswerResult.ReasonMissing(decision)
            : await DecideAsync(session, decision, DecisionStep.Overridden, wanted, answer, cancellationToken);
    }

    public Task<AnswerResult> AnswerAsync(Night night, Answer answer, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            session => AnswerAsync(session, night, answer, cancellationToken),
            cancellationToken
        );

    /// <summary>
    /// What time brings: the next person is asked, a deadline passes, unknown weather is read again. Safe to call as often
    /// as one likes.
    /// </summary>
    public async Task FollowUpAsync(CancellationToken cancellationToken)
    {
        foreach (var night in await PendingAsync(cancellationToken))
        {
            if (await IsDueForRetryAsync(night, cancellationToken))
            {
                await AssessAsync(night, Occasion.Retry, await FetchAsync(cancellationToken), cancellationToken);
            }
            await database.InTransactionAsync(
                session => FollowUpAsync(session, night, cancellationToken),
                cancellationToken
            );
        }
    }

    private async Task<IReadOnlyList<Night>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await decisions.PendingFromAsync(session, new Night(time.Today.AddDays(-2)), cancellationToken);
    }

    private async Task<bool> IsDueForRetryAsync(Night night, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        if (decision.Pending is not { Outcome: Outcome.Unknown } || hours.IsOver(night))
        {
            return false;
        }
        var latest = await assessments.LatestAsync(session, night, cancellationToken);
        return latest is null || time.Now - latest.MadeAt >= TimeSpan.FromMinutes(options.Value.RetryUnknownMinutes);
    }

    private async Task FollowUpAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        if (decision.Pending is not { } question)
        {
            return;
        }
        if (hours.IsOver(night))
        {
            await AppendAsync(
                session,
                decision,
                Entry(decision, DecisionStep.Lapsed, question.Outcome, question.AssessmentId),
                cancellationToken
            );
            return;
        }
        if (time.Now < question.DeadlineAt)
        {
            await proposals.AskAsync(session, decision, cancellationToken);
            return;
        }
        var (step, outcome) = Escalation.AtDeadline(decision, options.Value.NoAnswerPolicy);
        var entry = Entry(decision, step, outcome, question.AssessmentId) with
        {
            DeadlineAt = step == DecisionStep.Held ? Deadline() : null,
        };
        await AppendAsync(session, decision, entry, cancellationToken);
    }

    private async Task<(Assessment Assessment, long Id)> KeepAsync(
        Session session,
        Night night,
        Occasion occasion,
        WeatherReport weather,
        CancellationToken cancellationToken
    )
    {
        var assessment = assessor.Assess(night, weather.Forecast.Reading, weather.Warnings.Reading, time.Now);
        var forecastId = await evidence.KeepAsync(session, weather.Forecast.Evidence, cancellationToken);
        var warningsId = await evidence.KeepAsync(session, weather.Warnings.Evidence, cancellationToken);
        var id = await assessments.AddAsync(session, assessment, occasion, forecastId, warningsId, cancellationToken);
        return (assessment, id);
    }

    private async Task RecordClosedAsync(
        Session session,
        NightDecision decision,
        long assessmentId,
        CancellationToken cancellationToken
    )
    {
        var asked = decision.Pending;
        var after = await AppendAsync(
            session,
            decision,
            Entry(decision, DecisionStep.Recorded, Outcome.Closed, assessmentId),
            cancellationToken
        );
        if (asked is not null)
        {
            await proposals.TellWhatStandsAsync(session, after, cancellationToken);
        }
    }

    private Task ProposeAsync(
        Session session,
        NightDecision decision,
        Outcome outcome,
        long assessmentId,
        CancellationToken cancellationToken
    ) =>
        AppendAsync(
            session,
            decision,
            Entry(decision, DecisionStep.Proposed, outcome, assessmentId) with
            {
                DeadlineAt = Deadline(),
            },
            cancellationToken
        );

    private async Task<AnswerResult> DecideAsync(
        Session session,
        NightDecision decision,
        DecisionStep step,
        Outcome outcome,
        Answer answer,
        CancellationToken cancellationToken
    )
    {
        var entry = Entry(decision, step, outcome, decision.Pending?.AssessmentId) with
        {
            Actor = answer.Actor,
            Via = answer.Via,
            Reason = string.IsNullOrWhiteSpace(answer.Reason) ? null : answer.Reason.Trim(),
        };
        if (!await decisions.AppendAsync(session, entry, cancellationToken))
        {
            return new AnswerResult.TooLate(await decisions.ReadAsync(session, decision.Night, cancellationToken));
        }
        return new AnswerResult.Taken(await CarryOutAsync(session, decision, cancellationToken));
    }

    /// <summary>Writes the service's own entry; when somebody else was first, theirs stands and nothing is done.</summary>
    private async Task<NightDecision> AppendAsync(
        Session session,
        NightDecision decision,
        DecisionEvent entry,
        CancellationToken cancellationToken
    ) =>
        await decisions.AppendAsync(session, entry, cancellationToken)
            ? await CarryOutAsync(session, decision, cancellationToken)
            : await decisions.ReadAsync(session, decision.Night, cancellationToken);

    private async Task<NightDecision> CarryOutAsync(
        Session session,
        NightDecision before,
        CancellationToken cancellationToken
    )
    {
        var after = await decisions.ReadAsync(session, before.Night, cancellationToken);
        var last = after.History[^1];
        switch (last.Step)
        {
            case DecisionStep.Proposed:
            case DecisionStep.Held:
                await nights.FindOrAddAsync(session, after.Night, cancellationToken);
                await proposals.AskAsync(session, after, cancellationToken);
                if (people.Coordinators.Count == 0)
                {
                    await alerts.RaiseAsync(
                        session,
                        new Alert(AlertKind.NobodyToAsk, "coordinators", after.Night, Note.Words($"{after.Night}")),
                        cancellationToken
                    );
                }
                return after;
            case DecisionStep.Lapsed:
                await proposals.WithdrawAsync(session, after.Night, cancellationToken);
                return after;
        }
        if (after.IsOpen && before.Standing?.Outcome != Outcome.Open)
        {
            await callOut.OpenAsync(session, after, cancellationToken);
        }
        else if (!after.IsOpen)
        {
            await callingOff.CallOffAsync(session, after, cancellationToken);
        }
        if (last.Step != DecisionStep.Recorded)
        {
            await proposals.TellWhatStandsAsync(session, after, cancellationToken);
        }
        return after;
    }

    private static bool IsTooLate(NightDecision decision, Answer answer)
    {
        if (answer.SeenSeq is { } seen)
        {
            return seen != decision.LastSeq;
        }
        // JA or NEJ to something older: the question that is open now had not been asked when it was said.
        var asked = decision.History.LastOrDefault(entry => entry.Step == DecisionStep.Proposed);
        if (answer.Kind is AnswerKind.Accept or AnswerKind.Refuse && answer.SaidAt < asked?.At)
        {
            return true;
        }
        var lastByPerson = decision.History.LastOrDefault(entry => entry.Actor != Service);
        return lastByPerson is not null
            && lastByPerson.Actor != answer.Actor
            && lastByPerson.Seq == decision.LastSeq
            && answer.SaidAt < lastByPerson.At + Crossed;
    }

    private static Outcome? Wants(AnswerKind kind) =>
        kind switch
        {
            AnswerKind.Open => Outcome.Open,
            AnswerKind.Close => Outcome.Closed,
            _ => null,
        };

    private DecisionEvent Entry(NightDecision decision, DecisionStep step, Outcome outcome, long? assessmentId) =>
        new()
        {
            Night = decision.Night,
            Seq = decision.LastSeq + 1,
            Step = step,
            At = time.Now,
            Actor = Service,
            Via = Worker,
            Outcome = outcome,
            AssessmentId = assessmentId,
        };

    private DateTimeOffset Deadline() => time.Now + TimeSpan.FromMinutes(options.Value.DeadlineMinutes);
}
