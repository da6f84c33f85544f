using Ekn.Core.Storage;
using Ekn.Core.Tests;
using Ekn.Testing;
using Microsoft.Data.Sqlite;

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

    [Fact]
    public async Task A_folder_that_cannot_be_written_fails_and_leaves_no_half_copy()
    {
        await using var bench = await CoreBench.NewAsync("sqlite", settings: [("Ekn:Backup:Folder", "/proc/nowhere")]);

        await Assert.ThrowsAnyAsync<Exception>(() => bench.Get<BackupDesk>().MakeAsync(default));

        Assert.Empty(bench.Get<BackupDesk>().List());
    }
}
