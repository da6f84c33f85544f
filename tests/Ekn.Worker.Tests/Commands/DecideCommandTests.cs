using Ekn.Simulators.Clock;
using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Worker.Commands;

public sealed class DecideCommandTests : IAsyncLifetime
{
    private const string Recorded = "smhi/snow1g-shaped_stockholm_2026-02-06_converted.json";

    // 12:00 on 1 December 2026.
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);

    private readonly TestHome home = TestHome.AsShipped();

    public Task InitializeAsync()
    {
        home.Clock = new ManualClock(Noon);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [SharedTheory]
    [InlineData("2026-02-07", "closed", "borderline-cold", -6.8, "2026-02-07T22:00:00+01:00", true)]
    [InlineData("2026-02-08", "open", "cold", -8.3, "2026-02-08T23:00:00+01:00", false)]
    public async Task The_recorded_forecast_decides_the_two_nights_it_covers(
        string night,
        string outcome,
        string reason,
        double lowest,
        string at,
        bool borderline
    )
    {
        var decided = (await DecideRecordedAsync("2026-02-07T06:00", "--night", night, "--json")).IsDone().Json;

        Assert.Equal(night, decided.GetProperty("night").GetString());
        Assert.Equal(outcome, decided.GetProperty("outcome").GetString());
        Assert.Equal([reason], decided.GetProperty("reasons").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal((decimal)lowest, decided.GetProperty("minTemperature").GetDecimal());
        Assert.Equal(at, decided.GetProperty("minTemperatureAt").GetString());
        Assert.Equal(borderline, decided.GetProperty("borderline").GetBoolean());
        Assert.Null(decided.GetProperty("problem").GetString());
        Assert.Empty(decided.GetProperty("warnings").EnumerateArray());
    }

    [SharedFact]
    public async Task Of_the_third_night_the_recorded_forecast_says_too_little()
    {
        var decided = (await DecideRecordedAsync("2026-02-07T06:00", "--night", "2026-02-09", "--json")).IsDone().Json;

        Assert.Equal("unknown", decided.GetProperty("outcome").GetString());
        Assert.Contains("3 steps in the night", decided.GetProperty("problem").GetString());
        Assert.Null(decided.GetProperty("minTemperatureAt").GetString());
        Assert.Equal(-10.3m, decided.GetProperty("coverage").GetProperty("lowestRead").GetDecimal());
    }

    [SharedFact]
    public async Task At_noon_the_recorded_forecast_is_too_old()
    {
        var decided = (await DecideRecordedAsync("2026-02-07T12:00", "--night", "2026-02-07", "--json")).IsDone().Json;

        Assert.Equal("unknown", decided.GetProperty("outcome").GetString());
        Assert.Contains("14 h old", decided.GetProperty("problem").GetString());
    }

    [SharedFact]
    public async Task Without_a_night_tonight_and_the_two_after_are_explained()
    {
        var run = (await DecideRecordedAsync("2026-02-07T06:00")).IsDone();

        var paragraphs = run.Output.Split("\n\n");
        Assert.StartsWith("The night of Sat 7 Feb 2026 (18:00–09:00): CLOSED, but borderline", paragraphs[0]);
        Assert.Contains("−6.8 °C at 22:00 on Sat 7 Feb, is not below −7.0 °C", paragraphs[0]);
        Assert.StartsWith("The night of Sun 8 Feb 2026 (18:00–09:00): OPEN", paragraphs[1]);
        Assert.Contains("−8.3 °C at 23:00 on Sun 8 Feb, is below −7.0 °C", paragraphs[1]);
        Assert.StartsWith("The night of Mon 9 Feb 2026 (18:00–09:00): UNKNOWN", paragraphs[2]);
        Assert.Contains("3 steps", paragraphs[2]);
        Assert.Contains("Lowest of what could be read: −10.3 °C", paragraphs[2]);
    }

    [SharedFact]
    public async Task Without_a_night_the_document_is_tonights_with_the_later_ones_inside()
    {
        var decided = (await DecideRecordedAsync("2026-02-07T06:00", "--json")).IsDone().Json;

        Assert.Equal("2026-02-07", decided.GetProperty("night").GetString());
        Assert.Equal(
            ["2026-02-08 open", "2026-02-09 unknown"],
            decided
                .GetProperty("later")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("night")} {one.GetProperty("outcome")}")
        );
    }

    [Theory]
    [InlineData(-7.0, "closed")]
    [InlineData(-7.1, "open")]
    public async Task The_threshold_itself_stays_closed(double lowest, string outcome)
    {
        var decided = await DecideAsync(ForecastScript.Cold((decimal)lowest));

        Assert.Equal(outcome, decided.Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task The_settings_move_the_threshold()
    {
        home.Set("Ekn:Decision:ThresholdCelsius", -3);

        var decided = await DecideAsync(ForecastScript.Cold(-3.1m));

        Assert.Equal("open", decided.Json.GetProperty("outcome").GetString());
        Assert.Equal("-3.0", decided.Json.GetProperty("threshold").GetRawText());
    }

    [Fact]
    public async Task Each_warning_is_shown_with_why_it_counts_or_not()
    {
        var decided = (
            await DecideAsync(
                ForecastScript.Mild(),
                WarningScript.Orange() with
                {
                    Id = 1,
                },
                WarningScript.Orange() with
                {
                    Id = 2,
                    Counties = [3],
                },
                WarningScript.Orange("WIND_SEA") with
                {
                    Id = 3,
                },
                new WarningScript { Level = "MESSAGE", Id = 4 }
            )
        ).Json;

        Assert.Equal("open", decided.GetProperty("outcome").GetString());
        Assert.Equal("warning", decided.GetProperty("reasons")[0].GetString());
        Assert.Equal(
            ["1 orange opens", "2 orange other-county", "3 orange sea", "4 message message"],
            decided
                .GetProperty("warnings")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("id")} {one.GetProperty("level")} {one.GetProperty("verdict")}")
        );
    }

    [Fact]
    public async Task A_warning_that_does_not_count_says_so_in_words()
    {
        var run = await home.RunAsync(
            "decide",
            "--night",
            "2026-12-01",
            "--forecast",
            home.Write("f.json", ForecastScript.Mild().Body(Noon)),
            "--warnings",
            home.Write("w.json", WarningScript.Body([WarningScript.Orange() with { Counties = [3] }], Noon))
        );

        Assert.Contains("): CLOSED\n", run.IsDone().Output);
        Assert.Contains("does not count: it concerns other counties", run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Not found</html>")]
    [InlineData("{ \"referenceTime\": ")]
    [InlineData("[]")]
    public async Task A_file_that_is_no_forecast_is_unknown_as_it_would_be_live(string content)
    {
        var run = await home.RunAsync(
            "decide",
            "--night",
            "2026-12-01",
            "--forecast",
            home.Write("f.json", content),
            "--warnings",
            home.Write("w.json", "[]"),
            "--json"
        );

        Assert.Equal("unknown", run.IsDone().Json.GetProperty("outcome").GetString());
        Assert.StartsWith("The forecast is not known: ", run.Json.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Cold_opens_though_the_warnings_cannot_be_read_and_says_both()
    {
        var run = await home.RunAsync(
            "decide",
            "--night",
            "2026-12-01",
            "--forecast",
            home.Write("f.json", ForecastScript.Cold(-9).Body(Noon)),
            "--warnings",
            home.Write("w.json", "<html>"),
            "--json"
        );

        Assert.Equal("open", run.IsDone().Json.GetProperty("outcome").GetString());
        Assert.StartsWith("The warnings are not known", run.Json.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task What_is_not_given_is_asked_of_smhi()
    {
        await using var smhi = await SmhiSimulator.StartAsync(home.Clock);
        home.Set("Ekn:Smhi:ForecastBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Smhi:WarningsBaseUrl", smhi.BaseAddress.ToString());
        smhi.Serve(ForecastScript.Cold(-12));

        var run = (await home.RunAsync("decide", "--json")).IsDone();

        Assert.Equal("open", run.Json.GetProperty("outcome").GetString());
        Assert.Single(smhi.Forecast.Requests);
        Assert.Single(smhi.Warnings.Requests);
    }

    [Fact]
    public async Task When_smhi_is_dead_the_night_is_unknown_and_never_mild()
    {
        await using var smhi = await SmhiSimulator.StartAsync(home.Clock);
        home.Set("Ekn:Smhi:ForecastBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Smhi:MaxAttempts", 1);
        smhi.Forecast.Fail(new SmhiFault.Status(503));

        var run = (await home.RunAsync("decide", "--warnings", home.Write("w.json", "[]"))).IsDone();

        Assert.Contains("UNKNOWN. Unknown is never mild", run.Output);
        Assert.Contains("HTTP 503", run.Output);
    }

    [Fact]
    public async Task It_makes_no_database()
    {
        await DecideAsync(ForecastScript.Cold(-9));

        Assert.False(Directory.Exists(home.DataFolder));
    }

    [Fact]
    public async Task Outside_the_season_it_says_that_the_daily_decision_rests()
    {
        var july = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);

        var run = await home.RunAsync(
            "decide",
            "--now",
            "2026-07-01T12:00",
            "--night",
            "2026-07-01",
            "--forecast",
            home.Write("f.json", ForecastScript.Mild().Body(july)),
            "--warnings",
            home.Write("w.json", "[]")
        );

        Assert.Contains("outside the season", run.IsDone().Output);
    }

    [Fact]
    public async Task Now_is_swedish_time_unless_it_says_otherwise()
    {
        foreach (var now in new[] { "2026-12-01T12:00", "2026-12-01T11:00Z", "2026-12-01T13:00:00+02:00" })
        {
            var run = await DecideAsync(ForecastScript.Mild(), [], ["--now", now]);

            Assert.Equal("2026-12-01T12:00:00+01:00", run.Json.GetProperty("now").GetString());
        }
    }

    [Theory]
    [InlineData("12:00")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T25:00")]
    [InlineData("2026-12-01T12:00+99:00")]
    [InlineData("0001-01-01T00:00")]
    public async Task An_instant_that_is_none_is_refused(string now) =>
        (await home.RunAsync("decide", "--now", now)).IsRefusedWith($"--now is '{now}'");

    [Fact]
    public async Task A_file_that_is_not_there_is_refused() =>
        (await home.RunAsync("decide", "--forecast", home.File("none.json"))).IsRefusedWith(home.File("none.json"));

    [Fact]
    public async Task A_folder_is_refused() =>
        (await home.RunAsync("decide", "--warnings", home.Path)).IsRefusedWith("is a folder");

    private Task<CommandRun> DecideAsync(ForecastScript forecast, params WarningScript[] warnings) =>
        DecideAsync(forecast, warnings, []);

    private async Task<CommandRun> DecideAsync(ForecastScript forecast, WarningScript[] warnings, string[] more) =>
        (
            await home.RunAsync([
                "decide",
                "--night",
                "2026-12-01",
                "--forecast",
                home.Write("f.json", forecast.Body(Noon)),
                "--warnings",
                home.Write("w.json", WarningScript.Body(warnings, Noon)),
                "--json",
                .. more,
            ])
        ).IsDone();

    private Task<CommandRun> DecideRecordedAsync(string now, params string[] more) =>
        home.RunAsync([
            "decide",
            "--forecast",
            home.Write("f.json", SharedFolder.Read(Recorded)),
            "--warnings",
            home.Write("w.json", "[]"),
            "--now",
            now,
            .. more,
        ]);
}
