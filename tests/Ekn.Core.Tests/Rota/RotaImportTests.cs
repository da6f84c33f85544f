using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Testing;

namespace Ekn.Core.Rota;

public sealed class RotaImportTests
{
    [DatabaseTheory]
    public async Task Weekdays_and_dates_are_taken(string provider)
    {
        await using var storage = await WithRoomsAsync(provider);

        var result = await ImportAsync(
            storage,
            """
            weekday,date,premises,from,to
            MÅNDAG,,A,2019-11-01,2020-03-31
            monday,,B,2019-12-24,2019-12-30
            Tis,,b,,
            ,2019-12-24,,,
            ,2019-12-25,A,,
            ,2019-12-25,B,,
            """
        );

        ImportAssert.Imported("6 added, 0 changed, 0 unchanged", result);
        Assert.Equal("A", await RoomsAsync(storage, "2019-11-04"));
        Assert.Equal("A+B", await RoomsAsync(storage, "2019-12-30"));
        Assert.Equal("Closed", await RoomsAsync(storage, "2019-12-24"));
        Assert.Equal("A+B", await RoomsAsync(storage, "2019-12-25"));
        Assert.Equal("B", await RoomsAsync(storage, "2026-02-10"));
        Assert.Equal("NobodyRostered", await RoomsAsync(storage, "2019-11-06"));
        Assert.Equal("NobodyRostered", await RoomsAsync(storage, "2019-10-28"));
    }

    [DatabaseTheory]
    public async Task The_same_file_twice_changes_nothing(string provider)
    {
        await using var storage = await WithRoomsAsync(provider);
        var file = "weekday,date,premises,from,to\nmonday,,A,2019-11-01,\ntuesday,,B,,\n,2019-12-24,,,\n";
        await ImportAsync(storage, file);

        ImportAssert.Imported("0 added, 0 changed, 3 unchanged", await ImportAsync(storage, file));
        Assert.Equal(2, await storage.CountAsync("rota_weekday"));
        Assert.Equal(1, await storage.CountAsync("rota_date"));
    }

    [DatabaseTheory]
    public async Task What_the_file_says_of_a_weekday_or_a_date_replaces_what_was_known_of_it_alone(string provider)
    {
        await using var storage = await WithRoomsAsync(provider);
        await ImportAsync(
            storage,
            "weekday,date,premises\nmonday,,A\ntuesday,,A\ntuesday,,B\n,2019-12-24,\n,2019-12-25,B\n"
        );

        var result = await ImportAsync(storage, "weekday,date,premises\ntuesday,,A\n,2019-12-24,A\n,2019-12-26,\n");

        ImportAssert.Imported("1 added, 2 changed, 1 unchanged", result);
        Assert.Equal("A", await RoomsAsync(storage, "2019-12-02")); // Monday, not in the file
        Assert.Equal("A", await RoomsAsync(storage, "2019-12-03")); // Tuesday: B is gone
        Assert.Equal("A", await RoomsAsync(storage, "2019-12-24")); // no longer closed
        Assert.Equal("B", await RoomsAsync(storage, "2019-12-25")); // not in the file
        Assert.Equal("Closed", await RoomsAsync(storage, "2019-12-26"));
    }

    [DatabaseTheory]
    public async Task Bad_rows_are_all_named_and_nothing_is_written(string provider)
    {
        await using var storage = await WithRoomsAsync(provider);

        var result = await ImportAsync(
            storage,
            """
            weekday,date,premises,from,to
            wednesday,,A,,
            wednesday,2019-12-04,A,,
            ,,A,,
            lillördag,,A,,
            friday,,Katedralen,,
            friday,,,,
            sunday,,A,2019-12-02,2019-12-01
            sunday,,A,2019-02-29,igår
            ,2019-12-24,A,2019-12-01,
            ,24 dec,A,,
            """
        );

        ImportAssert.Refused(
            """
            line 3: weekday and date are both filled in; a row is about one of them.
            line 4: weekday and date are both empty; one of them must be filled in.
            line 5: weekday 'lillördag' is not a weekday; write monday … sunday or måndag … söndag.
            line 6: the premises 'Katedralen' are not known; import the churches first, or mend the name.
            line 7: premises is empty; only a date can be closed, not a weekday.
            line 8: from is later than to.
            line 9: from must be a date written as 2026-12-01.
            line 9: to must be a date written as 2026-12-01.
            line 10: from and to belong to a weekday; a row with a date is about that date alone.
            line 11: date must be a date written as 2026-12-01.
            """,
            result
        );
        Assert.Equal(0, await storage.CountAsync("rota_weekday"));
        Assert.Equal(0, await storage.CountAsync("rota_date"));
    }

