using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>What volunteers write: codes and plain words, read by the reader and carried out here.</summary>
public sealed class VolunteerAnswers(
    LocalTime time,
    NightBook nights,
    ShiftBook shifts,
    SignUps signUps,
    PlaceOffers placeOffers,
    StandingAnswers standing,
    NightWords words,
    Reply reply
)
{
    private static readonly TimeOnly NightEnds = new(9, 0);

    // Offers made within so long of the latest are answered together by a bare NEJ.
    private static readonly TimeSpan SameRound = TimeSpan.FromHours(12);

    public async Task<bool> AnyBookedAsync(
        Session session,
        IReadOnlyList<Volunteer> volunteers,
        CancellationToken cancellationToken
    )
    {
        foreach (var volunteer in volunteers)
        {
            if ((await UpcomingAsync(session, volunteer, cancellationToken)).Count > 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether anything is on offer that an answer may be about, or any of them is booked.</summary>
    public async Task<bool> AnyOfferedAsync(
        Session session,
        IReadOnlyList<Volunteer> volunteers,
        DateTimeOffset saidAt,
        CancellationToken cancellationToken
    ) =>
        volunteers.Count > 0
        && (
            (await OffersAsync(session, volunteers[0], saidAt, cancellationToken)).Count > 0
            || await AnyBookedAsync(session, volunteers, cancellationToken)
        );

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
                return await AskBackAsync(session, text, known[0], "who-are-you", _ => Facts.None, cancellationToken);
            }
            (volunteer, said) = (who, rest);
        }
        var offers = await OffersAsync(session, volunteer, text.ReceivedAt, cancellationToken);
        var booked = await UpcomingAsync(session, volunteer, cancellationToken);
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
            return await SayPracticeIsOverAsync(session, text, volunteer, gone, cancellationToken);
        }
        var occasion = $"inbound:{text.Id}";
        switch (reading)
        {
            case { Intent: Intent.Signup or Intent.Reserve, IsSure: true }:
                foreach (var choice in reading.Choices)
                {
                    await signUps.TakeAsync(
                        session,
                        volunteer,
                        choice,
                        reading.Intent == Intent.Reserve,
                        text.Channel,
                        reading.Remark,
                        occasion,
                        cancellationToken
                    );
                }
                await DeclineAsync(session, text, volunteer, reading, cancellationToken);
                await standing.CarryOutAsync(session, text, volunteer, reading, cancellationToken);
                return new Handled(
                    "volunteer",
                    reading.Intent == Intent.Signup ? "signup" : "reserve",
                    reading.Topic is not null
                );
            case { Intent: Intent.Decline, IsSure: true }:
                await DeclineAsync(session, text, volunteer, reading, cancellationToken);
                if (reading.EndsStanding)
                {
                    await standing.CarryOutAsync(session, text, volunteer, reading, cancellationToken);
                    return new Handled("volunteer", "decline", reading.Topic is not null);
                }
                await reply.ToAsync(
                    session,
                    text,
                    volunteer.AsRecipient(),
                    "declined",
                    reading.Declined.Count == 1 ? reading.Declined[0] : null,
                    _ => Facts.None,
                    cancellationToken
                );
                return new Handled("volunteer", "decline", reading.Topic is not null);
            case { Intent: Intent.Withdraw, IsSure: true }:
                foreach (var choice in reading.Choices)
                {
                    await signUps.LeaveAsync(
                        session,
                        volunteer,
                        choice,
                        text.Channel,
                        reading.Remark,
                        occasion,
                        cancellationToken
                    );
                }
                return new Handled("volunteer", "withdraw");
            case { Standing.Count: > 0, EndsStanding: false }:
                return await AskBackAsync(
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
            case { Topic: QuestionTopic.Leaving }:
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
            case { Intent: Intent.Question }:
                return await AnswerQuestionAsync(session, text, volunteer, reading, offers, booked, cancellationToken);
            case { Intent: Intent.NotOffered }:
                return await SayNotOfferedAsync(session, text, volunteer, reading, cancellationToken);
            default:
                var open = await OpenShiftsAsync(session, offers, cancellationToken);
                if (booked.Count > 0)
                {
                    return await AskWhoIsBookedAsync(
                        session,
                        text,
                        volunteer,
                        reading,
                        booked,
                        open,
                        cancellationToken
                    );
                }
                return open.Count == 0
                    ? new Handled("volunteer", "unclear", NeedsPerson: true)
                    : await AskBackAsync(
                        session,
                        text,
                        volunteer,
                        "unclear",
                        wording => ShiftList(open, wording),
                        cancellationToken,
                        PractisedAlone(open)
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

    private async Task DeclineAsync(
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

    private async Task<Handled> AnswerQuestionAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        IReadOnlyList<Offer> offers,
        IReadOnlyList<ShiftOfNight> booked,
        CancellationToken cancellationToken
    )
    {
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
    ) => booked.Count > 0 ? [booked[0]] : await OpenShiftsAsync(session, offers, cancellationToken);

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
        return AskBackAsync(
            session,
            text,
            volunteer,
            offersMore ? "unclear-booked-more" : "unclear-booked",
            wording =>
                ShiftList(more, wording).With("booked", Listed(booked, wording)).With("code", booked[0].ReplyCode),
            cancellationToken,
            PractisedAlone([.. booked, .. offersMore ? more : []])
        );
    }

    private async Task<Handled> SayNotOfferedAsync(
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
                return await SayPracticeIsOverAsync(session, text, volunteer, past, cancellationToken);
            }
            var purpose = past.State switch
            {
                NightState.Off => "night-off",
                NightState.Ended => "night-over",
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
        var offers = await OffersAsync(session, volunteer, text.ReceivedAt, cancellationToken);
        var open = await OpenShiftsAsync(session, offers, cancellationToken);
        await reply.ToAsync(
            session,
            text,
            volunteer.AsRecipient(),
            open.Count == 0 ? "nothing-offered" : "not-offered",
            PractisedAlone(open),
            wording => ShiftList(open, wording),
            cancellationToken
        );
        return new Handled("volunteer", "not-offered");
    }

    /// <summary>Asks back once; the second unclear text in a row goes to a person as it stands.</summary>
    private async Task<Handled> AskBackAsync(
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

    private async Task<IReadOnlyList<ShiftOfNight>> UpcomingAsync(
        Session session,
        Volunteer volunteer,
        CancellationToken cancellationToken
    )
    {
        var from = time.NightAt(time.Now, NightEnds);
        return
        [
            .. (await shifts.BookedByAsync(session, volunteer.Id, from, cancellationToken)).Where(shift =>
                shift.NightState is "open" or "early" && shift.EndsAt > time.Now
            ),
        ];
    }

    /// <summary>Every night that can still be signed up for, whether or not this volunteer was the one asked.</summary>
    /// <remarks>What was written before an exercise made way is no answer to the real call of the same date.</remarks>
    private async Task<IReadOnlyList<Offer>> OffersAsync(
        Session session,
        Volunteer volunteer,
        DateTimeOffset saidAt,
        CancellationToken cancellationToken
    )
    {
        var from = time.NightAt(time.Now, NightEnds);
        var asked = await session.QueryAsync<AskedRow>(
            "SELECT night, asked_at FROM asked WHERE volunteer_id = @Id AND night >= @from",
            new { volunteer.Id, from },
            cancellationToken
        );
        var madeWay = await session.QueryAsync<Night>(
            "SELECT practised_on FROM night WHERE practised_on >= @from AND ended_at > @saidAt",
            new { from, saidAt },
            cancellationToken
        );
        var latest = asked.Count == 0 ? (DateTimeOffset?)null : asked.Max(row => row.AskedAt);
        var offers = new List<Offer>();
        foreach (var row in await nights.FromAsync(session, from, cancellationToken))
        {
            if (row.State is not (NightState.Open or NightState.Early) || madeWay.Contains(row.Night))
            {
                continue;
            }
            var kinds = (await shifts.OfNightAsync(session, row.Night, cancellationToken))
                .Where(shift => shift.EndsAt > time.Now)
                .Select(shift => shift.Kind)
                .Distinct()
                .ToList();
            var askedAt = asked.FirstOrDefault(candidate => candidate.Night == row.Night)?.AskedAt;
            if (kinds.Count > 0)
            {
                offers.Add(new Offer(row.Night, row.Code, kinds, askedAt is not null && latest - askedAt <= SameRound));
            }
        }
        return offers;
    }

    private async Task<IReadOnlyList<ShiftOfNight>> OpenShiftsAsync(
        Session session,
        IReadOnlyList<Offer> offers,
        CancellationToken cancellationToken
    )
    {
        var open = new List<ShiftOfNight>();
        foreach (var offer in offers)
        {
            open.AddRange(
                (await shifts.OfNightAsync(session, offer.Night, cancellationToken)).Where(shift =>
                    shift.EndsAt > time.Now && shift.Open > 0
                )
            );
        }
        return open;
    }

    /// <summary>An exercise, when nothing else is on offer: what is written about it is marked as a whole.</summary>
    private static Night? PractisedAlone(IReadOnlyList<ShiftOfNight> open) =>
        open.Count > 0 && open.All(shift => shift.Practice) ? open[0].Night : null;

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

    private async Task<Handled> SayPracticeIsOverAsync(
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

    private static Facts ShiftList(IReadOnlyList<ShiftOfNight> open, Wording wording) =>
        Facts.None.With("shifts", Listed(open, wording));

    private static string Listed(IReadOnlyList<ShiftOfNight> shifts, Wording wording) =>
        string.Join(
            ", ",
            shifts
                .DistinctBy(shift => shift.ReplyCode)
                .Select(shift =>
                    $"{shift.ReplyCode} {wording.Day(shift.Night.Evening)} {wording.Shift(shift.Kind)}{(shift.Practice ? $" {wording.Word("practice.mark")}" : "")}"
                )
        );

    private sealed record AskedRow
    {
        public Night Night { get; init; }

        public DateTimeOffset AskedAt { get; init; }
    }
}
