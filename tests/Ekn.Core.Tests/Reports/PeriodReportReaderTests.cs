using System.Globalization;
using System.Text;
using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Testing;

namespace Ekn.Core.Reports;

public sealed class PeriodReportReaderTests
{
    private const string Header = "night,premises,capacity,women,men,notStated,turnedAway,threats,violence,police\n";

    /// <summary>November 2017 – April 2018, 115 places: the table of the half-year report (domain.md).</summary>
    private static readonly (string Month, int Women, int Men)[] HalfYear =
    [
        ("2017-11", 1032, 1953),
        ("2017-12", 946, 1226),
        ("2018-01", 802, 2071),
        ("2018-02", 951, 1981),
        ("2018-03", 1016, 2042),
        ("2018-04", 742, 1896),
    ];

    [DatabaseTheory]
    public async Task Nights_that_sum_to_the_half_year_table_print_that_table(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(storage, HalfYearFile());

        var report = await ReadAsync(storage, "2017-11-01", "2018-04-30");

        Assert.Equal(
            """
            2017-11 1032 1953 35 65 2985 87
            2017-12 946 1226 44 56 2172 61
            2018-01 802 2071 28 72 2873 81
            2018-02 951 1981 32 68 2932 91
            2018-03 1016 2042 33 67 3058 86
            2018-04 742 1896 28 72 2638 76
            total 5489 11169 33 67 16658 80
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Rows(JsonReportWriter.Write(report, null)))
        );
        var csv = CsvReportWriter.Write(report, null).Split('\n');
        Assert.Equal(
            "month,nights,women,men,notStated,total,womenPercent,menPercent,notStatedPercent,averagePerNight,capacity,occupancyPercent,turnedAway,threats,violence,police,ambulance,minors,note",
            csv[0]
        );
        Assert.Equal("2017-11,30,1032,1953,0,2985,35,65,0,99.5,3450,87,0,0,0,0,0,0,", csv[1]);
        Assert.Equal("2018-02,28,951,1981,0,2932,32,68,0,104.7,3220,91,0,0,0,0,0,0,", csv[4]);
        Assert.Equal("total,181,5489,11169,0,16658,33,67,0,92.0,20815,80,0,0,0,0,0,0,", csv[7]);
        Assert.Equal("lastYear,0,0,0,0,0,,,,,0,,0,0,0,0,0,0,", csv[8]);
        Assert.Equal("changePercent,,,,,,,,,,,,,,,,,,", csv[9]);
        Assert.Equal("", Assert.Single(csv[10..]));
    }

    [DatabaseTheory]
    public async Task Twenty_two_nights_with_110_guests_average_110(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file = new StringBuilder(Header);
        for (var day = 0; day < 22; day++)
        {
            // 100 and 120 by turns, in two rooms.
            var night = new Night(new DateOnly(2018, 2, 10).AddDays(day));
            var men = 30 + (day % 2 * 20);
            file.Append(
                CultureInfo.InvariantCulture,
                $"{night},Klara,80,20,{men},,3,1,0,1\n{night},Maria,50,10,40,,,,,\n"
            );
        }
        await ImportAsync(storage, file.ToString());

        var json = JsonDocument.Parse(
            JsonReportWriter.Write(await ReadAsync(storage, "2017-11-01", "2018-04-30"), "x")
        );

        var root = json.RootElement;
        Assert.Equal(22, root.GetProperty("nightsOpened").GetInt32());
        Assert.Equal(110m, root.GetProperty("averagePerNight").GetDecimal());
        Assert.Equal(2420, root.GetProperty("guests").GetProperty("total").GetInt32());
        Assert.Equal(85, root.GetProperty("occupancyPercent").GetInt32()); // 2 420 / (22 × 130)
        Assert.Equal(66, root.GetProperty("turnedAway").GetInt32());
        Assert.Equal(22, root.GetProperty("incidents").GetProperty("threats").GetInt32());
        Assert.Equal(0, root.GetProperty("incidents").GetProperty("violence").GetInt32());
        Assert.Equal(22, root.GetProperty("incidents").GetProperty("police").GetInt32());
        Assert.Equal(6, root.GetProperty("months").GetArrayLength());
        Assert.Equal(22, root.GetProperty("nights").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("months")[0].GetProperty("womenPercent").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("note").ValueKind);
    }

    [DatabaseTheory]
    public async Task A_correction_replaces_what_was_reported_before(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(storage, Header + "2018-02-26,Klara,40,12,27,,,,,\n");
        await ImportAsync(storage, Header + "2018-02-26,Klara,40,10,20,2,1,,,\n");

        var report = await ReadAsync(storage, "2018-02-01", "2018-02-28");

        Assert.Equal(
            (10, 20, 2, 32),
            (report.Total.Women, report.Total.Men, report.Total.NotStated, report.Total.Guests)
        );
        Assert.Equal((31, 63, 6), (report.Total.WomenPercent, report.Total.MenPercent, report.Total.NotStatedPercent));
    }

    [DatabaseTheory]
    public async Task A_period_without_any_night_says_so(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(storage, Header + "2018-02-26,Klara,40,12,27,,,,,\n2018-04-30,Klara,40,1,2,,,,,\n");

        var report = await ReadAsync(storage, "2018-02-27", "2018-04-29");

        Assert.True(report.IsEmpty);
        Assert.Equal(Figures.None, report.Total);
        Assert.Equal(3, report.Months.Count);
        var json = JsonDocument.Parse(JsonReportWriter.Write(report, "Inga nätter.")).RootElement;
        Assert.Equal("Inga nätter.", json.GetProperty("note").GetString());
        Assert.Equal(0, json.GetProperty("nightsOpened").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("averagePerNight").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("occupancyPercent").ValueKind);
        Assert.Contains(
            "\ntotal,0,0,0,0,0,,,,,0,,0,0,0,0,0,0,\"Inga nätter.\"\n",
            CsvReportWriter.Write(report, "Inga nätter.")
        );
    }

    [DatabaseTheory]
    public async Task Leap_day_is_a_night_of_February(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file = new StringBuilder(Header);
        for (var day = 1; day <= 29; day++)
        {
            file.Append(CultureInfo.InvariantCulture, $"2020-02-{day:00},Klara,100,0,100,,,,,\n");
        }
        await ImportAsync(storage, file.ToString());

        var report = await ReadAsync(storage, "2020-02-01", "2020-02-29");

        Assert.Equal((29, 2900, 100), (report.Total.Nights, report.Total.Capacity, report.Total.OccupancyPercent));
        Assert.Equal(29, (await ReadAsync(storage, "2021-02-01", "2021-02-28")).LastYear.Nights);
    }

    [DatabaseTheory]
    public async Task The_change_is_against_the_same_period_a_year_earlier(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(
            storage,
            Header
                + "2016-10-31,Klara,40,99,99,,,,,\n" // before it
                + "2016-11-01,Klara,40,10,10,,2,,,\n"
                + "2017-11-01,Klara,40,10,20,,1,,,\n"
                + "2017-11-02,Klara,40,0,5,,1,,,\n"
        );

        var json = JsonDocument
            .Parse(JsonReportWriter.Write(await ReadAsync(storage, "2017-11-01", "2018-04-30"), null))
            .RootElement;

        var change = json.GetProperty("changePercent");
        Assert.Equal(100, change.GetProperty("nightsOpened").GetInt32());
        Assert.Equal(75, change.GetProperty("guests").GetInt32());
        Assert.Equal(0, change.GetProperty("women").GetInt32());
        Assert.Equal(150, change.GetProperty("men").GetInt32());
        Assert.Equal(0, change.GetProperty("turnedAway").GetInt32());
        Assert.Equal("2016-11-01", json.GetProperty("lastYear").GetProperty("from").GetString());
        Assert.Equal(20, json.GetProperty("lastYear").GetProperty("guests").GetInt32());
    }

    [DatabaseTheory]
    public async Task Only_nights_that_were_opened_and_rooms_that_took_part_count(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var live = new LiveNights(storage);
        foreach (var state in new[] { "waiting", "early", "off" })
        {
            await live.AddAsync($"2026-01-0{state.Length}", state, ("accepted", 40, 9));
        }
        await live.AddAsync("2026-01-20", "open", ("accepted", 40, 30), ("declined", 50, null), ("planned", 60, null));
        await live.AddAsync("2026-01-21", "ended", ("called", 40, 20), ("left", 50, null));

        var report = await ReadAsync(storage, "2026-01-01", "2026-01-31");

        Assert.Equal(["2026-01-20", "2026-01-21"], report.Nights.Select(night => night.Night.ToString()));
        Assert.Equal((50, 80, 63), (report.Total.Guests, report.Total.Capacity, report.Total.OccupancyPercent));
        Assert.Empty(report.NotReported);
    }

    [DatabaseTheory]
    public async Task Guests_who_were_counted_are_never_left_out_whatever_the_room_answered(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await new LiveNights(storage).AddAsync("2026-01-20", "ended", ("left", 40, 12), ("accepted", 50, 20));

        var report = await ReadAsync(storage, "2026-01-01", "2026-01-31");

        Assert.Equal((32, 90), (report.Total.Guests, report.Total.Capacity));
    }

    [DatabaseTheory]
    public async Task A_night_that_nobody_has_reported_is_opened_and_named_and_empties_no_bed(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var live = new LiveNights(storage);
        await live.AddAsync("2026-01-20", "ended", ("accepted", 40, 20));
        await live.AddAsync("2026-01-21", "open", ("accepted", 40, null));
        await live.AddAsync("2026-01-22", "open", ("accepted", 40, 40), ("accepted", 50, null));
        await live.AddAsync("2026-01-23", "open");

        var report = await ReadAsync(storage, "2026-01-01", "2026-01-31");

        Assert.Equal(4, report.Total.Nights);
        Assert.Equal(["2026-01-21", "2026-01-22", "2026-01-23"], report.NotReported.Select(night => night.ToString()));
        Assert.Equal((75, 30m), (report.Total.OccupancyPercent, report.Total.AveragePerNight));
        var json = JsonDocument.Parse(JsonReportWriter.Write(report, null)).RootElement;
        Assert.Equal("2026-01-21", json.GetProperty("notReported")[0].GetString());
        Assert.False(json.GetProperty("nights")[1].GetProperty("reported").GetBoolean());
    }

    private static string HalfYearFile()
    {
        var file = new StringBuilder(Header);
        foreach (var (month, women, men) in HalfYear)
        {
            var first = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var nights = DateTime.DaysInMonth(first.Year, first.Month);
            for (var day = 0; day < nights; day++)
            {
                var night = new Night(first.AddDays(day));
                file.Append(
                    CultureInfo.InvariantCulture,
                    $"{night},Härbärget,115,{Share(women, nights, day)},{Share(men, nights, day)},,,,,\n"
                );
            }
        }
        return file.ToString();
    }

    private static int Share(int total, int nights, int day) => (total / nights) + (day < total % nights ? 1 : 0);

    private static IEnumerable<string> Rows(string json)
    {
        var root = JsonDocument.Parse(json).RootElement;
        foreach (var month in root.GetProperty("months").EnumerateArray())
        {
            yield return $"{month.GetProperty("month")} {month.GetProperty("women")} {month.GetProperty("men")} {month.GetProperty("womenPercent")} {month.GetProperty("menPercent")} {month.GetProperty("total")} {month.GetProperty("occupancyPercent")}";
        }
        var guests = root.GetProperty("guests");
        yield return $"total {guests.GetProperty("women")} {guests.GetProperty("men")} {guests.GetProperty("womenPercent")} {guests.GetProperty("menPercent")} {guests.GetProperty("total")} {root.GetProperty("occupancyPercent")}";
    }

    private static async Task ImportAsync(StorageFixture storage, string file) =>
        Assert.IsType<ImportResult.Imported>(
            await new NightsImport(storage.Database, storage.Time).ImportAsync(StorageFixture.File(file), default)
        );

    private static async Task<PeriodReport> ReadAsync(StorageFixture storage, string from, string to)
    {
        await using var session = await storage.OpenAsync();
        return await new PeriodReportReader().ReadAsync(session, ReportPeriod.Parse(from, to, out _)!, default);
    }

    /// <summary>Nights as the service itself leaves them behind.</summary>
    private sealed class LiveNights(StorageFixture storage)
    {
        private int rooms;

        public async Task AddAsync(string night, string state, params (string State, int Capacity, int? Men)[] taking)
        {
            await storage.ExecuteAsync(
                $"INSERT INTO night (night, code, state, code_given_at) VALUES ('{night}', 'A', '{state}', '2026-01-01T11:00:00.000Z')"
            );
            foreach (var (answer, capacity, men) in taking)
            {
                rooms++;
                await storage.ExecuteAsync(
                    $"""
                    INSERT INTO church (name) VALUES ('Room {rooms}');
                    INSERT INTO premises (church_id, name, address, capacity)
                    SELECT id, name, '', {capacity} FROM church WHERE name = 'Room {rooms}';
                    INSERT INTO night_premises (night, premises_id, capacity, state)
                    SELECT '{night}', id, {capacity}, '{answer}' FROM premises WHERE name = 'Room {rooms}';
                    """
                );
                if (men is { } count)
                {
                    await storage.ExecuteAsync(
                        $"""
                        INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men)
                        SELECT night, id, '2026-01-01T11:00:00.000Z', 'lead', 'sms', 0, {count} FROM night_premises
                        WHERE night = '{night}' AND capacity = {capacity}
                        """
                    );
                }
            }
        }
    }
}
