using System.Diagnostics;
using Ekn.Core.Storage;
using Ekn.Core.Tests;
using Ekn.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ekn.Core.Backups;

public sealed class BackupDeskTests
{
    [Fact]
    public async Task A_copy_holds_everything_and_can_be_put_in_the_place_of_the_database()
    {
        await using var bench = await CoreBench.NewAsync("sqlite");
        await bench.AddVolunteersAsync(3);

        var made = await bench.Get<BackupDesk>().MakeAsync(default);

        await using var copy = new Session(
            new SqliteConnection($"Data Source={made!.File};Mode=ReadOnly;Pooling=False"),
            null,
            Dialect.Sqlite
        );
        Assert.Equal(3, await copy.SingleAsync<long>("SELECT COUNT(*) FROM volunteer", null, default));
        Assert.Equal(made, Assert.Single(bench.Get<BackupDesk>().List()) with { MadeAt = made.MadeAt });
    }

    [Fact]
    public async Task Old_copies_go_only_after_a_new_one_is_there()
    {
        await using var bench = await CoreBench.NewAsync("sqlite", settings: [("Ekn:Backup:Keep", "2")]);
        for (var i = 0; i < 4; i++)
        {
            await bench.Get<BackupDesk>().MakeAsync(default);
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(2, bench.Get<BackupDesk>().List().Count);
        Assert.Equal(bench.Clock.UtcNow.AddDays(-1), bench.Get<BackupDesk>().List()[0].MadeAt);
    }

    [Fact]
    public async Task What_lies_in_the_folder_besides_copies_is_left_alone()
    {
        await using var bench = await CoreBench.NewAsync("sqlite", settings: [("Ekn:Backup:Keep", "1")]);
        var desk = bench.Get<BackupDesk>();
        await desk.MakeAsync(default);
        var note = Path.Combine(desk.Folder!, "ekn-anteckning.db");
        await File.WriteAllTextAsync(note, "x");
        bench.Clock.Advance(TimeSpan.FromDays(1));

        await desk.MakeAsync(default);

        Assert.True(File.Exists(note));
        Assert.Single(desk.List());
    }

    [DatabaseTheory]
    public async Task A_postgres_without_a_folder_is_copied_outside_and_says_so(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        Assert.Equal(provider == "sqlite", await bench.Get<BackupDesk>().MakeAsync(default) is not null);
    }

    [PostgresFact]
    public async Task A_postgres_comes_back_whole_into_an_empty_database_as_the_runbook_says()
    {
        using var folder = new Folder();
        await using var bench = await CoreBench.NewAsync("postgres", settings: [("Ekn:Backup:Folder", folder.Path)]);
        await bench.AddVolunteersAsync(3);

        var made = await bench.Get<BackupDesk>().MakeAsync(default);

        await using var empty = await TestDatabase.CreateEmptyAsync("postgres");
        var there = new NpgsqlConnectionStringBuilder(empty.ConnectionString);
        await RunAsync(
            "pg_restore",
            $"--dbname={there.Database}",
            $"--host={there.Host}",
            $"--username={there.Username}",
            made!.File
        );
        await using var session = await empty.Database.OpenAsync(default);
        Assert.Equal(3, await session.SingleAsync<long>("SELECT COUNT(*) FROM volunteer", null, default));
        Assert.Equal(0, await new Migrator(empty.Database, TimeProvider.System).PendingAsync(default));
    }

    [PostgresFact]
    public async Task A_dump_that_was_cut_off_is_no_copy_and_the_one_before_stays()
    {
        using var folder = new Folder();
        await using var bench = await CoreBench.NewAsync(
            "postgres",
            settings:
            [
                ("Ekn:Backup:Folder", folder.Path),
                ("Ekn:Backup:Keep", "1"),
                ("Ekn:Backup:PgDump", Path.Combine(folder.Path, "pg_dump")),
            ]
        );
        await bench.AddVolunteersAsync(3);
        var desk = bench.Get<BackupDesk>();
        folder.Write("pg_restore", "exec pg_restore \"$@\"");
        folder.Write("pg_dump", "exec pg_dump \"$@\"");
        await desk.MakeAsync(default);
        var before = Assert.Single(desk.List());
        // The disk is full: the mark at the beginning is there, and half of the rest.
        folder.Write(
            "pg_dump",
            """
            pg_dump "$@"
            for argument; do case $argument in --file=*) file=${argument#--file=};; esac; done
            truncate --size=$(($(stat -c %s "$file") / 2)) "$file"
            """
        );
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var told = await Assert.ThrowsAsync<InvalidDataException>(() => desk.MakeAsync(default));

        Assert.Contains("cannot be read back", told.Message);
        Assert.Equal([before], desk.List());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_fails_and_leaves_no_half_copy()
    {
        await using var bench = await CoreBench.NewAsync("sqlite", settings: [("Ekn:Backup:Folder", "/proc/nowhere")]);

        await Assert.ThrowsAnyAsync<Exception>(() => bench.Get<BackupDesk>().MakeAsync(default));

        Assert.Empty(bench.Get<BackupDesk>().List());
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ekn-backups").FullName;

        public void Write(string program, string script) =>
            ExecutableFile.Write(System.IO.Path.Combine(Path, program), $"#!/bin/sh\nset -e\n{script}\n");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
