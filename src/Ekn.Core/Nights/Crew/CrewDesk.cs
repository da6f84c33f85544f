using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Answering;
using Ekn.Core.People;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// What a coordinator does for people on a night: books who phoned, takes off who fell ill, writes to those booked. The
/// person hears the outcome as if they had answered themselves.
/// </summary>
public sealed class CrewDesk(
    LocalTime time,
    NightBook nights,
    SignUps signUps,
    Rehearsal rehearsal,
    CrewChanges changes,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words,
    VolunteerRegister register
)
{
    private const string Via = Bookings.ByCoordinator;

    /// <summary>Everybody booked or standing by on a night, shift by shift.</summary>
    public Task<IReadOnlyList<Person>> PeopleAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.QueryAsync<Person>(
            """
            SELECT s.id AS shift_id, v.id AS volunteer_id, v.name, v.phone, 'booked' AS standing, p.remark, a.state, p.booked_at AS since
            FROM place p JOIN shift s ON s.id = p.shift_id JOIN volunteer v ON v.id = p.volunteer_id
            LEFT JOIN attendance a ON a.shift_id = s.id AND a.volunteer_id = v.id
            WHERE s.night = @night
            UNION ALL
            SELECT s.id, v.id, v.name, v.phone, b.kind, b.remark, NULL, b.since
            FROM standby b JOIN shift s ON s.id = b.shift_id JOIN volunteer v ON v.id = b.volunteer_id
            WHERE s.night = @night
            ORDER BY standing, since
            """,
            new { night },
            cancellationToken
        );

    /// <summary>Volunteers by a part of their name, in any case, or of their number.</summary>
    public async Task<IReadOnlyList<Match>> SearchAsync(
        Session session,
        string query,
        int most,
        CancellationToken cancellationToken
    )
    {
        // Neither database folds å, ä and ö everywhere: the names are few enough to be compared here.
        var all = await session.QueryAsync<Match>(
            "SELECT id, name, phone FROM volunteer WHERE erased_at IS NULL ORDER BY name, id",
            null,
            cancellationToken
        );
        var digits = string.Concat(query.Where(char.IsAsciiDigit)).TrimStart('0');
        return
        [
            .. all.Where(one =>
                    one.Name.Contains(query, StringComparison.OrdinalIgnoreCase)
                    || (digits.Length >= 4 && one.Phone?.Contains(digits, StringComparison.Ordinal) == true)
                )
                .Take(most),
        ];
    }

    /// <summary>Somebody new who phoned. Whoever has the name and the number already is that person.</summary>
    public async Task<Volunteer> RegisterAsync(
        Session session,
        string name,
        PhoneNumber phone,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var known = (await register.ByPhoneAsync(session, phone, cancellationToken)).FirstOrDefault(one =>
            one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        );
        if (known is not null)
        {
            return known;
        }
        var id = await session.SingleAsync<long>(
            """
            INSERT INTO volunteer (name, phone, language, consent_on, added_at)
            VALUES (@name, @Phone, 'sv', @Today, @Now) RETURNING id
            """,
            new
            {
                name,
                Phone = phone.Value,
                time.Today,
                time.Now,
            },
            cancellationToken
        );
        await changes.AddAsync(session, actor, "registered", $"volunteer:{id}", null, null, cancellationToken);
        return (await register.FindAsync(session, id, cancellationToken))!;
    }

    /// <returns>booked, already, waiting, reserve, or no-shift when the night takes nobody.</returns>
    public async Task<string> AddAsync(
        Session session,
        Volunteer volunteer,
        Night night,
        ShiftKind shift,
        bool asReserve,
        string actor,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Early }
        )
        {
            return "no-shift";
        }
        var result = await signUps.TakeAsync(
            session,
            volunteer,
            new Choice(night, shift),
            asReserve,
            Via,
            null,
            await OccasionAsync(session, night, volunteer, cancellationToken),
            cancellationToken
        );
        await changes.AddAsync(session, actor, "added", $"volunteer:{volunteer.Id}", night, null, cancellationToken);
        return result switch
        {
            BookingResult.Booked => "booked",
            BookingResult.AlreadyBooked => "already",
            BookingResult.Full => "waiting",
            BookingResult.OnReserve => "reserve",
            _ => "no-shift",
        };
    }

    /// <returns>removed, or gone when the person was not booked.</returns>
    public async Task<string> RemoveAsync(
        Session session,
        Volunteer volunteer,
        Night night,
        ShiftKind shift,
        string actor,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        var left = await signUps.LeaveAsync(
            session,
            volunteer,
            new Choice(night, shift),
            Via,
            null,
            await OccasionAsync(session, night, volunteer, cancellationToken),
            cancellationToken
        );
        if (left)
        {
            await changes.AddAsync(
                session,
                actor,
                "removed",
                $"volunteer:{volunteer.Id}",
                night,
                null,
                cancellationToken
            );
        }
        return left ? "removed" : "gone";
    }

    /// <summary>What <see cref="WriteAsync"/> would send.</summary>
    public Task<IReadOnlyList<Draft>> DraftNoteAsync(
        Night night,
        ShiftKind? shift,
        string text,
        CancellationToken cancellationToken
    ) =>
        rehearsal.OfAsync(
            night,
            session => SendNoteAsync(session, night, shift, text, "rehearsal", cancellationToken),
            cancellationToken
        );

    /// <param name="form">The same form writes to nobody twice.</param>
    /// <returns>False when the form was sent before.</returns>
    public async Task<bool> WriteAsync(
        Session session,
        Night night,
        ShiftKind? shift,
        string text,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (await changes.HasAsync(session, form, cancellationToken))
        {
            return false;
        }
        await SendNoteAsync(session, night, shift, text, form, cancellationToken);
        await changes.AddAsync(session, actor, "note", "night", night, form, cancellationToken);
        return true;
    }

    private async Task SendNoteAsync(
        Session session,
        Night night,
        ShiftKind? shift,
        string text,
        string form,
        CancellationToken cancellationToken
    )
    {
        if (await nights.FindAsync(session, night, cancellationToken) is not { } row)
        {
            return;
        }
        var booked = await session.QueryAsync<long>(
            """
            SELECT DISTINCT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE s.night = @night AND p.volunteer_id IS NOT NULL AND (@kind = 0 OR s.kind = @kind)
            ORDER BY p.volunteer_id
            """,
            new { night, kind = shift is { } only ? (int)only : 0 },
            cancellationToken
        );
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, booked.Select(id => $"volunteer:{id}"), cancellationToken),
            new Letter("note", night, row.Revision, wording => words.Of(row)(wording).With("text", text))
            {
                Reach = Reach.SmsFirst,
                Occasion = $"form:{form}",
                ExpiresAt = time.Now.AddHours(18),
            },
            cancellationToken
        );
    }

    /// <summary>Unique for each act: how many acts of this volunteer on this night there were before.</summary>
    private static async Task<string> OccasionAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        CancellationToken cancellationToken
    ) =>
        $"{Via}:{await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM booking_event WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        )}";

    /// <summary>Somebody on a shift. The text form names nobody.</summary>
    public sealed record Person
    {
        public long ShiftId { get; init; }
        public long VolunteerId { get; init; }
        public string Name { get; init; } = "";
        public string? Phone { get; init; }

        /// <summary>booked, waiting or reserve.</summary>
        public string Standing { get; init; } = "";

        public string? Remark { get; init; }

        /// <summary>arrived or absent; null while nothing is noted.</summary>
        public string? State { get; init; }

        public override string ToString() => $"volunteer {VolunteerId} on shift {ShiftId}";
    }

    public sealed record Match
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string? Phone { get; init; }

        public override string ToString() => $"volunteer {Id}";
    }
}
