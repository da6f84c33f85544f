using Ekn.Core;
using Ekn.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ekn.Testing;

/// <summary>
/// A fresh database with the present schema, for one test; gone when disposed. The schema is made once for each process
/// and copied from then on.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly string Folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    private readonly Func<Task> drop;

    private TestDatabase(string provider, string connectionString, Func<Task> drop)
    {
        Provider = provider;
        ConnectionString = connectionString;
        Database = Connect(provider, connectionString);
        this.drop = drop;
    }

    /// <summary>sqlite and postgres, as in the setting Ekn:Database:Provider.</summary>
    public static IReadOnlyList<string> Providers { get; } = [Dialect.Sqlite.Name, Dialect.Postgres.Name];

    public string Provider { get; }

    /// <summary>As in the setting Ekn:Database:ConnectionString; other processes may use it too.</summary>
    public string ConnectionString { get; }

    public Database Database { get; }

    /// <summary>Why this machine cannot run tests on a provider; null when it can.</summary>
    public static string? WhyNot(string provider) => provider == Dialect.Postgres.Name ? PostgresServer.WhyNot : null;

    /// <exception cref="InvalidOperationException">PostgreSQL is asked for and not installed; the message says what is missing.</exception>
    public static async Task<TestDatabase> CreateAsync(string provider)
    {
        if (provider == Dialect.Postgres.Name)
        {
            var created = await PostgresServer.CreateDatabaseAsync(await PostgresTemplate.Value);
            return new TestDatabase(provider, created, () => PostgresServer.DropDatabaseAsync(created));
        }
        var file = NewFile();
        await File.WriteAllBytesAsync(file, await SqliteTemplate.Value);
        return new TestDatabase(provider, ConnectionTo(file), () => DeleteAsync(file));
    }

    /// <summary>A fresh database without any table, for tests of the migrations themselves.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(string provider)
    {
        if (provider == Dialect.Postgres.Name)
        {
            var created = await PostgresServer.CreateDatabaseAsync();
            return new TestDatabase(provider, created, () => PostgresServer.DropDatabaseAsync(created));
        }
        var file = NewFile();
        return new TestDatabase(provider, ConnectionTo(file), () => DeleteAsync(file));
    }

    public async ValueTask DisposeAsync() => await drop();

    private static Database Connect(string provider, string connectionString) =>
        new(
            Options.Create(new DatabaseOptions { Provider = provider, ConnectionString = connectionString }),
            new HomeFolder(AppContext.BaseDirectory)
        );

    private static async Task<byte[]> MakeSqliteTemplateAsync()
    {
        var file = NewFile();
        var database = Connect(Dialect.Sqlite.Name, ConnectionTo(file));
        await new Migrator(database, TimeProvider.System).MigrateAsync(default);
        await using (var session = await database.OpenAsync(default))
        {
            // Everything into the one file that is copied.
            await session.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)", null, default);
        }
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionTo(file)));
        var bytes = await File.ReadAllBytesAsync(file);
        Delete(file);
        return bytes;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var connectionString = await PostgresServer.CreateDatabaseAsync();
        await new Migrator(Connect(Dialect.Postgres.Name, connectionString), TimeProvider.System).MigrateAsync(default);
        // A template with a connection open cannot be copied.
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    // Real files either way; in memory the full sync of every commit costs nothing.
    private static string NewFile() => Path.Combine(Folder, $"ekn-test-{Guid.NewGuid():N}.db");

    private static string ConnectionTo(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    private static Task DeleteAsync(string file)
    {
        Delete(file);
        return Task.CompletedTask;
    }

    private static void Delete(string file)
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionTo(file)));
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }
        var backups = Path.ChangeExtension(file, null) + "-backups";
        if (Directory.Exists(backups))
        {
            Directory.Delete(backups, recursive: true);
        }
    }
}
