using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;

namespace Ekn.Core.People;

/// <summary>Finds the person behind a recipient key: volunteer:12, premises:3, hired:5, coordinator:c1, sitelead:s1, city:k1.</summary>
public sealed class AddressBook(PeopleDirectory people)
{
    /// <summary>In the order of the keys, each once; keys of people who are gone are left out.</summary>
    public async Task<IReadOnlyList<Recipient>> FindAsync(
        Session session,
        IEnumerable<string> keys,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Recipient>();
        foreach (var key in keys.Distinct())
        {
            if (await FindAsync(session, key, cancellationToken) is { } recipient)
            {
                found.Add(recipient);
            }
        }
        return found;
    }

    public async Task<Recipient?> FindAsync(Session session, string key, CancellationToken cancellationToken)
    {
        var id = key[(key.IndexOf(':') + 1)..];
        if (key.StartsWith("volunteer:"))
        {
            return await StoredAsync(
                session,
                key,
                """
                SELECT name, language,
                    CASE WHEN channel = 'email' AND email IS NOT NULL THEN NULL ELSE phone END AS phone,
                    CASE WHEN channel = 'sms' AND phone IS NOT NULL THEN NULL ELSE email END AS email
                FROM volunteer WHERE id = @id AND erased_at IS NULL
                """,
                long.Parse(id),
                cancellationToken
            );
        }
        if (key.StartsWith("premises:"))
        {
            return await StoredAsync(
                session,
                key,
                """
                SELECT COALESCE(r.contact_name, c.name) AS name, r.phone, r.email, 'sv' AS language
                FROM premises r JOIN church c ON c.id = r.church_id WHERE r.id = @id
                """,
                long.Parse(id),
                cancellationToken
            );
        }
        if (key.StartsWith("hired:"))
        {
            return await StoredAsync(
                session,
                key,
                "SELECT name, phone, NULL AS email, 'sv' AS language FROM hired WHERE id = @id",
                long.Parse(id),
                cancellationToken
            );
        }
        return people.All.FirstOrDefault(one => one.Key == key);
    }

    private static async Task<Recipient?> StoredAsync(
        Session session,
        string key,
        string sql,
        long id,
        CancellationToken cancellationToken
    )
    {
        var row = await session.FirstOrDefaultAsync<Row>(sql, new { id }, cancellationToken);
        return row is null
            ? null
            : new Recipient(
                key,
                row.Name,
                PhoneNumber.TryParse(row.Phone, out var phone) ? phone : null,
                row.Email,
                row.Language
            );
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string? Phone { get; init; }

        public string? Email { get; init; }

        public string Language { get; init; } = "sv";
    }
}
