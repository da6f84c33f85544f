using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Readiness;

/// <summary>
/// Everyone whom a cold night depends on, the most relied on first: coordinators, site leads, churches, volunteers. Also
/// volunteers who pause: a pause is about nights, and when it ends their number must be right. Not who said STOP or was
/// erased. A volunteer who chose one means is asked by that one.
/// </summary>
public sealed class ContactPeople(PeopleDirectory people)
{
    /// <returns>Each with the addresses that may be used; some with none, whom nothing can reach.</returns>
    public async Task<IReadOnlyList<Recipient>> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var stopped = (
            await session.QueryAsync<string>("SELECT address FROM stopped", null, cancellationToken)
        ).ToHashSet(StringComparer.Ordinal);
        var stored = await session.QueryAsync<Row>(
            """
            SELECT 'premises:' || r.id AS recipient, COALESCE(r.contact_name, c.name) AS name, r.phone, r.email,
                'sv' AS language, 'both' AS channel, 0 AS place, r.id
            FROM premises r JOIN church c ON c.id = r.church_id WHERE r.address <> ''
            UNION ALL
            SELECT 'volunteer:' || v.id, v.name, v.phone, v.email, v.language, v.channel, 1, v.id
            FROM volunteer v WHERE v.erased_at IS NULL
            ORDER BY 7, 8
            """,
            null,
            cancellationToken
        );
        return
        [
            .. people.Coordinators.Concat(people.SiteLeads).Select(person => Usable(person, stopped)),
            .. stored
                .Select(row => (Row: row, Person: Usable(row.ToRecipient(), stopped)))
                // A volunteer whose every address said STOP wants to be left alone, and is not counted as unreached.
                .Where(one => one.Row.Place == 0 || one.Person is not { Phone: null, Email: null })
                .Select(one => Chosen(one.Person, one.Row.Channel)),
        ];
    }

    private static Recipient Usable(Recipient person, HashSet<string> stopped) =>
        person with
        {
            Phone = person.Phone is { } phone && !stopped.Contains(phone.Value) ? person.Phone : null,
            Email = person.Email is { } email && !stopped.Contains(email) ? person.Email : null,
        };

    private static Recipient Chosen(Recipient person, string channel) =>
        channel switch
        {
            "sms" when person.Phone is not null => person with { Email = null },
            "email" when person.Email is not null => person with { Phone = null },
            _ => person,
        };

    private sealed record Row
    {
        public string Recipient { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public string Language { get; init; } = "sv";
        public string Channel { get; init; } = "both";
        public long Place { get; init; }

        public Recipient ToRecipient() =>
            new(
                Recipient,
                Name,
                Channels.Sms.PhoneNumber.TryParse(Phone, out var number) ? number : null,
                string.IsNullOrWhiteSpace(Email) ? null : Email.Trim().ToLowerInvariant(),
                Language
            );
    }
}
