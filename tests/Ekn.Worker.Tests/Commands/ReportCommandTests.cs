using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ekn.Worker.Commands;

public sealed class ReportCommandTests : IAsyncLifetime
{
    private const int Places = 115;

    // The half-year's own sums.
    private static readonly (string Month, int Women, int Men)[] HalfYear =
    [
        ("2017-11", 1032, 1953),
        ("2017-12", 946, 1226),
        ("2018-01", 802, 2071),
        ("2018-02", 951, 1981),
        ("2018-03", 1016, 2042),
        ("2018-04", 742, 1896),
    ];

    private readonly TestHome home = TestHome.AsShipped();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Nights_that_sum_to_the_half_year_of_2017_print_its_table()
    {
        (await home.RunAsync("import", "nights", home.Write("nights.csv", Nights()))).IsDone();

        var report = (await home.RunAsync("report", "--from", "2017-11-01", "--to", "2018-04-30", "--format", "json"))
            .IsDone()
            .Json;

        Assert.Equal(
            [
                "2017-11 1032 1953 35 65 2985 87",
                "2017-12 946 1226 44 56 2172 61",
                "2018-01 802 2071 28 72 2873 81",
                "2018-02 951 1981 32 68 2932 91",
                "2018-03 1016 2042 33 67 3058 86",
                "2018-04 742 1896 28 72 2638 76",
            ],
            report
                .GetProperty("months")
                .EnumerateArray()
                .Select(month => Row(month, month, $"{month.GetProperty("month")}"))
        );
        Assert.Equal("total 5489 11169 33 67 16658 80", Row(report.GetProperty("guests"), report, "total"));
        Assert.Equal(181, report.GetProperty("nightsOpened").GetInt32());
    }

    [Fact]
    public async Task As_csv_the_same_table_is_printed()
    {
        (await home.RunAsync("import", "nights", home.Write("nights.csv", Nights()))).IsDone();

        var run = (
            await home.RunAsync("report", "--from", "2017-11-01", "--to", "2018-04-30", "--format", "csv")
        ).IsDone();

        var november = run.Output.Split('\n').Single(line => line.StartsWith("2017-11,"));
        Assert.StartsWith("2017-11,30,1032,1953,0,2985,35,65,", november);
    }

    [Fact]
    public async Task A_period_without_a_night_says_so_in_the_document()
    {
        var run = (await home.RunAsync("report", "--from", "2021-01-01", "--to", "2021-06-30")).IsDone();

        Assert.StartsWith("Ingen natt", run.Json.GetProperty("note").GetString());
        Assert.Equal(0, run.Json.GetProperty("nightsOpened").GetInt32());
    }

    [Fact]
    public async Task A_period_without_a_night_says_so_beside_the_table()
    {
        var run = await home.RunAsync("report", "--from", "2021-01-01", "--to", "2021-06-30", "--format", "csv");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Ingen natt", run.Error);
        Assert.StartsWith("month,nights,", run.Output);
    }

    [Fact]
    public async Task It_is_written_to_a_file_when_one_is_named()
    {
        var run = (
            await home.RunAsync("report", "--from", "2021-01-01", "--to", "2021-06-30", "--out", home.File("r.json"))
        ).IsDone();

        Assert.Contains("r.json", run.Output);
        Assert.Equal(
            "2021-01-01",
            JsonDocument
                .Parse(await File.ReadAllTextAsync(home.File("r.json")))
                .RootElement.GetProperty("from")
                .GetString()
        );
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_fails()
    {
        var run = await home.RunAsync(
            "report",
            "--from",
            "2021-01-01",
            "--to",
            "2021-06-30",
            "--out",
            home.File("none/r.json")
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be written", run.Error);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("pdf")]
    [InlineData("JSON")]
    public async Task A_format_that_does_not_exist_is_refused_with_those_that_do(string format) =>
        (await home.RunAsync("report", "--from", "2021-01-01", "--to", "2021-06-30", "--format", format)).IsRefusedWith(
            $"--format is '{format}'; the formats that exist are json and csv."
        );

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_refused() =>
        (await home.RunAsync("report", "--from", "2021-07-01", "--to", "2021-06-30")).IsRefusedWith(
            "--from is later than --to"
        );

    private static string Row(JsonElement guests, JsonElement whole, string label) =>
        $"{label} {guests.GetProperty("women")} {guests.GetProperty("men")} {guests.GetProperty("womenPercent")} {guests.GetProperty("menPercent")} {guests.GetProperty("total")} {whole.GetProperty("occupancyPercent")}";

    private static string Nights()
    {
        var file = new StringBuilder("night,premises,capacity,women,men\n");
        foreach (var (month, women, men) in HalfYear)
        {
            var first = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var nights = DateTime.DaysInMonth(first.Year, first.Month);
            for (var day = 0; day < nights; day++)
            {
                file.Append(
                    CultureInfo.InvariantCulture,
                    $"{first.AddDays(day):yyyy-MM-dd},Härbärget,{Places},{Share(women, nights, day)},{Share(men, nights, day)}\n"
                );
            }
        }
        return file.ToString();
    }

    private static int Share(int total, int nights, int day) => (total / nights) + (day < total % nights ? 1 : 0);
}
