using System.Diagnostics;
using System.Reflection;
using System.Text;
using Ekn.Core.Calendar;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit.Sdk;

namespace Ekn.Core.Storage;

/// <summary>The test runs on SQLite; beside <see cref="OnPostgresAttribute"/> on a Theory with one string, the provider.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            ["sqlite"],
        ];
}

/// <summary>The test runs on a PostgreSQL server of its own, and is shown as skipped where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = PrivatePostgres.Missing;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            ["postgres"],
        ];
}

/// <summary>A migrated database for one test, and a clock that stands at a Tuesday in February 2026, 12:00 local.</summary>
public sealed class StorageFixture : IAsyncDisposable
{
    private readonly string? folder;

    private StorageFixture(Database database, string? folder)
    {
        Database = database;
        this.folder = folder;
    }

    public Database Database { get; }

    public StandingClock Clock { get; } = new(new DateTimeOffset(2026, 2, 10, 11, 0, 0, TimeSpan.Zero));

    public LocalTime Time => new(Clock, TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"));

    public static async Task<StorageFixture> CreateAsync(string provider)
    {
        string? home = null;
        string connectionString;
        if (provider == "postgres")
        {
            connectionString = PrivatePostgres.CreateDatabase();
        }
        else
        {
            var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
            home = Directory.CreateDirectory(Path.Combine(parent, $"ekn-test-{Guid.NewGuid():n}")).FullName;
            connectionString = "Data Source=ekn.db";
        }
        var database = new Database(
            Options.Create(new DatabaseOptions { Provider = provider, ConnectionString = connectionString }),
            new HomeFolder(home ?? Path.GetTempPath())
        );
        var fixture = new StorageFixture(database, home);
        await new Migrator(database, fixture.Clock).MigrateAsync(CancellationToken.None);
        return fixture;
    }

    public Task<Session> OpenAsync() => Database.OpenAsync(CancellationToken.None);

    public async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync(sql, values, CancellationToken.None);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null)
    {
        await using var session = await OpenAsync();
        return await session.QueryAsync<T>(sql, values, CancellationToken.None);
    }

    public async Task<long> CountAsync(string table) => (await QueryAsync<long>($"SELECT COUNT(*) FROM {table}"))[0];

    public static Stream File(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        return ValueTask.CompletedTask;
    }
}

public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>One server for the test run, on a socket in a folder of its own; it ends with the run.</summary>
internal static class PrivatePostgres
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly Lazy<string> Folder = new(Start);
    private static int databases;

    /// <summary>Why there is no server; null when one can be started.</summary>
    public static string? Missing { get; } =
        System.IO.File.Exists($"{Binaries}/initdb")
            ? null
            : "PostgreSQL 15 is not installed (apt-get install postgresql).";

    public static string CreateDatabase()
    {
        var name = $"ekn_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    private static string ConnectionString(string database) =>
        $"Host={Folder.Value};Database={database};Username=postgres;Pooling=false";

    private static string Start()
    {
        var folder = $"/tmp/ekn-pg-{Environment.ProcessId}";
        Directory.CreateDirectory(folder);
        Run("chown", Environment.IsPrivilegedProcess ? ["postgres", folder] : [Environment.UserName, folder]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(folder);
        AsServer(
            $"{Binaries}/initdb",
            "-D",
            $"{folder}/data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"
        );
        AsServer(
            $"{Binaries}/pg_ctl",
            "-D",
            $"{folder}/data",
            "-w",
            "-l",
            $"{folder}/log",
            "-o",
            $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            "start"
        );
        return folder;
    }

    // Left to a process of its own: a test run that is over is not given the time to wait for it.
    private static void Stop(string folder)
    {
        using var _ = Process.Start(
            new ProcessStartInfo(
                "setsid",
                ["sh", "-c", "kill -QUIT $(head -1 \"$0/data/postmaster.pid\"); sleep 1; rm -rf \"$0\"", folder]
            )
            {
                WorkingDirectory = "/",
            }
        );
    }

    // The server refuses to run as root.
    private static void AsServer(params string[] command)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", .. command]);
        }
        else
        {
            Run(command[0], command[1..]);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        // Output is not piped: the server would inherit the pipe, and the wait would never end.
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
        )!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {arguments.FirstOrDefault()} ended with {process.ExitCode}."
            );
        }
    }
}
