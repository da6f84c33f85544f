using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>What volunteers write: codes and plain words, read by the reader and carried out here.</summary>
public sealed class VolunteerAnswers(
    LocalTime time,
    NightBook nights,
    VolunteerOffers onOffer,
    PlaceOffers placeOffers,
    SignUps signUps,
    StandingAnswers standing,
    VolunteerQuestions questions,
    AskingBack askingBack,
    NotOffered notOffered,
    Reply reply
)
{
    /// <param name="known">Everyone with the sender's number; more than one when people share a phone.</param>
    public async Task<Handled> HandleAsync(
        Session session,
        InboundText text,
        IReadOnlyList<Volunteer> known,
        CancellationToken cancellationToken
    )
    {
        var said = text.Text;
        var volunteer = known[0];
        if (known.Count > 1)
        {
            if (Sharing.Find(known, said) is not var (who, rest))
            {
                return await askingBack.AskAsync(
                    session,
                    text,
                    known[0],
                    "who-are-you",
                    _ => Facts.None,
                    cancellationToken
                );
            }
            (volunteer, said) = (who, rest);
        }
        var offers = await onOffer.ReadAsync(session, volunteer, text.ReceivedAt, cancellationToken);
        var booked = await onOffer.BookedAsync(session, volunteer, cancellationToken);
        var context = new ReplyContext(
            time.ToLocal(text.ReceivedAt),
            offers,
            [.. booked.Select(shift => new Choice(shift.Night, shift.Kind))]
        )
        {
            WriterName = volunteer.Name,
        };
        var reading =
            await ReadAsOfferAsync(session, volunteer, said, context, cancellationToken)
            ?? VolunteerReplyReader.Read(said, context);
        if (await MadeWayAsync(session, offers, reading, cancellationToken) is { } gone)
        {
            return await notOffered.PracticeIsOverAsync(session, text, volunteer, gone, cancellationToken);
        }
        switch (reading)
        {
            case { Intent: Intent.Signup or Intent.Reserve, IsSure: true }:
                return await SignUpAsync(session, text, volunteer, reading, cancellationToken);
            case { Intent: Intent.Decline, IsSure: true }:
                return await DeclineAsync(session, text, volunteer, reading, cancellationToken);
            case { Intent: Intent.Withdraw, IsSure: true }:
                return await WithdrawAsync(session, text, volunteer, reading, cancellationToken);
            case { Standing.Count: > 0, EndsStanding: false }:
                return await askingBack.AskAsync(
                    session,
                    text,
                    volunteer,
                    "standing-which",
                    wording => StandingAnswers.FactsOf(reading, wording),
                    cancellationToken
                );
            case { Intent: Intent.Nothing }:
                // "Kommer 10 min sent" changes no booking, but somebody should read it.
                return new Handled("volunteer", "nothing", NeedsPerson: reading.Remark is not null);
            case { Intent: Intent.Question } or { Topic: QuestionTopic.Leaving }:
                return await questions.AnswerAsync(
                    session,
                    text,
                    volunteer,
                    reading,
                    offers,
                    booked,
                    cancellationToken
                );
            case { Intent: Intent.NotOffered }:
                return await notOffered.AnswerAsync(session, text, volunteer, reading, cancellationToken);
            default:
                return await askingBack.UnclearAsync(
                    session,
                    text,
                    volunteer,
                    reading,
                    offers,
                    booked,
                    cancellationToken
                );
        }
    }

    /// <summary>Who has been offered a freed place answers JA to that place, whatever else is on offer.</summary>
    /// <returns>Null when no place is offered, or the text speaks of something else.</returns>
    private async Task<Reading?> ReadAsOfferAsync(
        Session session,
        Volunteer volunteer,
        string said,
        ReplyContext context,
        CancellationToken cancellationToken
    )
    {
        var pending = await placeOffers.PendingAsync(session, volunteer.Id, cancellationToken);
        if (
            pending.Count == 0
            || context.Offers.FirstOrDefault(offer => offer.Night == pending[0].Night) is not { } offered
        )
        {
            return null;
        }
        var place = offered with { Shifts = [pending[0].Kind], IsCurrent = true };
        var reading = VolunteerReplyReader.Read(said, context with { Offers = [place] });
        return reading is { Intent: Intent.Signup or Intent.Decline, IsSure: true } ? reading : null;
    }

    /// <summary>
    /// The night that was an exercise when it was read what is on offer, and is a real one now: of two that happen in the
    /// same second the exercise must not become a booking. What remains is locked, so that it stays as it is.
    /// </summary>
    private async Task<NightRow?> MadeWayAsync(
        Session session,
        IReadOnlyList<Offer> offers,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        var concerned = reading.Choices.Select(choice => choice.Night).Concat(reading.Declined).Distinct().Order();
        foreach (var offer in concerned.Select(night => offers.FirstOrDefault(one => one.Night == night)))
        {
            if (offer is null)
            {
                continue;
            }
            await nights.LockAsync(session, offer.Night, cancellationToken);
            if (await nights.FindAsync(session, offer.Night, cancellationToken) is { } now && now.Code != offer.Code)
            {
                return now;
            }
        }
        return null;
    }

    private async Task<Handled> SignUpAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        foreach (var choice in reading.Choices)
        {
            await signUps.TakeAsync(
                session,
                volunteer,
                choice,
                reading.Intent == Intent.Reserve,
                text.Channel,
                reading.Remark,
                $"inbound:{text.Id}",
                cancellationToken
            );
        }
        await DeclineNightsAsync(session, text, volunteer, reading, cancellationToken);
        await standing.CarryOutAsync(session, text, volunteer, reading, cancellationToken);
        return new Handled(
            "volunteer",
            reading.Intent == Intent.Signup ? "signup" : "reserve",
            NeedsPerson: reading.Topic is not null
        );
    }

    private async Task<Handled> DeclineAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        await DeclineNightsAsync(session, text, volunteer, reading, cancellationToken);
        if (reading.EndsStanding)
        {
            await standing.CarryOutAsync(session, text, volunteer, reading, cancellationToken);
        }
        else
        {
            await reply.ToAsync(
                session,
                text,
                volunteer.AsRecipient(),
                "declined",
                reading.Declined.Count == 1 ? reading.Declined[0] : null,
                _ => Facts.None,
                cancellationToken
            );
        }
        return new Handled("volunteer", "decline", NeedsPerson: reading.Topic is not null);
    }

    private async Task DeclineNightsAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        foreach (var night in reading.Declined)
        {
            await signUps.DeclineAsync(session, volunteer, night, text.Channel, cancellationToken);
        }
    }

    private async Task<Handled> WithdrawAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        foreach (var choice in reading.Choices)
        {
            await signUps.LeaveAsync(
                session,
                volunteer,
                choice,
                text.Channel,
                reading.Remark,
                $"inbound:{text.Id}",
                cancellationToken
            );
        }
        return new Handled("volunteer", "withdraw");
    }
}
