using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Overview;

/// <summary>How the asking and the work have been spread since the summer.</summary>
/// <param name="People">Everybody who was asked or came, those who came most first.</param>
public sealed record AskingLoad(IReadOnlyList<AskingLoad.Person> People)
{
    private const int Longest = 6;

    public static async Task<AskingLoad> ReadAsync(
        Session session,
        LocalTime time,
        CancellationToken cancellationToken
    ) =>
        new(
            await session.QueryAsync<Person>(
                """
                WITH asks AS (
                    SELECT volunteer_id, COUNT(DISTINCT COALESCE(call, night)) AS asked, MAX(asked_at) AS last
                    FROM asked
                    WHERE night >= @season AND night NOT IN (SELECT night FROM night WHERE practice = 1)
                    GROUP BY volunteer_id),
                came AS (
                    SELECT p.volunteer_id, COUNT(DISTINCT s.night) AS served, MAX(s.ends_at) AS until
                    FROM place p
                    JOIN shift s ON s.id = p.shift_id
                    JOIN night n ON n.night = s.night
                    LEFT JOIN attendance a ON a.shift_id = s.id AND a.volunteer_id = p.volunteer_id
                    WHERE p.volunteer_id IS NOT NULL AND s.night >= @season AND s.ends_at <= @Now
                      AND n.state IN ('open', 'ended') AND n.practice = 0 AND (a.state IS NULL OR a.state <> 'absent')
                    GROUP BY p.volunteer_id),
                missed AS (
                    SELECT a.volunteer_id, COUNT(*) AS absent FROM attendance a JOIN shift s ON s.id = a.shift_id
                    WHERE a.state = 'absent' AND s.night >= @season
                      AND s.night NOT IN (SELECT night FROM night WHERE practice = 1) GROUP BY a.volunteer_id)
                SELECT v.id, v.name, COALESCE(k.asked, 0) AS asked, COALESCE(c.served, 0) AS served,
                    COALESCE(m.absent, 0) AS absent, k.last AS last_asked_at, c.until AS last_served_until
                FROM volunteer v
                LEFT JOIN asks k ON k.volunteer_id = v.id
                LEFT JOIN came c ON c.volunteer_id = v.id
                LEFT JOIN missed m ON m.volunteer_id = v.id
                WHERE v.erased_at IS NULL AND (k.asked IS NOT NULL OR c.served IS NOT NULL)
                ORDER BY served DESC, asked DESC, v.id
                """,
                new { season = new Night(CandidateReader.SeasonOf(new Night(time.Today))), time.Now },
                cancellationToken
            )
        );

    /// <summary>How many people came on so many nights, from 0 up; the last entry holds all above too.</summary>
    public IReadOnlyList<int> Spread =>
        [
            .. Enumerable
                .Range(0, Longest + 1)
                .Select(nights => People.Count(one => Math.Min(one.Served, Longest) == nights)),
        ];

    /// <summary>The share of all nights done by the tenth who came most, in whole percent; null when nobody came.</summary>
    public int? ShareOfTheBusiest
    {
        get
        {
            var came = People.Where(one => one.Served > 0).Select(one => one.Served).OrderDescending().ToList();
            return came.Count == 0
                ? null
                : (int)Math.Round(100d * came.Take((int)Math.Ceiling(came.Count / 10d)).Sum() / came.Sum());
        }
    }

    public sealed record Person
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        /// <summary>Calls; one about several nights counts once.</summary>
        public int Asked { get; init; }

        /// <summary>Nights on which they worked.</summary>
        public int Served { get; init; }

        /// <summary>Shifts to which they did not come.</summary>
        public int Absent { get; init; }

        public DateTimeOffset? LastAskedAt { get; init; }

        public DateTimeOffset? LastServedUntil { get; init; }

        public override string ToString() => $"volunteer {Id}";
    }
}
