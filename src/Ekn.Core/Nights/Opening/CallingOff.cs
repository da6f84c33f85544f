using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Counting;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Opening;

/// <summary>
/// Takes a night back: everyone who relies on it hears that it is off. Always inside the transaction of the decision
/// itself.
/// </summary>
public sealed class CallingOff(
    TimeProvider clock,
    NightBook nights,
    NightHours hours,
    ShiftBook shifts,
    Bookings bookings,
    GuestLog guests,
    Waves waves,
    PlaceOffers offers,
    QuietHours quietHours,
    AddressBook addresses,
    Outbox outbox,
    LetterWriter letters,
    NightWords words
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
        "room-back",
    ];

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
        var premises = await nights.InUseAsync(session, night, cancellationToken);
        // The night was held, and is counted and reported as one. It only ends sooner.
        var wasHeld = wasOpen && await DoorsHaveOpenedAsync(session, row, premises, cancellationToken);
        await outbox.CancelAsync(session, night, Moot, cancellationToken);
        var recipients = await RelyingAsync(session, row, cancellationToken);
        var state = wasHeld ? NightState.Ended : NightState.Off;
        await nights.SetStateAsync(session, night, state, decision.Revision, cancellationToken);
        await waves.EndAsync(session, night, cancellationToken);
        await offers.DropAsync(session, night, cancellationToken);
        var letter = new Letter(
            wasHeld ? "closed-early"
                : wasOpen ? "called-off"
                : "early-off",
            night,
            decision.Revision,
            words.Of(row, premises)
        )
        {
            // Cancelling is the most urgent text of all: a volunteer must not cross the town to a dark church.
            Reach = wasOpen ? Reach.Every : Reach.SmsFirst,
            ExpiresAt = hours.EndOf(night),
        };
        var asleep = wasHeld ? await DoneAsync(session, night, recipients, cancellationToken) : [];
        await letters.WriteAsync(session, recipients.Except(asleep), letter, cancellationToken);
        var morning = quietHours.Until(clock.GetUtcNow());
        await letters.WriteAsync(session, asleep, letter with { NotBefore = morning }, cancellationToken);
    }

    /// <summary>
    /// Parts calling off from ending: the moment at which guests may be inside, counted or not. That is the beginning of
    /// the first shift in a room that is lent. A night that was opened later than that, as at midnight, has had guests once
    /// its church has said yes: before that it may have been a slip of the finger. Without a room nobody came in at all.
    /// </summary>
    private async Task<bool> DoorsHaveOpenedAsync(
        Session session,
        NightRow row,
        IReadOnlyList<PremisesOfNight> premises,
        CancellationToken cancellationToken
    )
    {
        if (await guests.AnyAsync(session, row.Night, cancellationToken))
        {
            return true;
        }
        var begun = (await shifts.OfNightAsync(session, row.Night, cancellationToken)).Where(shift =>
            shift.StartsAt <= clock.GetUtcNow()
        );
        return begun.Any(shift =>
            premises.Any(room =>
                room.Id == shift.NightPremisesId && (room.State == "accepted" || row.OpenedAt < shift.StartsAt)
            )
        );
    }

    /// <summary>Volunteers with nothing before them in a night that was held, who have gone home or never came.</summary>
    private async Task<IReadOnlyList<Recipient>> DoneAsync(
        Session session,
        Night night,
        IReadOnlyList<Recipient> recipients,
        CancellationToken cancellationToken
    )
    {
        var awaited = new HashSet<string>();
        foreach (var id in await bookings.BookedOnAsync(session, night, cancellationToken))
        {
            var theirs = await shifts.BookedByAsync(session, id, night, cancellationToken);
            if (theirs.Any(shift => shift.Night == night && shift.EndsAt > clock.GetUtcNow()))
            {
                awaited.Add($"volunteer:{id}");
            }
        }
        return [.. recipients.Where(one => one.Key.StartsWith("volunteer:") && !awaited.Contains(one.Key))];
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
}
