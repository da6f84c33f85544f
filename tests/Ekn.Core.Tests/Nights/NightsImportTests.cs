using System.Globalization;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Testing;

namespace Ekn.Core.Nights;

public sealed class NightsImportTests
{
    private const string Header = "night,premises,capacity,women,men,notStated,turnedAway,threats,violence,police\n";

    [DatabaseTheory]
    public async Task Past_nights_are_taken_into_an_empty_database(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);

        var result = await ImportAsync(
            storage,
            Header + "2018-02-26,Klara,40,12,27,1,3,1,0,2\n2018-02-26,Maria,20,5,9,,,,,\n"
        );

        ImportAssert.Imported("2 added, 0 changed, 0 unchanged", result);
        Assert.Equal(
            ["2018-02-26 ended import 2018-02-26T17:00:00.000Z 2018-02-27T08:00:00.000Z"],
            await storage.QueryAsync<string>(
                "SELECT night || ' ' || state || ' ' || origin || code || ' ' || opened_at || ' ' || ended_at FROM night"
            )
        );
        Assert.Equal(
            ["Klara 40 accepted 12 27 1 3 1 0 2", "Maria 20 accepted 5 9 0 0 0 0 0"],
            await FiguresAsync(storage)
        );
        Assert.Equal(2, await storage.CountAsync("premises WHERE reserve = 0 AND address = ''"));
        Assert.Equal(0, await storage.CountAsync("rota_weekday"));
    }

    [DatabaseTheory]
    public async Task The_same_file_twice_changes_nothing(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file = Header + "2018-02-26,Klara,40,12,27,1,3,1,0,2\n2018-02-27,Klara,40,12,27,1,3,1,0,2\n";
        await ImportAsync(storage, file);

        ImportAssert.Imported("0 added, 0 changed, 2 unchanged", await ImportAsync(storage, file));
        ImportAssert.Imported(
            "0 added, 0 changed, 1 unchanged",
            await ImportAsync(storage, "night;premises;capacity;women;men\n2018-02-26;KLARA;40;12;27\n")
        );
        Assert.Equal(2, await storage.CountAsync("guest_count"));
    }

    [DatabaseTheory]
    public async Task Other_figures_are_a_correction_beside_the_earlier_ones(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(storage, Header + "2018-02-26,Klara,40,12,27,1,3,1,0,2\n");

        var result = await ImportAsync(
            storage,
            "night,premises,capacity,women,men,police\n2018-02-26,Klara,45,13,27,\n2018-02-26,Maria,20,1,1,0\n"
        );

        ImportAssert.Imported("1 added, 1 changed, 0 unchanged", result);
        Assert.Equal(
            [
                "Klara 45 accepted 12 27 1 3 1 0 2",
                "Klara 45 accepted 13 27 1 3 1 0 0",
                "Maria 20 accepted 1 1 0 0 0 0 0",
            ],
            await FiguresAsync(storage)
        );
    }

    [DatabaseTheory]
    public async Task A_night_that_the_service_ran_is_never_overwritten(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await storage.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-02-08', 'A', 'ended', '2026-02-07T11:00:00.000Z')"
        );

        var result = await ImportAsync(
            storage,
            Header + "2026-02-07,Klara,40,1,2,,,,,\n2026-02-08,Klara,40,1,2,,,,,\n"
        );

        ImportAssert.Refused(
            "line 3: the night of 2026-02-08 was run by the service; its figures come from the site lead and are not overwritten.",
            result
        );
        Assert.Equal(1, await storage.CountAsync("night"));
        Assert.Equal(0, await storage.CountAsync("premises"));
    }

    [Theory]
    [InlineData("2026-02-10T07:59:00Z", false)] // 08:59 in Stockholm: the night of the 9th is still on
    [InlineData("2026-02-10T08:00:00Z", true)]
    public async Task A_night_can_be_imported_when_its_morning_has_come(string now, bool taken)
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        storage.ItIs(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        var result = await ImportAsync(storage, Header + "2026-02-09,Klara,40,1,2,,,,,\n");

        Assert.Equal(taken, result is ImportResult.Imported);
    }

    [Fact]
    public async Task Bad_rows_are_all_named_and_nothing_is_written()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");

        var result = await ImportAsync(
            storage,
            Header
                + "2018-02-26,Klara,40,12,27,,,,,\n"
                + "2018-02-29,Klara,40,12,27,,,,,\n"
                + ",,,,,,,,,\n"
                + ",Klara,0,-1,,x,1.5,,,\n"
                + "2018-02-28,Klara,10,60,41,0,,,,\n"
                + "2026-02-10,Klara,40,1,2,,,,,\n"
                + "2018-02-26,KLARA,40,12,27,,,,,\n"
        );

        ImportAssert.Refused(
            """
            line 3: night must be a date written as 2026-12-01.
            line 5: night is empty; it must be filled in.
            line 5: capacity must be a whole number from 1 to 10000.
            line 5: women must be a whole number from 0 to 10000.
            line 5: men must be a whole number from 0 to 10000.
            line 5: notStated must be a whole number from 0 to 10000.
            line 5: turnedAway must be a whole number from 0 to 10000.
            line 6: women, men and notStated are more than 10 guests for each place of capacity; check the figures.
            line 7: night is not over yet; only past nights can be imported.
            line 8: line 2 has the same night and premises already.
            """,
            result
        );
        Assert.Equal(0, await storage.CountAsync("night"));
    }

    [Fact]
    public async Task A_failure_half_way_leaves_nothing_behind()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        await storage.ExecuteAsync(
            "CREATE TRIGGER disk_full BEFORE INSERT ON guest_count WHEN NEW.women = 13 BEGIN SELECT RAISE(ABORT, 'full'); END"
        );

        await Assert.ThrowsAnyAsync<Exception>(() =>
            ImportAsync(storage, Header + "2018-02-26,Klara,40,12,27,,,,,\n2018-02-27,Klara,40,13,27,,,,,\n")
        );

        Assert.Equal(0, await storage.CountAsync("night"));
        Assert.Equal(0, await storage.CountAsync("guest_count"));
        Assert.Equal(0, await storage.CountAsync("premises"));
    }

    private static Task<ImportResult> ImportAsync(StorageFixture storage, string file) =>
        new NightsImport(storage.Database, storage.Time).ImportAsync(StorageFixture.File(file), default);

    private static Task<IReadOnlyList<string>> FiguresAsync(StorageFixture storage) =>
        storage.QueryAsync<string>(
            """
            SELECT p.name || ' ' || CAST(np.capacity AS TEXT) || ' ' || np.state || ' ' || CAST(g.women AS TEXT) || ' '
                || CAST(g.men AS TEXT) || ' ' || CAST(g.not_stated AS TEXT) || ' ' || CAST(g.turned_away AS TEXT) || ' '
                || CAST(g.threats AS TEXT) || ' ' || CAST(g.violence AS TEXT) || ' ' || CAST(g.police AS TEXT)
            FROM guest_count g
            JOIN night_premises np ON np.id = g.night_premises_id
            JOIN premises p ON p.id = np.premises_id
            ORDER BY g.id
            """
        );
}
