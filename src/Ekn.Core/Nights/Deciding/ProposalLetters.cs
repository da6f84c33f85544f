using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Deciding;

/// <summary>What coordinators are asked and told of a decision.</summary>
public sealed class ProposalLetters(
    LocalTime time,
    NightBook nights,
    NightHours hours,
    AssessmentLog assessments,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    NightWords words,
    DecisionWords decisionWords,
    MessageTexts texts,
    IOptions<DecisionOptions> options
)
{
    private static readonly string[] Asking =
    [
        "proposal-open",
        "proposal-closed",
        "proposal-unknown",
        "proposal-call-off",
    ];

    /// <summary>Asks everyone in the escalation order whose turn has come; who was asked is not asked twice.</summary>
    public async Task AskAsync(Session session, NightDecision decision, CancellationToken cancellationToken)
    {
        var question = decision.Pending!;
        var turns = Escalation.Asked(question, time.Now, people.Coordinators.Count, options.Value);
        var purpose =
            decision.IsOpen && question.Outcome == Outcome.Closed
                ? "proposal-call-off"
                : $"proposal-{WireName.Of(question.Outcome)}";
        var row = await nights.FindOrAddAsync(session, decision.Night, cancellationToken);
        var assessment = await AssessmentOfAsync(session, question, cancellationToken);
        var letter = new Letter(
            purpose,
            decision.Night,
            question.Seq,
            wording =>
                words
                    .Of(row)(wording)
                    .With("reasons", decisionWords.Reasons(assessment, wording, texts))
                    .With("deadline", question.DeadlineAt is { } deadline ? wording.Hour(deadline) : "-")
                    .With("noAnswer", wording.Word(NoAnswer(decision, question)))
        )
        {
            Reach = Reach.Every,
            ExpiresAt = hours.EndOf(decision.Night),
            IsReal = true,
            Link = new LetterLink(LinkPurpose.Decide, question.Seq.ToString(), hours.EndOf(decision.Night)),
        };
        await letters.WriteAsync(session, people.Coordinators.Take(turns), letter, cancellationToken);
    }

    /// <summary>Questions that have not gone out yet are not sent any more.</summary>
    public Task WithdrawAsync(Session session, Night night, CancellationToken cancellationToken) =>
        outbox.CancelAsync(session, night, Asking, cancellationToken);

    /// <summary>Every coordinator hears what stands; after a night that turned out mild only those who had been asked.</summary>
    public async Task TellWhatStandsAsync(Session session, NightDecision decision, CancellationToken cancellationToken)
    {
        await WithdrawAsync(session, decision.Night, cancellationToken);
        var standing = decision.Standing!;
        IReadOnlyList<Recipient> recipients = people.Coordinators;
        if (standing.Step == DecisionStep.Recorded)
        {
            var asked = await outbox.WhoWasToldAsync(session, decision.Night, Asking, cancellationToken);
            recipients = await addresses.FindAsync(session, asked, cancellationToken);
        }
        await letters.WriteAsync(
            session,
            recipients,
            new Letter(
                $"decision-{WireName.Of(standing.Outcome)}",
                decision.Night,
                standing.Seq,
                await WhatStandsAsync(session, decision, cancellationToken)
            )
            {
                Reach = Reach.Every,
                ExpiresAt = hours.EndOf(decision.Night),
                IsReal = true,
            },
            cancellationToken
        );
    }

    /// <summary>The facts of what stands, for whoever asks: {reasons}, {who}, {time}, {reason}.</summary>
    public async Task<Func<Wording, Facts>> WhatStandsAsync(
        Session session,
        NightDecision decision,
        CancellationToken cancellationToken
    )
    {
        var row = await nights.FindOrAddAsync(session, decision.Night, cancellationToken);
        // The rooms of an exercise are no part of what was decided.
        var rooms = (await nights.PremisesAsync(session, decision.Night, cancellationToken))
            .Where(room => room.InUse && !row.Practice)
            .ToList();
        var standing = decision.Standing;
        var assessment = standing is null ? null : await AssessmentOfAsync(session, standing, cancellationToken);
        return wording =>
            words
                .Of(row, rooms)(wording)
                .With("reasons", standing?.Reason ?? decisionWords.Reasons(assessment, wording, texts))
                .With("who", standing is null ? "-" : decisionWords.Who(standing, wording))
                .With("time", standing is null ? "-" : wording.Hour(standing.At))
                .With(
                    "state",
                    wording.Word(standing is null ? "state.undecided" : $"state.{WireName.Of(standing.Outcome)}")
                );
    }

    private async Task<AssessmentRow?> AssessmentOfAsync(
        Session session,
        DecisionEvent entry,
        CancellationToken cancellationToken
    ) => entry.AssessmentId is { } id ? await assessments.FindAsync(session, id, cancellationToken) : null;

    private string NoAnswer(NightDecision decision, DecisionEvent question)
    {
        var (step, outcome) = Escalation.AtDeadline(decision, options.Value.NoAnswerPolicy);
        return step switch
        {
            DecisionStep.Automatic => $"no-answer.{WireName.Of(outcome)}",
            DecisionStep.Lapsed => "no-answer.stays-open",
            _ => question.Step == DecisionStep.Held ? "no-answer.asked-again" : "no-answer.held",
        };
    }
}
