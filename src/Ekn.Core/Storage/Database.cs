using System.Collections.Concurrent;
using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Storage;

/// <summary>Opens sessions on the configured database. Thread safe; one per process.</summary>
public sealed class Database
{
    // SQLite has one writer at a time, and who meets a locked file tries again in steps of 150 ms. Writers of this process
    // therefore line up here; only those of another process meet at the file.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> WritersOfFile = new(StringComparer.Ordinal);
    private readonly string connectionString;

    public Database(IOptions<DatabaseOptions> options, HomeFolder home)
    {
        ColumnTypes.Register();
        Dialect = options.Value.Provider == Dialect.Postgres.Name ? Dialect.Postgres : Dialect.Sqlite;
        connectionString =
            Dialect == Dialect.Sqlite
                ? WithAbsolutePath(options.Value.ConnectionString, home)
                : options.Value.ConnectionString;
    }

    public Dialect Dialect { get; }

    /// <summary>The full connection string, with an absolute path for SQLite; a secret for PostgreSQL.</summary>
    public string ConnectionString => connectionString;

    /// <summary>A session without a transaction, for reading.</summary>
    public async Task<Session> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = Dialect.Connect(connectionString);
        try
        {
            await Dialect.OpenAsync(connection, cancellationToken);
            var session = new Session(connection, null, Dialect);
            if (Dialect.OnOpen is { } statement)
            {
                await session.ExecuteAsync(statement, null, cancellationToken);
            }
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs the work in one transaction that is committed when it returns and rolled back when it throws. On SQLite it
    /// takes the write lock at once, so what was read inside cannot change before it is written.
    /// </summary>
    public Task<T> InTransactionAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        TransactAsync(work, keep: true, cancellationToken);

    public Task InTransactionAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        InTransactionAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellationToken
        );

    /// <summary>Runs the work in a transaction that is always rolled back: what it did is seen by itself alone.</summary>
    public Task<T> RehearseAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        TransactAsync(work, keep: false, cancellationToken);

    /// <summary>The one or the other.</summary>
    /// <param name="keep">False to roll back what was done.</param>
    public async Task<T> TransactAsync<T>(Func<Session, Task<T>> work, bool keep, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var reading = await OpenAsync(cancellationToken);
        await using var transaction = await reading.Connection.BeginTransactionAsync(
            Dialect == Dialect.Sqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted,
            cancellationToken
        );
        var result = await work(new Session(reading.Connection, transaction, Dialect));
        if (keep)
        {
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }
        return result;
    }

    /// <summary>Runs a single writing statement, which is a transaction of its own.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> statement, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var session = await OpenAsync(cancellationToken);
        return await statement(session);
    }

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (Dialect != Dialect.Sqlite)
        {
            return new Turn(null);
        }
        var writers = WritersOfFile.GetOrAdd(connectionString, _ => new SemaphoreSlim(1, 1));
        await writers.WaitAsync(cancellationToken);
        return new Turn(writers);
    }

    private static string WithAbsolutePath(string connectionString, HomeFolder home)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0 || builder.Mode == SqliteOpenMode.Memory || builder.DataSource == ":memory:")
        {
            throw new OptionsValidationException(
                nameof(DatabaseOptions),
                typeof(DatabaseOptions),
                [
                    "Ekn:Database:ConnectionString names no file; a night that lives in memory only is lost at the first restart. Write 'Data Source=data/ekn.db'.",
                ]
            );
        }
        builder.DataSource = Path.GetFullPath(builder.DataSource, home.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ToString();
    }

    private sealed class Turn(SemaphoreSlim? writers) : IDisposable
    {
        public void Dispose() => writers?.Release();
    }
}
