using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Asking;

/// <summary>Reads how the asking about a night stands, for the page and the alert alike. Changes nothing.</summary>
public sealed class CallProgressReader(Waves waves)
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
        var plan = await waves.FindAsync(session, night, cancellationToken);
        return new CallProgress(
            (int)tally.Asked,
            (int)tally.Declined,
            (int)tally.Silent,
            (int)tally.StandingBy,
            plan?.NextAt
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
