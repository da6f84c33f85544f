using Ekn.Core.Calendar;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Asking;

/// <summary>Reads what is known of everybody in the register, for the <see cref="AskingRule"/>.</summary>
public sealed class CandidateReader(LocalTime time, VolunteerRegister register)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The first of July on or before the night: what happened before it belongs to another winter.</summary>
    public static DateOnly SeasonOf(Night night) =>
        new(night.Evening.Month >= 7 ? night.Evening.Year : night.Evening.Year - 1, 7, 1);

    /// <param name="callBeganAt">Who was asked about the night since then has been asked in this call; null when it begins now.</param>
    public async Task<IReadOnlyList<Candidate>> ReadAsync(
        Session session,
        Night night,
        DateTimeOffset? callBeganAt,
        CancellationToken cancellationToken
    )
    {
        var may = (await register.ToBeAskedAsync(session, night, cancellationToken)).ToDictionary(one => one.Id);
        var rows = await session.QueryAsync<Row>(
            """
            WITH served AS (
                SELECT p.volunteer_id, COUNT(DISTINCT s.night) AS nights, MAX(s.ends_at) AS until
                FROM place p
                JOIN shift s ON s.id = p.shift_id
                JOIN night n ON n.night = s.night
                LEFT JOIN attendance a ON a.shift_id = s.id AND a.volunteer_id = p.volunteer_id
                WHERE p.volunteer_id IS NOT NULL AND s.night >= @season AND s.ends_at <= @now
                  AND n.state IN ('open', 'ended') AND n.practice = 0 AND (a.state IS NULL OR a.state <> 'absent')
                GROUP BY p.volunteer_id),
            asks AS (
                SELECT volunteer_id, COUNT(DISTINCT COALESCE(call, night)) AS season,
                    COUNT(DISTINCT CASE WHEN asked_at > @week THEN COALESCE(call, night) END) AS week,
                    MAX(asked_at) AS last
                FROM asked WHERE night >= @season AND night <> @night
                  AND night NOT IN (SELECT night FROM night WHERE practice = 1) GROUP BY volunteer_id),
            absent AS (
                SELECT a.volunteer_id, MAX(a.at) AS at FROM attendance a
                JOIN shift s ON s.id = a.shift_id JOIN night n ON n.night = s.night
                WHERE a.state = 'absent' AND n.practice = 0 GROUP BY a.volunteer_id),
            booked AS (
                SELECT DISTINCT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
                WHERE s.night = @night AND p.volunteer_id IS NOT NULL),
            standing_by AS (
                SELECT DISTINCT w.volunteer_id FROM standby w JOIN shift s ON s.id = w.shift_id WHERE s.night = @night),
            latest AS (
                SELECT e.volunteer_id, e.kind FROM booking_event e
                JOIN (SELECT MAX(id) AS id FROM booking_event WHERE night = @night GROUP BY volunteer_id) last ON last.id = e.id)
            SELECT v.id, v.name, CASE WHEN v.paused_until > @night THEN 1 ELSE 0 END AS paused,
                CASE WHEN b.volunteer_id IS NULL THEN 0 ELSE 1 END AS booked,
                CASE WHEN w.volunteer_id IS NULL THEN 0 ELSE 1 END AS stands_by,
                CASE WHEN t.declined_at IS NOT NULL OR l.kind = 'withdrawn' THEN 1 ELSE 0 END AS declined,
                t.asked_at AS asked_at, COALESCE(k.week, 0) AS asked_this_week, COALESCE(k.season, 0) AS asked_this_season,
                COALESCE(d.nights, 0) AS served_this_season, k.last AS last_asked_at, d.until AS last_served_until,
                m.at AS last_absent_at
            FROM volunteer v
            LEFT JOIN asked t ON t.night = @night AND t.volunteer_id = v.id
            LEFT JOIN asks k ON k.volunteer_id = v.id
            LEFT JOIN served d ON d.volunteer_id = v.id
            LEFT JOIN absent m ON m.volunteer_id = v.id
            LEFT JOIN booked b ON b.volunteer_id = v.id
            LEFT JOIN standing_by w ON w.volunteer_id = v.id
            LEFT JOIN latest l ON l.volunteer_id = v.id
            WHERE v.erased_at IS NULL
            ORDER BY v.id
            """,
            new
            {
                night,
                season = new Night(SeasonOf(night)),
                now = time.Now,
                week = time.Now - Week,
            },
            cancellationToken
        );
        var nearby = (await NearbyAsync(session, night, cancellationToken)).ToLookup(one => one.VolunteerId);
        return
        [
            .. rows.Select(row => new Candidate
            {
                // Who may not be asked keeps a name, for the list of those spared, and no address.
                Who = may.GetValueOrDefault(row.Id) ?? new Volunteer { Id = row.Id, Name = row.Name },
                Paused = row.Paused,
                Booked = row.Booked,
                StandsBy = row.StandsBy,
                Declined = row.Declined,
                Asked = callBeganAt is { } began && row.AskedAt >= began,
                AskedThisWeek = (int)row.AskedThisWeek,
                AskedThisSeason = (int)row.AskedThisSeason,
                ServedThisSeason = (int)row.ServedThisSeason,
                LastAskedAt = row.LastAskedAt,
                LastServedUntil = row.LastServedUntil,
                LastAbsentAt = row.LastAbsentAt,
                Nearby =
                [
                    .. nearby[row.Id].Select(one => new Candidate.BookedShift(one.Kind, one.StartsAt, one.EndsAt)),
                ],
            }),
        ];
    }

    private static Task<IReadOnlyList<NearbyRow>> NearbyAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<NearbyRow>(
            """
            SELECT p.volunteer_id, s.kind, s.starts_at, s.ends_at
            FROM place p
            JOIN shift s ON s.id = p.shift_id
            JOIN night n ON n.night = s.night
            WHERE s.night IN (@before, @after) AND p.volunteer_id IS NOT NULL AND n.state <> 'off'
              AND n.practice = 0
            """,
            new { before = night.Previous, after = night.Next },
            cancellationToken
        );

    private sealed record Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public bool Paused { get; init; }
        public bool Booked { get; init; }
        public bool StandsBy { get; init; }
        public bool Declined { get; init; }
        public DateTimeOffset? AskedAt { get; init; }
        public long AskedThisWeek { get; init; }
        public long AskedThisSeason { get; init; }
        public long ServedThisSeason { get; init; }
        public DateTimeOffset? LastAskedAt { get; init; }
        public DateTimeOffset? LastServedUntil { get; init; }
        public DateTimeOffset? LastAbsentAt { get; init; }
    }

    private sealed record NearbyRow
    {
        public long VolunteerId { get; init; }
        public ShiftKind Kind { get; init; }
        public DateTimeOffset StartsAt { get; init; }
        public DateTimeOffset EndsAt { get; init; }
    }
}
