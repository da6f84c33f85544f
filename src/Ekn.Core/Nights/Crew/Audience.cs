using Ekn.Core.Calendar;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Crew;

/// <summary>Whom one more round of asking reaches, and whom it spares and why.</summary>
public sealed record Audience(IReadOnlyList<Volunteer> Asked, IReadOnlyList<(Volunteer Who, LeftOut Why)> Spared)
{
    /// <param name="wide">Also those who were asked and have not answered, and those who prefer other days and shifts.</param>
    public static async Task<Audience> OfAsync(
        Session session,
        VolunteerRegister register,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        bool wide,
        CancellationToken cancellationToken
    )
    {
        var may = (await register.ToBeAskedAsync(session, night, cancellationToken)).ToDictionary(one => one.Id);
        var standings = await session.QueryAsync<Standing>(
            """
            SELECT v.id, v.name, CASE WHEN v.paused_until > @night THEN 1 ELSE 0 END AS paused,
                   (SELECT COUNT(*) FROM place p JOIN shift s ON s.id = p.shift_id
                    WHERE s.night = @night AND p.volunteer_id = v.id) AS booked,
                   (SELECT COUNT(*) FROM standby w JOIN shift s ON s.id = w.shift_id
                    WHERE s.night = @night AND w.volunteer_id = v.id) AS stands_by,
                   CASE WHEN a.declined_at IS NOT NULL OR (
                       SELECT e.kind FROM booking_event e WHERE e.night = @night AND e.volunteer_id = v.id
                       ORDER BY e.id DESC LIMIT 1) = 'withdrawn' THEN 1 ELSE 0 END AS declined,
                   CASE WHEN a.asked_at IS NOT NULL THEN 1 ELSE 0 END AS asked
            FROM volunteer v
            LEFT JOIN asked a ON a.night = @night AND a.volunteer_id = v.id
            WHERE v.erased_at IS NULL
            ORDER BY v.id
            """,
            new { night },
            cancellationToken
        );
        var asked = new List<Volunteer>();
        var spared = new List<(Volunteer, LeftOut)>();
        var phones = new HashSet<string>(StringComparer.Ordinal);
        foreach (var standing in standings)
        {
            var who = may.GetValueOrDefault(standing.Id);
            var why = Why(standing, who, night, free, wide);
            // One phone rings once; its owners share the question, or the second is asked by email.
            if (why is null && who!.Phone is { } phone && !phones.Add(phone.Value))
            {
                who = who with { Phone = null };
                why = who.Email is null ? LeftOut.SharedPhone : null;
            }
            if (why is { } reason)
            {
                spared.Add((who ?? new Volunteer { Id = standing.Id, Name = standing.Name }, reason));
                continue;
            }
            asked.Add(who!);
        }
        return new Audience(asked, spared);
    }

    private static LeftOut? Why(
        Standing standing,
        Volunteer? who,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        bool wide
    )
    {
        if (standing.Booked > 0)
        {
            return LeftOut.Booked;
        }
        if (standing.StandsBy > 0)
        {
            return LeftOut.StandsBy;
        }
        if (who is null)
        {
            return standing.Paused ? LeftOut.Paused : LeftOut.Stopped;
        }
        if (standing.Declined)
        {
            return LeftOut.Declined;
        }
        if (wide)
        {
            return null;
        }
        if (standing.Asked)
        {
            return LeftOut.Asked;
        }
        if (!who.Suits(night))
        {
            return LeftOut.Weekday;
        }
        return free.Any(shift => who.Suits(shift.Kind)) ? null : LeftOut.Shift;
    }

    private sealed record Standing
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public bool Paused { get; init; }
        public int Booked { get; init; }
        public int StandsBy { get; init; }
        public bool Declined { get; init; }
        public bool Asked { get; init; }
    }
}
