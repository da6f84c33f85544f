using System.Security.Cryptography;
using System.Text;

namespace Ekn.Core.Storage;

/// <summary>
/// Brings the schema up to date: numbered .sql files, each run once, in order, in one transaction. A file named
/// NNNN_name.sqlite.sql or NNNN_name.postgres.sql belongs to that database alone. Safe to run from several programs at
/// once. Files are never edited once released; an edited one is refused.
/// </summary>
public sealed class Migrator(Database database, TimeProvider clock)
{
    private const string Folder = "Ekn.Core.Storage.Migrations.";

    /// <returns>How many migrations were run; 0 when the schema was up to date.</returns>
    /// <exception cref="InvalidOperationException">A migration that this database has run was edited afterwards, or is not known to this program.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await UseWriteAheadLogAsync(cancellationToken);
        return await database.InTransactionAsync(
            session => RunPendingAsync(session, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>How many migrations this database still lacks.</summary>
    public async Task<int> PendingAsync(CancellationToken cancellationToken)
    {
        var done = await database.InTransactionAsync(
            session => AppliedAsync(session, cancellationToken),
            cancellationToken
        );
        return Files().Count(file => done.All(applied => applied.Number != file.Number));
    }

    private async Task UseWriteAheadLogAsync(CancellationToken cancellationToken)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            // The web reads while the worker writes. It is a property of the file, set once.
            await using var session = await database.OpenAsync(cancellationToken);
            await session.ExecuteAsync("PRAGMA journal_mode = WAL", null, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<Applied>> AppliedAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.Dialect.MigrationLock is { } statement)
        {
            await session.ExecuteAsync(statement, null, cancellationToken);
        }
        await session.ExecuteAsync(
            session.Dialect.Translate(
                "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at {instant} NOT NULL)"
            ),
            null,
            cancellationToken
        );
        return await session.QueryAsync<Applied>("SELECT number, hash FROM schema_migration", null, cancellationToken);
    }

    private async Task<int> RunPendingAsync(Session session, CancellationToken cancellationToken)
    {
        var done = await AppliedAsync(session, cancellationToken);
        var files = Files();
        if (done.FirstOrDefault(applied => files.All(file => file.Number != applied.Number)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"The database has migration {unknown.Number}, which this program does not know; start the newer program that made it."
            );
        }
        var run = 0;
        foreach (var file in files)
        {
            var applied = done.FirstOrDefault(candidate => candidate.Number == file.Number);
            if (applied is null)
            {
                await session.ExecuteAsync(session.Dialect.Translate(file.Sql), null, cancellationToken);
                await session.ExecuteAsync(
                    "INSERT INTO schema_migration (number, name, hash, applied_at) VALUES (@Number, @Name, @Hash, @AppliedAt)",
                    new
                    {
                        file.Number,
                        file.Name,
                        file.Hash,
                        AppliedAt = clock.GetUtcNow(),
                    },
                    cancellationToken
                );
                run++;
            }
            else if (applied.Hash != file.Hash)
            {
                throw new InvalidOperationException(
                    $"Migration {file.Name} was edited after this database had run it; undo the edit and write a new migration."
                );
            }
        }
        return run;
    }

    private List<MigrationFile> Files()
    {
        var assembly = typeof(Migrator).Assembly;
        var files = new List<MigrationFile>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Folder) || !resource.EndsWith(".sql") || IsForAnother(resource))
            {
                continue;
            }
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd();
            var name = resource[Folder.Length..];
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            files.Add(new MigrationFile(int.Parse(name[..4]), name, sql, hash));
        }
        files.Sort((left, right) => left.Number.CompareTo(right.Number));
        return files;
    }

    private bool IsForAnother(string resource) =>
        new[] { Dialect.Sqlite, Dialect.Postgres }.Any(dialect =>
            dialect != database.Dialect && resource.EndsWith($".{dialect.Name}.sql")
        );

    private sealed record MigrationFile(int Number, string Name, string Sql, string Hash);

    private sealed record Applied
    {
        public int Number { get; init; }

        public string Hash { get; init; } = "";
    }
}
