using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>Answers a volunteer who means a night or a shift that is not, or not any more, on offer.</summary>
public sealed class NotOffered(
    NightBook nights,
    NightHours hours,
    VolunteerOffers onOffer,
    NightWords words,
    Reply reply
)
{
    public async Task<Handled> AnswerAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        var code = reading.Unoffered.Select(one => one.Code).FirstOrDefault(one => one is not null);
        var letter = code is null ? null : string.Concat(code.TakeWhile(char.IsLetter));
        if (letter is not null && await nights.ByCodeAsync(session, letter, cancellationToken) is { } past)
        {
            if (past is { Practice: true, State: not NightState.Open })
            {
                return await PracticeIsOverAsync(session, text, volunteer, past, cancellationToken);
            }
            var purpose = past.State switch
            {
                NightState.Off => "night-off",
                NightState.Ended => "night-over",
                // The morning after, until it is closed.
                _ when hours.IsOver(past.Night) => "night-over",
                _ => "no-such-shift",
            };
            await reply.ToAsync(
                session,
                text,
                volunteer.AsRecipient(),
                purpose,
                past.Night,
                words.Of(past),
                cancellationToken
            );
            return new Handled("volunteer", "not-offered");
        }
        var offers = await onOffer.ReadAsync(session, volunteer, text.ReceivedAt, cancellationToken);
        var open = await onOffer.OpenShiftsAsync(session, offers, cancellationToken);
        await reply.ToAsync(
            session,
            text,
            volunteer.AsRecipient(),
            open.Count == 0 ? "nothing-offered" : "not-offered",
            VolunteerOffers.PractisedAlone(open),
            wording => VolunteerOffers.FactsOf(open, wording),
            cancellationToken
        );
        return new Handled("volunteer", "not-offered");
    }

    public async Task<Handled> PracticeIsOverAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        NightRow practice,
        CancellationToken cancellationToken
    )
    {
        await reply.ToAsync(
            session,
            text,
            volunteer.AsRecipient(),
            "practice-no-more",
            practice.Night,
            words.Of(practice),
            cancellationToken
        );
        return new Handled("volunteer", "not-offered");
    }
}
