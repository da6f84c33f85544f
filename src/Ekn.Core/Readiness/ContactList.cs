using Ekn.Core.Calendar;
using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Readiness;

/// <summary>Reads how a round went, those most relied on first.</summary>
public sealed class ContactList(LocalTime time, AddressBook addresses)
{
    private const int DaysBack = 730;

    private static readonly string[] Order = ["coordinator", "sitelead", "premises", "volunteer"];

    /// <returns>Everyone whom the round asks and who is still there.</returns>
    public async Task<IReadOnlyList<ContactLine>> ReadAsync(
        Session session,
        long roundId,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<PersonRow>(
            "SELECT person, spoken_at FROM contact_person WHERE round_id = @roundId",
            new { roundId },
            cancellationToken
        );
        var ways = (await WaysAsync(session, roundId, cancellationToken)).ToLookup(way => way.Person);
        var nights = await NightsAsync(session, cancellationToken);
        var lines = new List<ContactLine>();
        foreach (var row in rows)
        {
            if (await addresses.FindAsync(session, row.Person, cancellationToken) is not { } person)
            {
                continue;
            }
            lines.Add(
                new ContactLine(
                    row.Person,
                    person.Name,
                    person.Phone?.Value,
                    person.Email,
                    nights.GetValueOrDefault(row.Person),
                    row.SpokenAt,
                    [
                        .. ways[row.Person]
                            .Select(way => new ContactLine.Way(
                                way.Channel,
                                StateOf(way),
                                way.ReachedAt,
                                way.RemindedAt is not null,
                                (int)way.Shared
                            )),
                    ]
                )
            );
        }
        return
        [
            .. lines
                .OrderBy(line => Array.IndexOf(Order, line.Role))
                .ThenByDescending(line => line.Nights)
                .ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    private static Task<IReadOnlyList<WayRow>> WaysAsync(
        Session session,
        long roundId,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<WayRow>(
            $"""
            SELECT s.person, a.channel, a.reached_at, a.reached_by, a.reminded_at,
                CASE WHEN o.state = 'delivered' THEN o.state ELSE COALESCE(r.state, o.state) END AS state, COALESCE(r.accepted_at, o.accepted_at) AS accepted_at,
                (SELECT COUNT(*) FROM contact_sharer x WHERE x.contact_address_id = a.id) AS shared
            FROM contact_address a
            JOIN contact_sharer s ON s.contact_address_id = a.id
            LEFT JOIN outbox o ON o.message_key = {ContactRounds.KeyOfMessage("contact-test")}
            LEFT JOIN outbox r ON r.message_key IN (
                SELECT {ContactRounds.KeyOfMessage(
                "contact-test-reminder",
                "y.person"
            )} FROM contact_sharer y WHERE y.contact_address_id = a.id)
            WHERE a.round_id = @roundId ORDER BY a.id
            """,
            new { roundId },
            cancellationToken
        );

    private async Task<Dictionary<string, int>> NightsAsync(Session session, CancellationToken cancellationToken) =>
        (
            await session.QueryAsync<NightsRow>(
                """
                SELECT p.volunteer_id, COUNT(DISTINCT s.night) AS nights FROM place p
                JOIN shift s ON s.id = p.shift_id JOIN night n ON n.night = s.night
                WHERE p.volunteer_id IS NOT NULL AND n.practice = 0 AND n.state IN ('open', 'ended') AND s.night >= @from
                GROUP BY p.volunteer_id
                """,
                new { from = new Night(time.Today.AddDays(-DaysBack)) },
                cancellationToken
            )
        ).ToDictionary(row => $"volunteer:{row.VolunteerId}", row => (int)row.Nights, StringComparer.Ordinal);

    private static string StateOf(WayRow way) =>
        way.ReachedBy
        ?? way.State switch
        {
            "delivered" => "delivered",
            "accepted" => "sent",
            // Refused before anybody took it: the number or the mailbox does not exist.
            "failed" => way.AcceptedAt is null ? "bad-address" : "failed",
            "expired" => "expired",
            "stopped" => "stopped",
            _ => "waiting",
        };

    private sealed record PersonRow
    {
        public string Person { get; init; } = "";
        public DateTimeOffset? SpokenAt { get; init; }
    }

    private sealed record WayRow
    {
        public string Person { get; init; } = "";
        public string Channel { get; init; } = "";
        public DateTimeOffset? ReachedAt { get; init; }
        public string? ReachedBy { get; init; }
        public DateTimeOffset? RemindedAt { get; init; }
        public string? State { get; init; }
        public DateTimeOffset? AcceptedAt { get; init; }
        public long Shared { get; init; }
    }

    private sealed record NightsRow
    {
        public long VolunteerId { get; init; }
        public long Nights { get; init; }
    }
}
