using Ekn.Core.Calendar;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Practising;
using Ekn.Core.People;
using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Answering;

/// <summary>JA and NEJ to a proposal, ÖPPNA and STÄNG with a reason, by text message.</summary>
public sealed class CoordinatorAnswers(
    LocalTime time,
    DecisionDesk desk,
    DecisionLog decisions,
    NightBook nights,
    ProposalLetters proposals,
    PracticeDesk practices,
    NightWords words,
    Reply reply
)
{
    /// <summary>Whether any night waits for a coordinator's answer.</summary>
    public async Task<bool> AnyAskedAsync(Session session, CancellationToken cancellationToken) =>
        (await decisions.PendingFromAsync(session, new Night(time.Today.AddDays(-1)), cancellationToken)).Count > 0;

    /// <returns>Null when the text is not a coordinator's answer.</returns>
    public async Task<Handled?> TryAsync(
        Session session,
        InboundText text,
        Recipient coordinator,
        CancellationToken cancellationToken
    )
    {
        var codes = await nights.CodesAsync(session, new Night(time.Today), cancellationToken);
        var reading = CoordinatorReplyReader.Read(text.Text, codes);
        AnswerKind? kind = reading.Intent switch
        {
            CoordinatorIntent.Yes => AnswerKind.Accept,
            CoordinatorIntent.No => AnswerKind.Refuse,
            CoordinatorIntent.Open => AnswerKind.Open,
            CoordinatorIntent.Close => AnswerKind.Close,
            _ => null,
        };
        if (reading.Problem is CoordinatorProblem.Doubtful or CoordinatorProblem.NoSuchCode)
        {
            await reply.ToAsync(
                session,
                text,
                coordinator,
                "coordinator-unclear",
                null,
                _ => Facts.None,
                cancellationToken
            );
            return new Handled("coordinator", "unclear");
        }
        if (kind is not { } said)
        {
            return null;
        }
        if (text.IsEmail)
        {
            return await DecideNothingAsync(session, text, coordinator, said, reading.Code, cancellationToken);
        }
        var row = await NightMeantAsync(session, reading.Code, said, cancellationToken);
        if (row is null)
        {
            if (said is AnswerKind.Accept or AnswerKind.Refuse && reading.Code is null)
            {
                return null;
            }
            var tonight = await nights.FindOrAddAsync(session, new Night(time.Today), cancellationToken);
            await reply.ToAsync(
                session,
                text,
                coordinator,
                "coordinator-which-night",
                tonight.Night,
                words.Of(tonight),
                cancellationToken,
                isReal: true
            );
            return new Handled("coordinator", "unclear");
        }
        if (said == AnswerKind.Close && await EndsPracticeAsync(session, row, coordinator, cancellationToken))
        {
            return new Handled("coordinator", "practice-over");
        }
        var answer = new Answer(coordinator.Key, "sms", said, reading.Remark, SeenSeq: null, text.ReceivedAt);
        var result = await desk.AnswerAsync(session, row.Night, answer, cancellationToken);
        var purpose = result switch
        {
            AnswerResult.Taken => null,
            AnswerResult.TooLate => "decision-stands",
            AnswerResult.ReasonMissing => "decision-reason-missing",
            AnswerResult.SayOpenOrClose => "decision-open-or-close",
            _ => "decision-over",
        };
        // What was taken is told to every coordinator, this one among them, by the decision itself.
        if (purpose is not null)
        {
            await reply.ToAsync(
                session,
                text,
                coordinator,
                purpose,
                row.Night,
                await proposals.WhatStandsAsync(session, result.Decision, cancellationToken),
                cancellationToken,
                isReal: true
            );
        }
        return new Handled("coordinator", result.GetType().Name.ToLowerInvariant());
    }

    /// <summary>
    /// STÄNG to an exercise ends it, and decides nothing: a night that looks closed by hand would be kept from opening for
    /// real. Where the same date is asked about or open for real, the word is about that.
    /// </summary>
    private async Task<bool> EndsPracticeAsync(
        Session session,
        NightRow row,
        Recipient coordinator,
        CancellationToken cancellationToken
    ) =>
        row is { Practice: true, State: NightState.Open }
        && (await decisions.ReadAsync(session, row.Night, cancellationToken)) is { Pending: null, IsOpen: false }
        && await practices.EndAsync(session, row.Night, coordinator.Key, cancellationToken);

    /// <summary>
    /// Anybody can write a sender's address into an email, and this opens churches: the coordinator is pointed to the
    /// ways that cannot be forged.
    /// </summary>
    /// <returns>Null for a JA or NEJ while nothing is asked: it answers something else.</returns>
    private async Task<Handled?> DecideNothingAsync(
        Session session,
        InboundText text,
        Recipient coordinator,
        AnswerKind said,
        string? code,
        CancellationToken cancellationToken
    )
    {
        var mayMeanElse = said is AnswerKind.Accept or AnswerKind.Refuse && code is null;
        if (mayMeanElse && !await AnyAskedAsync(session, cancellationToken))
        {
            return null;
        }
        await reply.ToAsync(
            session,
            text,
            coordinator,
            "decision-not-by-email",
            null,
            _ => Facts.None,
            cancellationToken
        );
        return new Handled("coordinator", "refused");
    }

    /// <summary>By its code; without one the night that is asked about, when there is just one, or the one decided today.</summary>
    private async Task<NightRow?> NightMeantAsync(
        Session session,
        string? code,
        AnswerKind said,
        CancellationToken cancellationToken
    )
    {
        if (code is not null)
        {
            var coded = await nights.ByCodeAsync(session, code, cancellationToken);
            // A question that was written while its date was practised on bears the code of the exercise.
            return coded?.PractisedOn is { } date ? await nights.FindAsync(session, date, cancellationToken) : coded;
        }
        var pending = await decisions.PendingFromAsync(session, new Night(time.Today.AddDays(-1)), cancellationToken);
        if (pending.Count == 1)
        {
            return await nights.FindAsync(session, pending[0], cancellationToken);
        }
        if (pending.Count > 1 || said is AnswerKind.Open or AnswerKind.Close)
        {
            return null;
        }
        // A late JA: the sender hears what stands instead.
        var today = await decisions.ReadAsync(session, new Night(time.Today), cancellationToken);
        return today.Standing is null ? null : await nights.FindAsync(session, today.Night, cancellationToken);
    }
}
