using Ekn.Core.Storage;

namespace Ekn.Core.Rota;

/// <summary>The rooms and churches of one transaction by name, in any case, for imports; churches are made as needed.</summary>
internal sealed class PremisesDirectory
{
    private readonly Dictionary<string, long> premises;
    private readonly Dictionary<string, long> churches;

    private PremisesDirectory(IEnumerable<Named> premises, IEnumerable<Named> churches)
    {
        this.premises = ByName(premises);
        this.churches = ByName(churches);
    }

    public static async Task<PremisesDirectory> ReadAsync(Session session, CancellationToken cancellationToken) =>
        new(
            await session.QueryAsync<Named>("SELECT id, name FROM premises ORDER BY id", null, cancellationToken),
            await session.QueryAsync<Named>("SELECT id, name FROM church ORDER BY id", null, cancellationToken)
        );

    /// <summary>Null when no room has the name.</summary>
    public long? Find(string name) => premises.TryGetValue(name, out var id) ? id : null;

    /// <summary>The church of this name, made when there is none.</summary>
    public async Task<long> ChurchAsync(Session session, string name, CancellationToken cancellationToken)
    {
        if (churches.TryGetValue(name, out var known))
        {
            return known;
        }
        var id = await session.SingleAsync<long>(
            "INSERT INTO church (name) VALUES (@Name) RETURNING id",
            new { Name = name },
            cancellationToken
        );
        churches.Add(name, id);
        return id;
    }

    /// <summary>
    /// A room that is known from a past night alone: no address, not in the reserve, on no rota, its church named as
    /// itself. A later import of churches by the same name completes it.
    /// </summary>
    public async Task<long> AddPastAsync(
        Session session,
        string name,
        int capacity,
        CancellationToken cancellationToken
    )
    {
        var churchId = await ChurchAsync(session, name, cancellationToken);
        var id = await session.SingleAsync<long>(
            """
            INSERT INTO premises (church_id, name, address, capacity, reserve)
            VALUES (@ChurchId, @Name, '', @Capacity, 0) RETURNING id
            """,
            new
            {
                ChurchId = churchId,
                Name = name,
                Capacity = capacity,
            },
            cancellationToken
        );
        premises.Add(name, id);
        return id;
    }

    private static Dictionary<string, long> ByName(IEnumerable<Named> rows)
    {
        var byName = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            byName.TryAdd(row.Name, row.Id);
        }
        return byName;
    }

    private sealed record Named
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";
    }
}
