using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>Where a night can go: the one order that alerts, pages and the move after a NEJ keep to.</summary>
public sealed class RoomProposals
{
    /// <summary>
    /// Every room that is free that night, in the order to ask them: reserve first, then those not open for longest, then
    /// the larger; those that said no or were left that night come last.
    /// </summary>
    public Task<IReadOnlyList<RoomProposal>> OfAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<RoomProposal>(
            """
            SELECT p.id AS premises_id, p.name, c.name AS church, p.capacity, p.reserve, used.night AS last_open,
                   t.state AS before, CASE WHEN p.phone IS NOT NULL OR p.email IS NOT NULL THEN 1 ELSE 0 END AS reachable
            FROM premises p
            JOIN church c ON c.id = p.church_id
            LEFT JOIN night_premises t ON t.night = @night AND t.premises_id = p.id
            LEFT JOIN (
                SELECT np.premises_id, MAX(np.night) AS night
                FROM night_premises np
                JOIN night n ON n.night = np.night
                WHERE np.state = 'accepted' AND n.state IN ('open', 'ended') AND n.practice = 0 AND np.night < @night
                GROUP BY np.premises_id
            ) used ON used.premises_id = p.id
            WHERE (t.state IS NULL OR t.state IN ('declined', 'left'))
              AND NOT EXISTS (SELECT 1 FROM shift s WHERE s.night_premises_id = t.id AND s.closed = 1)
            ORDER BY CASE WHEN t.state IS NULL THEN 0 ELSE 1 END, p.reserve DESC, COALESCE(used.night, ''),
                     p.capacity DESC, p.name
            """,
            new { night },
            cancellationToken
        );
}
