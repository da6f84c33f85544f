using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>Asks a volunteer what they meant.</summary>
public sealed class AskingBack(VolunteerOffers onOffer, NightWords words, Reply reply)
{
    /// <summary>Nobody knows what it means: the question is what it may be about.</summary>
    public async Task<Handled> UnclearAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        IReadOnlyList<Offer> offers,
        IReadOnlyList<ShiftOfNight> booked,
        CancellationToken cancellationToken
    )
    {
        var open = await onOffer.OpenShiftsAsync(session, offers, cancellationToken);
        if (booked.Count == 0 && open.Count == 0)
        {
            return new Handled("volunteer", "unclear", NeedsPerson: true);
        }
        var asked = await (
            booked.Count > 0
                ? AskWhoIsBookedAsync(session, text, volunteer, reading, booked, open, cancellationToken)
                : AskAsync(
                    session,
                    text,
                    volunteer,
                    "unclear",
                    wording => VolunteerOffers.FactsOf(open, wording),
                    cancellationToken,
                    VolunteerOffers.PractisedAlone(open)
                )
        );
        // A list of codes answers no question.
        return asked with { NeedsPerson = asked.NeedsPerson || reading.Topic is not null };
    }

    /// <summary>Asks back once; the second unclear text in a row goes to a person as it stands.</summary>
    public async Task<Handled> AskAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        string purpose,
        Func<Wording, Facts> facts,
        CancellationToken cancellationToken,
        Night? night = null
    )
    {
        var before = await session.FirstOrDefaultAsync<string>(
            "SELECT reading FROM inbound WHERE sender = @Sender AND id < @Id AND received_at > @Since ORDER BY id DESC LIMIT 1",
            new
            {
                text.Sender,
                text.Id,
                Since = text.ReceivedAt.AddDays(-1),
            },
            cancellationToken
        );
        var again = before == "unclear";
        await reply.ToAsync(
            session,
            text,
            volunteer.AsRecipient(),
            again ? "unclear-passed-on" : purpose,
            again ? null : night,
            again ? words.Coordinator() : facts,
            cancellationToken
        );
        return new Handled("volunteer", "unclear", NeedsPerson: again);
    }

    /// <summary>
    /// To whom holds a place the question is first whether it still holds: a bare NEJ may be to more, or no longer. The
    /// answer that gives it back is named, since another NEJ would tell no more than the first.
    /// </summary>
    private Task<Handled> AskWhoIsBookedAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        IReadOnlyList<ShiftOfNight> booked,
        IReadOnlyList<ShiftOfNight> open,
        CancellationToken cancellationToken
    )
    {
        var more = open.ExceptBy(booked.Select(shift => shift.Id), shift => shift.Id).ToList();
        var offersMore = more.Count > 0 && reading.Intent != Intent.Withdraw;
        return AskAsync(
            session,
            text,
            volunteer,
            offersMore ? "unclear-booked-more" : "unclear-booked",
            wording =>
                VolunteerOffers
                    .FactsOf(more, wording)
                    .With("booked", VolunteerOffers.Listed(booked, wording))
                    .With("code", booked[0].ReplyCode),
            cancellationToken,
            VolunteerOffers.PractisedAlone([.. booked, .. offersMore ? more : []])
        );
    }
}
