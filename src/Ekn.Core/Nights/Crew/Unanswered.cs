using Ekn.Core.Calendar;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>Whom to phone while places are free: those who were asked and have not answered, least recently asked first.</summary>
public sealed class Unanswered(TimeProvider clock, ShiftBook shifts)
{
    private const int Most = 60;

    public async Task<IReadOnlyList<Person>> ReadAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var free = (await shifts.OfNightAsync(session, night, cancellationToken)).Any(shift =>
            shift.NightState is "open" or "early" && shift.Open > 0 && shift.EndsAt > now
        );
        return free
            ? await session.QueryAsync<Person>(
                """
                SELECT v.id, v.name, v.phone,
                    (SELECT MAX(o.asked_at) FROM asked o JOIN night n ON n.night = o.night AND n.practice = 0
                     WHERE o.volunteer_id = v.id AND o.night <> @night) AS last_asked_at
                FROM asked a
                JOIN volunteer v ON v.id = a.volunteer_id
                WHERE a.night = @night AND a.declined_at IS NULL AND v.erased_at IS NULL AND v.phone IS NOT NULL
                  AND v.channel <> 'email' AND (v.paused_until IS NULL OR v.paused_until <= @night)
                  AND NOT EXISTS (SELECT 1 FROM stopped s WHERE s.address = v.phone)
                  AND NOT EXISTS (SELECT 1 FROM booking_event e WHERE e.night = a.night AND e.volunteer_id = v.id)
                ORDER BY COALESCE((SELECT MAX(o.asked_at) FROM asked o JOIN night n ON n.night = o.night AND n.practice = 0
                     WHERE o.volunteer_id = v.id AND o.night <> @night), ''), v.id
                LIMIT @Most
                """,
                new { night, Most },
                cancellationToken
            )
            : [];
    }

    public sealed record Person
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public string Phone { get; init; } = "";

        /// <summary>About another night; null when never.</summary>
        public DateTimeOffset? LastAskedAt { get; init; }

        public override string ToString() => $"volunteer {Id}";
    }
}
