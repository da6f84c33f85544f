using System.Diagnostics;
using Npgsql;

namespace Ekn.Testing;

/// <summary>
/// A private PostgreSQL for this test process: started at first use in a temporary folder, reached through a socket
/// in it, and gone with the process, however that ends. Its data need not survive, so nothing is synced. Thread safe.
/// </summary>
public static class PostgresServer
{
    /// <summary>
    /// The shell stays beside the server and reads from a pipe that this process holds open: when the process ends, even
    /// by SIGKILL, the pipe closes, the server is stopped and the folder removed.
    /// </summary>
    private const string Script = """
        set -eu
        bin=$1
        dir=$(mktemp -d /tmp/ekn-postgres-XXXXXX)
        server=
        trap '[ -z "$server" ] || kill -QUIT "$server" 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
        trap 'exit 1' INT TERM HUP
        "$bin/initdb" -D "$dir/data" -U ekn -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
        "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
          -c full_page_writes=off -c max_connections=300 -c autovacuum=off </dev/null >>"$dir/log" 2>&1 &
        server=$!
        until "$bin/pg_isready" -q -h "$dir"; do
          kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
          sleep 0.05
        done
        echo "$dir"
        read -r _ || true
        """;

    private static readonly string? Programs = FindPrograms();
    private static readonly Lazy<Task<string>> Folder = new(StartAsync);
    private static int databases;

    /// <summary>Why this machine cannot run it; null when it can.</summary>
    public static string? WhyNot { get; } = FindReason();

    /// <summary>Makes a database that nobody else uses, and returns the connection string to it.</summary>
    /// <param name="template">The name of a database of this server to copy; empty when null.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not start.</exception>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        return ConnectionTo(await Folder.Value, name);
    }

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }
        await RunAsync(
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)"
        );
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(await Folder.Value, "postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string ConnectionTo(string folder, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = folder,
            Username = "ekn",
            Database = database,
        }.ToString();

    private static async Task<string> StartAsync()
    {
        if (WhyNot is not null)
        {
            throw new InvalidOperationException(WhyNot);
        }
        // PostgreSQL refuses to run as root; setpriv becomes the other user without a process in between.
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]
            : ["sh"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "-c", Script, "ekn-postgres", Programs!])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var shell = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            shell.StandardInput.Close();
            shell.WaitForExit(TimeSpan.FromSeconds(10));
        };
        var complaints = shell.StandardError.ReadToEndAsync();
        return await shell.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"PostgreSQL did not start: {await complaints}");
    }

    private static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        IEnumerable<string> versions = Directory.Exists(debian)
            ? Directory
                .GetDirectories(debian)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var n) ? n : 0)
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            ':',
            StringSplitOptions.RemoveEmptyEntries
        );
        return versions
            .Select(version => Path.Combine(version, "bin"))
            .Concat(onPath)
            .FirstOrDefault(folder => Needed.All(program => File.Exists(Path.Combine(folder, program))));
    }

    private static string[] Needed => ["initdb", "postgres", "pg_isready"];

    private static string? FindReason()
    {
        if (Programs is null)
        {
            return "PostgreSQL is not installed (Debian: apt-get install postgresql).";
        }
        return
            Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:"))
            ? "PostgreSQL cannot run as root, and there is no user named postgres to run it."
            : null;
    }
}
