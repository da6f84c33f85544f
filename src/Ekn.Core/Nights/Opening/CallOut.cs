using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Practising;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Opening;

/// <summary>
/// Carries a decision out to everyone that it concerns: opening, early notice, calling off. Always inside the
/// transaction of the decision itself.
/// </summary>
public sealed class CallOut(
    LocalTime time,
    NightBook nights,
    RotaReader rota,
    ShiftBook shifts,
    Bookings bookings,
    Waves waves,
    Enough enough,
    PlaceOffers offers,
    RoomProposals proposals,
    HiredStaff hired,
    HiredLetters hiredLetters,
    StandingShifts standing,
    PracticeRecords practices,
    PeopleDirectory people,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words,
    IOptions<DecisionOptions> options
)
{
    /// <summary>Purposes whose recipients took the night to be on: they hear when it is not.</summary>
    private static readonly string[] ToldItMayOpen = ["early-notice"];

    private static readonly string[] ToldItIsOpen =
    [
        "call-church",
        "call-site-lead",
        "call-volunteer",
        "opens-booked",
        "open-city",
        "moved",
        "hired",
        "early-notice",
    ];

    /// <summary>Purposes that make no sense any more once the night is off, whoever was told.</summary>
    private static readonly string[] Moot =
    [
        .. ToldItIsOpen,
        "booked",
        "booked-early",
        "already-booked",
        "full-waiting",
        "on-reserve",
        "place-free",
        "place-offered",
        "standing-booked",
        "standing-booked-early",
        "not-needed",
        "reminder",
        "church-yes",
        "call-church-again",
        "room-needed",
    ];

    /// <summary>The night after next looks like opening: volunteers hear of it a day ahead and can sign up (design.md).</summary>
    /// <returns>How many people were told; 0 when they had been told already.</returns>
    public async Task<int> GiveEarlyNoticeAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await PrepareAsync(session, night, cancellationToken) is { State: NightState.Early } row
            ? (await waves.BeginAsync(session, row, "early-notice", cancellationToken)).Told
            : 0;

    /// <summary>A night that may open gets its room and its shifts, and those who always take that weekday are booked.</summary>
    /// <returns>The night as it stands now.</returns>
    public async Task<NightRow> PrepareAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        await nights.FindOrAddAsync(session, night, cancellationToken);
        await nights.LockAsync(session, night, cancellationToken);
        await practices.GiveWayAsync(session, night, "practice-now-early", cancellationToken);
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        if (row.State != NightState.Waiting)
        {
            return row;
        }
        await FindPremisesAsync(session, night, "planned", cancellationToken);
        await nights.SetStateAsync(session, night, NightState.Early, row.Revision, cancellationToken);
        row = row with { State = NightState.Early };
        await standing.BookAsync(session, row, cancellationToken);
        return row;
    }

    /// <returns>Whom the first wave of the call asked, and whom not and why.</returns>
    public async Task<AskingOrder> OpenAsync(
        Session session,
        NightDecision decision,
        CancellationToken cancellationToken
    )
    {
        await nights.FindOrAddAsync(session, decision.Night, cancellationToken);
        await nights.LockAsync(session, decision.Night, cancellationToken);
        await practices.GiveWayAsync(session, decision.Night, "practice-now-open", cancellationToken);
        return await OpenAsync(session, decision.Night, decision.Revision, cancellationToken);
    }

    /// <summary>As an opening, of a night that is marked as an exercise and locked. Nothing is decided by it.</summary>
    public Task PractiseAsync(Session session, Night night, CancellationToken cancellationToken) =>
        OpenAsync(session, night, 0, cancellationToken);

    private async Task<AskingOrder> OpenAsync(
        Session session,
        Night night,
        int revision,
        CancellationToken cancellationToken
    )
    {
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        await FindPremisesAsync(session, night, "called", cancellationToken);
        await nights.SetStateAsync(session, night, NightState.Open, revision, cancellationToken);

        var premises = await InUseAsync(session, night, cancellationToken);
        foreach (var room in premises)
        {
            await CallRoomAsync(session, row, room, revision, cancellationToken);
        }
        var booked = await bookings.BookedOnAsync(session, night, cancellationToken);
        await TellBookedAsync(session, row, booked, revision, cancellationToken);
        var opened = row with { State = NightState.Open, Revision = revision };
        await hiredLetters.TellAllAsync(session, opened, cancellationToken);
        await standing.BookAsync(session, opened, cancellationToken);
        var (asked, _) = await waves.BeginAsync(session, opened, "call-volunteer", cancellationToken);
        await enough.SayWhenFullAsync(session, night, cancellationToken);
        await letters.WriteAsync(
            session,
            people.City,
            new Letter("open-city", night, revision, words.Of(row, premises))
            {
                Reach = Reach.EmailFirst,
                ExpiresAt = EndOf(night),
            },
            cancellationToken
        );
        return asked;
    }

    /// <summary>The night does not open after all, or closes again: everyone who was told otherwise hears it.</summary>
    public async Task CallOffAsync(Session session, NightDecision decision, CancellationToken cancellationToken)
    {
        var night = decision.Night;
        await nights.LockAsync(session, night, cancellationToken);
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Early, Practice: false } row
        )
        {
            // A night that is practised was never on: that it stays closed for real changes nothing about the exercise.
            return;
        }
        var wasOpen = row.State == NightState.Open;
        await outbox.CancelAsync(session, night, Moot, cancellationToken);
        var premises = await InUseAsync(session, night, cancellationToken);
        var recipients = await RelyingAsync(session, row, cancellationToken);
        await nights.SetStateAsync(session, night, NightState.Off, decision.Revision, cancellationToken);
        await waves.EndAsync(session, night, cancellationToken);
        await offers.DropAsync(session, night, cancellationToken);
        await letters.WriteAsync(
            session,
            recipients,
            new Letter(wasOpen ? "called-off" : "early-off", night, decision.Revision, words.Of(row, premises))
            {
                // Cancelling is the most urgent text of all: a volunteer must not cross the town to a dark church.
                Reach = wasOpen ? Reach.Every : Reach.SmsFirst,
                ExpiresAt = EndOf(night),
            },
            cancellationToken
        );
    }

    /// <summary>Who would hear of it if the night were called off now; nobody where nothing is on offer.</summary>
    public async Task<IReadOnlyList<Recipient>> WhoReliesOnAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        await nights.FindAsync(session, night, cancellationToken)
            is { State: NightState.Open or NightState.Early, Practice: false } row
            ? await RelyingAsync(session, row, cancellationToken)
            : [];

    private async Task<IReadOnlyList<Recipient>> RelyingAsync(
        Session session,
        NightRow row,
        CancellationToken cancellationToken
    )
    {
        var told = await outbox.WhoWasToldAsync(
            session,
            row.Night,
            row.State == NightState.Open ? ToldItIsOpen : ToldItMayOpen,
            cancellationToken
        );
        // Also those who signed up without having been asked, as after a START.
        var relying = await bookings.RelyingOnAsync(session, row.Night, cancellationToken);
        var askedWithOthers = await session.QueryAsync<long>(
            """
            SELECT a.volunteer_id FROM asked a
            WHERE a.night = @Night AND EXISTS (
                SELECT 1 FROM outbox o
                WHERE o.message_key IN ('call-dates||0|volunteer:' || a.volunteer_id || '|sms|' || a.call,
                                        'call-dates||0|volunteer:' || a.volunteer_id || '|email|' || a.call)
                  AND o.state IN ('queued', 'sending', 'unknown', 'accepted', 'delivered'))
            ORDER BY a.volunteer_id
            """,
            new { row.Night },
            cancellationToken
        );
        return await addresses.FindAsync(
            session,
            told.Concat(relying.Concat(askedWithOthers).Distinct().Select(id => $"volunteer:{id}")),
            cancellationToken
        );
    }

    /// <summary>
    /// A church cannot lend its room: the night moves to the reserve with every booking, and everyone who was told of the
    /// old room hears of the new one.
    /// </summary>
    /// <returns>The new room; null when there is none, which a coordinator then knows.</returns>
    public async Task<PremisesOfNight?> MoveToReserveAsync(
        Session session,
        PremisesOfNight from,
        CancellationToken cancellationToken
    )
    {
        var night = from.Night;
        await nights.LockAsync(session, night, cancellationToken);
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        var reserve = (await proposals.OfAsync(session, night, cancellationToken)).FirstOrDefault(candidate =>
            candidate.Reserve && candidate.Before is null
        );
        var room = reserve is null
            ? null
            : await MoveAsync(session, row, from, reserve.PremisesId, null, cancellationToken);
        // Raised after the move, so that what is proposed is what is left.
        await alerts.RaiseAsync(
            session,
            room is null
                ? new Alert(AlertKind.NoPremises, from.Name, night, from.Name) { Room = from.Id }
                : new Alert(AlertKind.ChurchDeclined, from.Name, night, $"{from.Name} -> {room.Name}")
                {
                    Room = room.Id,
                },
            cancellationToken
        );
        return room;
    }

    /// <summary>
    /// The shifts of one room, and with them every booking, go to another, and everyone who relies on the old room hears of
    /// the new one. The old room's state is the caller's matter.
    /// </summary>
    /// <param name="occasion">Tells this move from others, so that a room that is returned to is called again.</param>
    public async Task<PremisesOfNight> MoveAsync(
        Session session,
        NightRow row,
        PremisesOfNight from,
        long toPremisesId,
        string? occasion,
        CancellationToken cancellationToken
    )
    {
        var night = row.Night;
        var id = await nights.AddPremisesAsync(
            session,
            night,
            toPremisesId,
            from.SiteLead,
            "called",
            cancellationToken
        );
        await shifts.MoveAsync(session, from.Id, id, cancellationToken);
        var room = (await InUseAsync(session, night, cancellationToken)).First(candidate => candidate.Id == id);
        await CallRoomAsync(session, row, room, row.Revision, cancellationToken, occasion);

        // Those of this room alone: who works in another that is open in parallel must not be sent away from it.
        var concerned = (await bookings.RelyingOnRoomAsync(session, id, cancellationToken))
            .Select(volunteer => $"volunteer:{volunteer}")
            .ToList();
        concerned.AddRange((await hired.OfRoomAsync(session, id, cancellationToken)).Select(person => person.Key));
        concerned.AddRange(
            (await outbox.WhoWasToldAsync(session, night, ["call-site-lead", "open-city"], cancellationToken)).Where(
                key => key == from.SiteLead || key.StartsWith("city:")
            )
        );
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, concerned, cancellationToken),
            new Letter(
                "moved",
                night,
                row.Revision,
                wording => words.Of(row, [room])(wording).With("oldPremises", from.Name)
            )
            {
                Reach = Reach.Every,
                Occasion = occasion ?? $"premises:{toPremisesId}",
                ExpiresAt = EndOf(night),
            },
            cancellationToken
        );
        return room;
    }

    /// <summary>One more room on an open night, with shifts of its own; its church and site lead are called.</summary>
    public async Task<PremisesOfNight> AddRoomAsync(
        Session session,
        NightRow row,
        long premisesId,
        string? siteLead,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var id = await nights.AddPremisesAsync(session, row.Night, premisesId, siteLead, "called", cancellationToken);
        // A room that was left earlier in the night may have its shifts still.
        if (
            (await shifts.OfNightAsync(session, row.Night, cancellationToken)).All(shift => shift.NightPremisesId != id)
        )
        {
            await shifts.MakeAsync(session, row.Night, id, cancellationToken);
        }
        var room = (await InUseAsync(session, row.Night, cancellationToken)).First(candidate => candidate.Id == id);
        await CallRoomAsync(session, row, room, row.Revision, cancellationToken, occasion);
        return room;
    }

    /// <summary>People who signed up on the early notice hear that it is on, with all that they need.</summary>
    private async Task TellBookedAsync(
        Session session,
        NightRow row,
        IReadOnlyList<long> booked,
        int revision,
        CancellationToken cancellationToken
    )
    {
        foreach (var id in booked)
        {
            var theirs = (await shifts.BookedByAsync(session, id, row.Night, cancellationToken))
                .Where(shift => shift.Night == row.Night)
                .ToList();
            await letters.WriteAsync(
                session,
                await addresses.FindAsync(session, [$"volunteer:{id}"], cancellationToken),
                new Letter("opens-booked", row.Night, revision, words.Of(row, theirs))
                {
                    Reach = Reach.Every,
                    ExpiresAt = EndOf(row.Night),
                },
                cancellationToken
            );
        }
    }

    private async Task CallRoomAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        int revision,
        CancellationToken cancellationToken,
        string? occasion = null
    )
    {
        var facts = words.Of(row, [room]);
        var told = await letters.WriteAsync(
            session,
            room.Contact,
            new Letter("call-church", row.Night, revision, facts)
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = EndOf(row.Night),
                Link = new LetterLink(LinkPurpose.ChurchCall, null, EndOf(row.Night)),
            },
            cancellationToken
        );
        if (told == 0 && room.Contact is { Phone: null, Email: null })
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.ChurchSilent, room.Name, row.Night, room.Name) { Room = room.Id },
                cancellationToken
            );
        }
        await CallLeadAsync(
            session,
            row with
            {
                Revision = revision,
            },
            room,
            occasion ?? $"premises:{room.PremisesId}",
            cancellationToken
        );
    }

    /// <summary>Who is in charge of a room hears of it; nobody where nobody is.</summary>
    public async Task CallLeadAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        if (room.SiteLead is null || people.SiteLeadBy(room.SiteLead) is not { } lead)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            lead,
            new Letter("call-site-lead", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = EndOf(row.Night),
                // Until the noon after and some hours, for a count that is put right.
                Link = new LetterLink(LinkPurpose.Count, null, EndOf(row.Night).AddHours(12)),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Rooms from the rota, or from the reserve where the rota has none; those of an early notice are kept, and a church that
    /// said no is not asked again. The shifts of a room that is gone move to a new one with everyone booked on them.
    /// </summary>
    private async Task FindPremisesAsync(
        Session session,
        Night night,
        string state,
        CancellationToken cancellationToken
    )
    {
        var all = await nights.PremisesAsync(session, night, cancellationToken);
        var known = all.Where(room => room.InUse).ToList();
        var lead = people.SiteLeadOf(night)?.Key;
        if (known.Count > 0)
        {
            foreach (var room in known.Where(room => room.State == "planned" || state == "called"))
            {
                // A lead that a coordinator chose stays, unless they are a lead no more.
                var chosenLead = room.SiteLead is { } key ? people.SiteLeadBy(key)?.Key : null;
                await nights.AddPremisesAsync(
                    session,
                    night,
                    room.PremisesId,
                    chosenLead ?? lead,
                    state,
                    cancellationToken
                );
            }
            return;
        }
        var rooms = await rota.OnAsync(session, night, cancellationToken);
        IReadOnlyList<Premises> chosen = rooms is NightRota.Lent lent
            ? [.. lent.Premises.Where(premises => all.All(room => room.PremisesId != premises.Id))]
            : [];
        if (chosen.Count == 0)
        {
            chosen = [.. (await rota.ReserveAsync(session, night, cancellationToken)).Take(1)];
        }
        if (chosen.Count == 0)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.NoPremises, "rota", night, night.ToString()),
                cancellationToken
            );
        }
        var orphaned = (await shifts.OfNightAsync(session, night, cancellationToken))
            .Select(shift => shift.NightPremisesId)
            .Distinct()
            .ToList();
        for (var i = 0; i < chosen.Count; i++)
        {
            var id = await nights.AddPremisesAsync(session, night, chosen[i].Id, lead, state, cancellationToken);
            if (i < orphaned.Count)
            {
                await shifts.MoveAsync(session, orphaned[i], id, cancellationToken);
                continue;
            }
            await shifts.MakeAsync(session, night, id, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<PremisesOfNight>> InUseAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) => [.. (await nights.PremisesAsync(session, night, cancellationToken)).Where(room => room.InUse)];

    /// <summary>When what is written about a night is worth nothing any more.</summary>
    public DateTimeOffset EndOf(Night night) => options.Value.Window.Of(night, time).End;
}
