using Ekn.Core.Storage;

namespace Ekn.Api.Status;

/// <summary>Whether the database still has the schema that it had when this program brought it up to date.</summary>
public sealed class SchemaState(Database database)
{
    private const string Count = "SELECT COUNT(*) FROM schema_migration";

    private long atStart;

    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        atStart = await session.SingleAsync<long>(Count, null, cancellationToken);
    }

    /// <returns>False when migrations are missing: somebody put an older database in its place.</returns>
    public async Task<bool> IsCurrentAsync(Session session, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(Count, null, cancellationToken) >= atStart;
}
