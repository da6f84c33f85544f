using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>What volunteers ask: answered from what is known of the night, or passed on to a person.</summary>
public sealed class VolunteerQuestions(NightBook nights, VolunteerOffers onOffer, NightWords words, Reply reply)
{
    public async Task<Handled> AnswerAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        IReadOnlyList<Offer> offers,
        IReadOnlyList<ShiftOfNight> booked,
        CancellationToken cancellationToken
    )
    {
        if (reading.Topic == QuestionTopic.Leaving)
        {
            // Whoever does not write the word after all has still asked to be let go: a person reads it.
            await reply.ToAsync(
                session,
                text,
                volunteer.AsRecipient(),
                "leaving",
                null,
                _ => Facts.None,
                cancellationToken
            );
            return new Handled("volunteer", "question", NeedsPerson: true);
        }
        // Where and when is known of what they are booked on, else of what they were asked about.
        var known = reading.Topic is null or QuestionTopic.Unknown
            ? []
            : await AskedAboutAsync(session, offers, booked, cancellationToken);
        if (known.Count == 0)
        {
            await reply.ToAsync(
                session,
                text,
                volunteer.AsRecipient(),
                "question-passed-on",
                null,
                words.Coordinator(),
                cancellationToken
            );
            return new Handled("volunteer", "question", NeedsPerson: true);
        }
        var night = known[0].Night;
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        await reply.ToAsync(
            session,
            text,
            volunteer.AsRecipient(),
            booked.Count > 0 ? "question-answered" : "question-answered-offer",
            night,
            words.Of(row, [.. known.Where(shift => shift.Night == night)]),
            cancellationToken
        );
        return new Handled("volunteer", "question");
    }

    private async Task<IReadOnlyList<ShiftOfNight>> AskedAboutAsync(
        Session session,
        IReadOnlyList<Offer> offers,
        IReadOnlyList<ShiftOfNight> booked,
        CancellationToken cancellationToken
    ) => booked.Count > 0 ? [booked[0]] : await onOffer.OpenShiftsAsync(session, offers, cancellationToken);
}
