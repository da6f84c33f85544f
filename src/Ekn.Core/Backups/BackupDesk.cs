using System.Diagnostics;
using System.Globalization;
using Ekn.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ekn.Core.Backups;

/// <summary>
/// Makes copies of the database while it is in use, and reads each one back before it counts. A copy that cannot be read
/// is no copy: it fails loudly, and the old ones stay.
/// </summary>
public sealed class BackupDesk(Database database, TimeProvider clock, HomeFolder home, IOptions<BackupOptions> options)
{
    private const string Prefix = "ekn-";

    /// <summary>Null where copies are to be made outside the service.</summary>
    public string? Folder =>
        options.Value.Folder.Length > 0 ? Path.GetFullPath(options.Value.Folder, home.Path)
        : database.Dialect == Dialect.Sqlite ? Path.ChangeExtension(SqliteFile, null) + "-backups"
        : null;

    private string SqliteFile => new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    private string Extension => database.Dialect == Dialect.Sqlite ? ".db" : ".dump";

    /// <summary>The copies there are, the newest first.</summary>
    public IReadOnlyList<Backup> List()
    {
        if (Folder is not { } folder || !Directory.Exists(folder))
        {
            return [];
        }
        return
        [
            .. new DirectoryInfo(folder)
                .GetFiles(Prefix + "*" + Extension)
                .Select(file => (File: file, At: TimeOf(file.Name)))
                .Where(one => one.At is not null)
                .Select(one => new Backup(one.File.FullName, one.At!.Value, one.File.Length))
                .OrderByDescending(one => one.MadeAt),
        ];
    }

    /// <returns>Null where copies are to be made outside the service.</returns>
    /// <exception cref="InvalidDataException">The copy could not be made or read back; the sentence says what to do.</exception>
    public async Task<Backup?> MakeAsync(CancellationToken cancellationToken)
    {
        if (Folder is not { } folder)
        {
            return null;
        }
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // The copies hold names and numbers: they are nobody else's on this machine.
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
        var now = clock.GetUtcNow();
        var file = Path.Combine(
            folder,
            $"{Prefix}{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}{Extension}"
        );
        var unfinished = file + ".part";
        File.Delete(unfinished);
        try
        {
            if (database.Dialect == Dialect.Sqlite)
            {
                await CopySqliteAsync(unfinished, cancellationToken);
            }
            else
            {
                await CopyPostgresAsync(unfinished, cancellationToken);
            }
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        foreach (var old in List().Skip(options.Value.Keep))
        {
            File.Delete(old.File);
        }
        return new Backup(file, now, new FileInfo(file).Length);
    }

    private async Task CopySqliteAsync(string file, CancellationToken cancellationToken)
    {
        await using (var session = await database.OpenAsync(cancellationToken))
        {
            await session.ExecuteAsync("VACUUM INTO @file", new { file }, cancellationToken);
        }
        var copy = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        await using var reading = new Session(new SqliteConnection(copy.ToString()), null, Dialect.Sqlite);
        var verdict = await reading.FirstOrDefaultAsync<string>("PRAGMA integrity_check", null, cancellationToken);
        if (verdict != "ok")
        {
            throw new InvalidDataException("The copy of the database cannot be read back; see that the disk is well.");
        }
    }

    private async Task CopyPostgresAsync(string file, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await RunAsync(
            options.Value.PgDump,
            [
                "--format=custom",
                "--no-password",
                $"--file={file}",
                $"--host={server.Host}",
                $"--port={server.Port}",
                $"--username={server.Username}",
                $"--dbname={server.Database}",
            ],
            server.Password,
            "run it by hand to see why, and see that its version is the server's.",
            cancellationToken
        );
        // Every byte is read, into nothing: a dump that was cut off begins like a whole one.
        await RunAsync(
            PgRestore,
            [$"--file={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}", file],
            password: null,
            "the copy of the database cannot be read back; see that the disk is well and has room.",
            cancellationToken
        );
    }

    /// <summary>It is installed beside pg_dump, and of the same version.</summary>
    private string PgRestore =>
        Path.Combine(
            Path.GetDirectoryName(options.Value.PgDump) ?? "",
            Path.GetFileName(options.Value.PgDump).Replace("pg_dump", "pg_restore", StringComparison.Ordinal)
        );

    private static async Task RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string? password,
        string advice,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        // Never on the command line, where everybody on the machine can read it.
        start.Environment["PGPASSWORD"] = password ?? "";
        try
        {
            using var process = Process.Start(start)!;
            // What it says may hold names of the database; the exit code is enough.
            await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidDataException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {advice}");
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidDataException(
                $"'{program}' is not installed; install postgresql-client, or set Ekn:Backup:PgDump to where pg_dump is.",
                missing
            );
        }
    }

    private static DateTimeOffset? TimeOf(string name) =>
        DateTimeOffset.TryParseExact(
            Path.GetFileNameWithoutExtension(name)[Prefix.Length..],
            "yyyyMMdd-HHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;
}
