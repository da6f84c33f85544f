using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Asking;

/// <summary>Reads how the asking about a night stands, for the page and the alert alike. Changes nothing.</summary>
public sealed class CallProgressReader
{
    public async Task<CallProgress> ReadAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var tally = await session.SingleAsync<Tally>(
            """
            SELECT COUNT(*) AS asked,
                COUNT(a.declined_at) AS declined,
                COALESCE(SUM(CASE WHEN a.declined_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM booking_event e WHERE e.night = a.night AND e.volunteer_id = a.volunteer_id
                ) THEN 1 ELSE 0 END), 0) AS silent,
                (SELECT COUNT(DISTINCT w.volunteer_id) FROM standby w JOIN shift s ON s.id = w.shift_id
                 WHERE s.night = @night) AS standing_by
            FROM asked a WHERE a.night = @night
            """,
            new { night },
            cancellationToken
        );
        // The night's own call, or a question about several nights, whichever goes on first.
        var nextAt = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            """
            SELECT next_at FROM (
                SELECT next_at FROM call_plan WHERE night = @night
                UNION ALL
                SELECT p.next_at FROM dates_plan p JOIN dates_plan_night n ON n.call = p.call WHERE n.night = @night
            ) AS plan
            WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1
            """,
            new { night },
            cancellationToken
        );
        return new CallProgress(
            (int)tally.Asked,
            (int)tally.Declined,
            (int)tally.Silent,
            (int)tally.StandingBy,
            nextAt
        );
    }

    private sealed record Tally
    {
        public long Asked { get; init; }
        public long Declined { get; init; }
        public long Silent { get; init; }
        public long StandingBy { get; init; }
    }
}