    [Fact]
    public async Task Only_different_premises_may_share_a_weekday_for_some_of_the_time()
    {
        await using var storage = await WithRoomsAsync("sqlite");

        ImportAssert.Imported(
            "3 added, 0 changed, 0 unchanged",
            await ImportAsync(
                storage,
                "weekday,premises,from,to\nmon,A,,2019-12-31\nmon,A,2020-01-01,\nmon,B,2019-12-01,2020-02-01\n"
            )
        );
        ImportAssert.Refused(
            "line 3: line 2 rosters the same premises on this weekday for some of the same dates.",
            await ImportAsync(storage, "weekday,premises,from,to\nmon,A,,2020-01-01\nmåndag,a,2020-01-01,\n")
        );
    }

    [Fact]
    public async Task A_date_cannot_be_closed_and_open_at_once()
    {
        await using var storage = await WithRoomsAsync("sqlite");

        ImportAssert.Refused(
            """
            line 3: this row and line 2 disagree: one closes the date, the other opens premises.
            line 5: line 4 says the same of this date already.
            """,
            await ImportAsync(storage, "date,premises\n2019-12-24,A\n2019-12-24,\n2019-12-25,A\n2019-12-25,a\n")
        );
    }

    [Fact]
    public async Task A_file_needs_a_column_for_the_weekday_or_the_date()
    {
        await using var storage = await WithRoomsAsync("sqlite");

        ImportAssert.Refused(
            "line 2: the file has neither a column 'weekday' nor a column 'date'; one of them is needed.",
            await ImportAsync(storage, "premises,from\nA,2019-12-24\n")
        );
    }

    [Theory]
    [InlineData("måndag", DayOfWeek.Monday)]
    [InlineData("MÅNDAG", DayOfWeek.Monday)]
    [InlineData("Mån", DayOfWeek.Monday)]
    [InlineData("mån.", DayOfWeek.Monday)]
    [InlineData("måndagar", DayOfWeek.Monday)]
    [InlineData("Mondays", DayOfWeek.Monday)]
    [InlineData("wednesday", DayOfWeek.Wednesday)]
    [InlineData("Ons", DayOfWeek.Wednesday)]
    [InlineData("4", DayOfWeek.Thursday)]
    [InlineData("LÖRDAG", DayOfWeek.Saturday)]
    [InlineData("7", DayOfWeek.Sunday)]
    [InlineData("sun", DayOfWeek.Sunday)]
    [InlineData("0", null)]
    [InlineData("8", null)]
    [InlineData("m", null)]
    [InlineData("", null)]
    [InlineData("today", null)]
    public void Weekdays_are_read_in_Swedish_and_English_in_any_case(string text, DayOfWeek? expected)
    {
        Assert.Equal(expected, WeekdayWords.Read(text));
    }

    private static async Task<StorageFixture> WithRoomsAsync(string provider)
    {
        var storage = await StorageFixture.CreateAsync(provider);
        var churches = StorageFixture.File("church,premises,address,capacity\nA,A,Vägen 1,10\nB,B,Vägen 2,20\n");
        await new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(churches, default);
        return storage;
    }

    private static Task<ImportResult> ImportAsync(StorageFixture storage, string file) =>
        new RotaImport(storage.Database).ImportAsync(StorageFixture.File(file), default);

    private static async Task<string> RoomsAsync(StorageFixture storage, string night)
    {
        await using var session = await storage.OpenAsync();
        var rota = await new RotaReader().OnAsync(session, Night.Parse(night), default);
        return rota is NightRota.Lent lent
            ? string.Join('+', lent.Premises.Select(room => room.Name).Order())
            : rota.GetType().Name;
    }
}
