using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ekn.Core.Storage;

/// <summary>
/// The one seam between the two databases. Every statement of the service runs on both; what differs is here: column
/// types in migrations, row locks, how a connection is made, and how a broken unique key shows itself.
/// </summary>
public abstract class Dialect
{
    public static Dialect Sqlite { get; } = new SqliteDialect();

    public static Dialect Postgres { get; } = new PostgresDialect();

    /// <summary>As in the setting Ekn:Database:Provider.</summary>
    public abstract string Name { get; }

    /// <summary>Ends a SELECT that is followed by a change of the same row in one transaction. SQLite has one writer at a time and needs none.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>As <see cref="ForUpdate"/>, passing over rows that another worker holds.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    public abstract DbConnection Connect(string connectionString);

    public abstract Task OpenAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Runs on each connection as it is opened; null when there is nothing to say.</summary>
    public abstract string? OnOpen { get; }

    /// <summary>Runs inside the migrating transaction, so that two programs that start together migrate one after the other.</summary>
    public abstract string? MigrationLock { get; }

    /// <summary>Whether a unique key refused the row, that is, somebody else was first.</summary>
    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>Puts this database's words in place of {id}, {instant}, {date}, {bytes} and {real} in a migration.</summary>
    public abstract string Translate(string migration);

    private sealed class SqliteDialect : Dialect
    {
        private const int Constraint = 19;
        private const int ConstraintPrimaryKey = 1555;
        private const int ConstraintUnique = 2067;

        // Microsoft.Data.Sqlite's pool marks a connection as taken before it knows by whom. Another thread that finds the
        // pool empty at that moment takes it for forgotten, and both get the same one, with one transaction between them
        // (dotnet/efcore#39008). So one opens after the other; no file is waited for in there.
        private readonly Lock opening = new();

        public override string Name => "sqlite";

        public override string ForUpdate => "";

        public override string ForUpdateSkipLocked => "";

        // Full sync: a confirmed booking survives the power cut that a cold night may bring.
        // No busy_timeout: the SQLite library that we run on waits in whole seconds; Microsoft.Data.Sqlite tries again
        // every 150 ms, for as long as the command may take (30 s), and does so itself.
        public override string OnOpen => "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

        public override string? MigrationLock => null;

        public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

        public override Task OpenAsync(DbConnection connection, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (opening)
            {
                connection.Open();
            }
            return Task.CompletedTask;
        }

        public override bool IsUniqueViolation(DbException exception) =>
            exception is SqliteException { SqliteErrorCode: Constraint } sqlite
            && sqlite.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique;

        public override string Translate(string migration) =>
            migration
                .Replace("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT")
                .Replace("{instant}", "TEXT")
                .Replace("{date}", "TEXT")
                .Replace("{bytes}", "BLOB")
                .Replace("{real}", "REAL");
    }

    private sealed class PostgresDialect : Dialect
    {
        public override string Name => "postgres";

        public override string ForUpdate => "FOR UPDATE";

        public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

        public override string? OnOpen => null;

        public override string MigrationLock => "SELECT pg_advisory_xact_lock(20141101)";

        public override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

        public override Task OpenAsync(DbConnection connection, CancellationToken cancellationToken) =>
            connection.OpenAsync(cancellationToken);

        public override bool IsUniqueViolation(DbException exception) =>
            exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

        // Instants and dates are ISO text of fixed length in both databases; "C" makes their order the order of time
        // whatever the server's language.
        public override string Translate(string migration) =>
            migration
                .Replace("{id}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                .Replace("{instant}", "TEXT COLLATE \"C\"")
                .Replace("{date}", "TEXT COLLATE \"C\"")
                .Replace("{bytes}", "BYTEA")
                .Replace("{real}", "DOUBLE PRECISION");
    }
}
