using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// A free place goes to those who stand by for it, one after the other: each has it for themselves for a while and must
/// say yes. When the shift is near it goes to all of them at once. Nobody is woken for it, except by a coordinator.
/// </summary>
public sealed class PlaceOffers(
    LocalTime time,
    NightBook nights,
    ShiftBook shifts,
    Waves waves,
    Unfilled unfilled,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words,
    QuietHours quietHours,
    IOptions<AskingOptions> options
)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>Every minute: offers whose time is up lapse, and the next in line are offered the place.</summary>
    public async Task FollowUpAsync(Session session, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync<Night>(
            """
            SELECT DISTINCT s.night FROM standby w JOIN shift s ON s.id = w.shift_id JOIN night n ON n.night = s.night
            WHERE n.state IN ('early', 'open') AND s.ends_at > @Now
            UNION
            SELECT DISTINCT s.night FROM place_offer f JOIN shift s ON s.id = f.shift_id
            WHERE f.outcome IS NULL AND f.due_at <= @Now
            ORDER BY 1
            """,
            new { time.Now },
            cancellationToken
        );
        foreach (var night in waiting)
        {
            await nights.LockAsync(session, night, cancellationToken);
            var lapsed = await session.QueryAsync<long>(
                """
                UPDATE place_offer SET outcome = 'lapsed', ended_at = @Now
                WHERE outcome IS NULL AND due_at <= @Now AND shift_id IN (SELECT id FROM shift WHERE night = @night)
                RETURNING shift_id
                """,
                new { night, time.Now },
                cancellationToken
            );
            await OfferAsync(session, night, byCoordinator: false, cancellationToken);
            await GoOnAsync(session, night, lapsed, cancellationToken);
        }
    }

    /// <summary>Places of these shifts were given back or not taken: those who stand by come first, then others are asked and a person hears.</summary>
    public async Task FreedAsync(
        Session session,
        Night night,
        IReadOnlyList<long> shiftIds,
        CancellationToken cancellationToken
    )
    {
        await OfferAsync(session, night, byCoordinator: false, cancellationToken);
        await GoOnAsync(session, night, shiftIds, cancellationToken);
    }

    private async Task GoOnAsync(
        Session session,
        Night night,
        IReadOnlyList<long> shiftIds,
        CancellationToken cancellationToken
    )
    {
        var open = (await shifts.OfNightAsync(session, night, cancellationToken))
            .Where(shift =>
                shiftIds.Contains(shift.Id) && shift.NightState == "open" && shift.Open > 0 && shift.EndsAt > time.Now
            )
            .ToList();
        if (open.Count == 0)
        {
            return;
        }
        await waves.GoOnAsync(session, night, cancellationToken);
        await unfilled.RaiseAsync(
            session,
            night,
            $"{string.Join('+', open.Select(shift => shift.ReplyCode))}:{time.Now.ToUnixTimeSeconds()}",
            cancellationToken
        );
    }

    /// <summary>Offers the places of a night that are free now.</summary>
    /// <param name="byCoordinator">Also in the quiet hours, and to those on reserve.</param>
    /// <returns>How many people were written to.</returns>
    public async Task<int> OfferAsync(
        Session session,
        Night night,
        bool byCoordinator,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (
            await nights.FindAsync(session, night, cancellationToken)
                is not { State: NightState.Open or NightState.Early } row
            || (quietHours.Until(time.Now) is not null && !byCoordinator)
        )
        {
            return 0;
        }
        var told = 0;
        foreach (var shift in await shifts.FreeAsync(session, night, cancellationToken))
        {
            told += await OfferAsync(session, row, shift, byCoordinator, cancellationToken);
        }
        return told;
    }

    /// <summary>The places that one person has been offered and may still take.</summary>
    public Task<IReadOnlyList<PendingOffer>> PendingAsync(
        Session session,
        long volunteerId,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<PendingOffer>(
            """
            SELECT s.night, s.kind, f.due_at FROM place_offer f JOIN shift s ON s.id = f.shift_id
            WHERE f.volunteer_id = @volunteerId AND f.outcome IS NULL AND f.due_at > @Now ORDER BY f.due_at
            """,
            new { volunteerId, time.Now },
            cancellationToken
        );

    /// <summary>Somebody does not want the places of a night that they were offered: the next in line is asked.</summary>
    public async Task DeclineAsync(Session session, Night night, long volunteerId, CancellationToken cancellationToken)
    {
        var declined = await session.QueryAsync<long>(
            """
            UPDATE place_offer SET outcome = 'declined', ended_at = @Now WHERE outcome IS NULL AND volunteer_id = @volunteerId
                AND shift_id IN (SELECT id FROM shift WHERE night = @night)
            RETURNING shift_id
            """,
            new
            {
                night,
                volunteerId,
                time.Now,
            },
            cancellationToken
        );
        if (declined.Count > 0)
        {
            await FreedAsync(session, night, declined, cancellationToken);
        }
    }

    /// <summary>The night is off: nobody is offered anything any more.</summary>
    public Task DropAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE place_offer SET outcome = 'moot', ended_at = @Now
            WHERE outcome IS NULL AND shift_id IN (SELECT id FROM shift WHERE night = @night)
            """,
            new { night, time.Now },
            cancellationToken
        );

    private async Task<int> OfferAsync(
        Session session,
        NightRow row,
        ShiftOfNight shift,
        bool byCoordinator,
        CancellationToken cancellationToken
    )
    {
        var untilStart = shift.StartsAt - time.Now;
        var isNear = untilStart < TimeSpan.FromMinutes(options.Value.OfferToAllMinutes);
        var line = await LineAsync(session, shift, isNear, cancellationToken);
        var freed = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM booking_event WHERE shift_id = @Id AND kind = 'withdrawn'",
            new { shift.Id },
            cancellationToken
        );
        // "If nobody else can": those on reserve are asked when somebody left, or when the call has had its time.
        var reserveToo = byCoordinator || freed > 0 || await HasCallHadItsTimeAsync(session, row, cancellationToken);
        var next = line.Where(one => reserveToo || one.Kind == "waiting").ToList();
        if (isNear)
        {
            return await letters.WriteAsync(
                session,
                await addresses.FindAsync(
                    session,
                    next.Select(one => $"volunteer:{one.VolunteerId}"),
                    cancellationToken
                ),
                new Letter("place-free", row.Night, row.Revision, words.Of(row, [shift]))
                {
                    Reach = Reach.SmsFirst,
                    // More places than there were are told anew, as when somebody left.
                    Occasion = $"shift:{shift.Id}:{freed}:{shift.Heads}",
                    ExpiresAt = shift.EndsAt,
                    DespiteQuietHours = byCoordinator,
                },
                cancellationToken
            );
        }
        var usual = TimeSpan.FromMinutes(options.Value.ConfirmMinutes);
        var third = untilStart / 3;
        var due =
            time.Now
            + (
                third >= usual ? usual
                : third > Shortest ? third
                : Shortest
            );
        var told = 0;
        foreach (var one in next.Take(shift.Open))
        {
            told += await OfferToAsync(session, row, shift, one.VolunteerId, due, byCoordinator, cancellationToken);
        }
        return told;
    }

    private async Task<int> OfferToAsync(
        Session session,
        NightRow row,
        ShiftOfNight shift,
        long volunteerId,
        DateTimeOffset due,
        bool byCoordinator,
        CancellationToken cancellationToken
    )
    {
        var id = await session.SingleAsync<long>(
            """
            INSERT INTO place_offer (shift_id, volunteer_id, offered_at, due_at) VALUES (@Id, @volunteerId, @Now, @due)
            RETURNING id
            """,
            new
            {
                shift.Id,
                volunteerId,
                time.Now,
                due,
            },
            cancellationToken
        );
        return await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [$"volunteer:{volunteerId}"], cancellationToken),
            new Letter(
                "place-offered",
                row.Night,
                row.Revision,
                wording => words.Of(row, [shift])(wording).With("until", wording.Moment(due))
            )
            {
                Reach = Reach.SmsFirst,
                Occasion = $"offer:{id}",
                ExpiresAt = due,
                DespiteQuietHours = byCoordinator,
            },
            cancellationToken
        );
    }

    /// <summary>Who stands by and has not been offered a place of this shift: waiting first, then reserve, each by when they said so.</summary>
    /// <param name="silentToo">Also those who let an offer pass, and still wait.</param>
    private static Task<IReadOnlyList<InLine>> LineAsync(
        Session session,
        ShiftOfNight shift,
        bool silentToo,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<InLine>(
            """
            SELECT w.volunteer_id, MAX(w.kind) AS kind
            FROM standby w
            JOIN shift s ON s.id = w.shift_id
            WHERE s.night = @Night AND s.kind = @Kind AND NOT EXISTS (
                SELECT 1 FROM place_offer f JOIN shift o ON o.id = f.shift_id
                WHERE f.volunteer_id = w.volunteer_id AND o.night = s.night AND o.kind = s.kind AND f.offered_at >= w.since
                  AND COALESCE(f.outcome, 'pending') <> 'moot'
                  AND (@silentToo = 0 OR COALESCE(f.outcome, 'pending') <> 'lapsed'))
            GROUP BY w.volunteer_id
            ORDER BY MAX(w.kind) DESC, MIN(w.since), w.volunteer_id
            """,
            new
            {
                shift.Night,
                Kind = (int)shift.Kind,
                silentToo = silentToo ? 1 : 0,
            },
            cancellationToken
        );

    private async Task<bool> HasCallHadItsTimeAsync(
        Session session,
        NightRow row,
        CancellationToken cancellationToken
    ) =>
        row.State == NightState.Open
        && await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM call_plan WHERE night = @Night AND raise_at > @Now",
            new { row.Night, time.Now },
            cancellationToken
        ) == 0;

    public sealed record PendingOffer
    {
        public Night Night { get; init; }

        public ShiftKind Kind { get; init; }

        public DateTimeOffset DueAt { get; init; }
    }

    private sealed record InLine
    {
        public long VolunteerId { get; init; }

        /// <summary>waiting or reserve: 'waiting' sorts after 'reserve', hence MAX.</summary>
        public string Kind { get; init; } = "";
    }
}
