using Ekn.Core.Calendar;
using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

public class OpeningRuleTests
{
    private const int StockholmCounty = 1;
    private static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly NightSpan Window = NightWindow.Default.Of(Night, Stockholm.Time);
    private static readonly WarningsReading NoWarnings = new WarningsReading.Known([], []);

    [Theory]
    [InlineData("-7.0", Outcome.Closed, OpeningReason.BorderlineCold)] // strictly below: -7.0 itself stays closed
    [InlineData("-7.1", Outcome.Open, OpeningReason.Cold)]
    [InlineData("-7.01", Outcome.Open, OpeningReason.Cold)]
    [InlineData("-6.9", Outcome.Closed, OpeningReason.BorderlineCold)]
    [InlineData("-5.0", Outcome.Closed, OpeningReason.BorderlineCold)] // two degrees above, included
    [InlineData("-4.9", Outcome.Closed, OpeningReason.Mild)]
    [InlineData("0", Outcome.Closed, OpeningReason.Mild)]
    [InlineData("7.1", Outcome.Closed, OpeningReason.Mild)] // the sign matters
    [InlineData("-40", Outcome.Open, OpeningReason.Cold)]
    public void A_night_opens_strictly_below_minus_seven(string lowest, Outcome outcome, OpeningReason reason)
    {
        var assessment = Assess(Forecast(lowest), NoWarnings);
        Assert.Equal((outcome, reason), (assessment.Outcome, Assert.Single(assessment.Reasons)));
        Assert.Equal(reason == OpeningReason.BorderlineCold, assessment.Borderline);
    }

    [Theory]
    [InlineData("-6.9", Outcome.Closed)]
    [InlineData("-7.0", Outcome.Open)]
    [InlineData("-7.1", Outcome.Open)]
    public void A_setting_moves_the_boundary_to_minus_seven_or_colder(string lowest, Outcome outcome) =>
        Assert.Equal(outcome, Assess(Forecast(lowest), NoWarnings, new() { OpensAtThreshold = true }).Outcome);

    [Theory]
    [InlineData("-10.0", Outcome.Closed, true)]
    [InlineData("-10.1", Outcome.Open, false)]
    [InlineData("-9.5", Outcome.Closed, true)]
    [InlineData("-9.4", Outcome.Closed, false)]
    public void Settings_move_the_threshold_and_what_is_borderline(string lowest, Outcome outcome, bool borderline)
    {
        var options = new DecisionOptions { ThresholdCelsius = -10, BorderlineDegrees = 0.5m };
        var assessment = Assess(Forecast(lowest), NoWarnings, options);
        Assert.Equal((outcome, borderline), (assessment.Outcome, assessment.Borderline));
    }

    [Theory]
    [InlineData(WarningLevel.Message, WarningVerdict.Message, Outcome.Closed)]
    [InlineData(WarningLevel.Yellow, WarningVerdict.Borderline, Outcome.Closed)]
    [InlineData(WarningLevel.Orange, WarningVerdict.Opens, Outcome.Open)]
    [InlineData(WarningLevel.Red, WarningVerdict.Opens, Outcome.Open)]
    [InlineData(WarningLevel.Unrecognised, WarningVerdict.UnrecognisedLevel, Outcome.Unknown)]
    public void Orange_opens_yellow_is_borderline_and_a_message_is_nothing(
        WarningLevel level,
        WarningVerdict verdict,
        Outcome outcome
    )
    {
        var assessment = Assess(Forecast("3"), Warnings(Warning() with { Level = level }));
        Assert.Equal((verdict, outcome), (Assert.Single(assessment.Warnings).Verdict, assessment.Outcome));
        Assert.Equal(verdict == WarningVerdict.Borderline, assessment.Borderline);
    }

    [Theory]
    [InlineData(WarningLevel.Yellow, WarningLevel.Yellow, Outcome.Open)]
    [InlineData(WarningLevel.Red, WarningLevel.Orange, Outcome.Closed)]
    [InlineData(WarningLevel.Red, WarningLevel.Red, Outcome.Open)]
    public void A_setting_moves_the_level_that_opens(WarningLevel setting, WarningLevel level, Outcome outcome) =>
        Assert.Equal(
            outcome,
            Assess(Forecast("3"), Warnings(Warning() with { Level = level }), new() { WarningLevel = setting }).Outcome
        );

    [Theory]
    [InlineData(WarningLevel.Message, true, Outcome.Closed, OpeningReason.Mild)]
    [InlineData(WarningLevel.Yellow, true, Outcome.Open, OpeningReason.StrongCooling)]
    [InlineData(WarningLevel.Yellow, false, Outcome.Closed, OpeningReason.BorderlineWarning)]
    [InlineData(WarningLevel.Orange, false, Outcome.Open, OpeningReason.Warning)]
    public void Strong_cooling_opens_at_any_level_unless_a_setting_says_otherwise(
        WarningLevel level,
        bool setting,
        Outcome outcome,
        OpeningReason reason
    )
    {
        var warning = Warning() with { EventCode = "STRONG_COOLING", Level = level };
        var assessment = Assess(Forecast("-1"), Warnings(warning), new() { StrongCoolingOpens = setting });
        Assert.Equal((outcome, reason), (assessment.Outcome, Assert.Single(assessment.Reasons)));
    }

    [Fact]
    public void Strong_cooling_at_orange_opens_for_both_reasons() =>
        Assert.Equal(
            [OpeningReason.Warning, OpeningReason.StrongCooling],
            Assess(Forecast("-1"), Warnings(Warning() with { EventCode = "STRONG_COOLING" })).Reasons
        );

    [Theory]
    [InlineData("WIND", "OCE")]
    [InlineData("WIND_SEA", "MET")]
    [InlineData("WIND_SEA", "OCE")]
    public void A_sea_warning_does_not_count_though_it_lists_the_county(string eventCode, string mho)
    {
        var assessment = Assess(Forecast("3"), Warnings(Warning() with { EventCode = eventCode, Mho = mho }));
        Assert.Equal(Outcome.Closed, assessment.Outcome);
        Assert.Equal(WarningVerdict.Sea, Assert.Single(assessment.Warnings).Verdict);
        Assert.Equal([OpeningReason.Mild], assessment.Reasons);
    }

    [Theory]
    [InlineData(new[] { 14 }, WarningVerdict.OtherCounty)]
    [InlineData(new[] { 10, 11, 21 }, WarningVerdict.OtherCounty)]
    [InlineData(new[] { 4, 1, 3 }, WarningVerdict.Opens)]
    public void Only_a_warning_for_the_county_counts(int[] counties, WarningVerdict verdict) =>
        Assert.Equal(
            verdict,
            Assert.Single(Assess(Forecast("3"), Warnings(Warning() with { Counties = counties })).Warnings).Verdict
        );

    [Theory]
    [InlineData("2026-12-01 08:00", "2026-12-01 17:59", WarningVerdict.OtherTime)]
    [InlineData("2026-12-01 08:00", "2026-12-01 18:00", WarningVerdict.Opens)]
    [InlineData("2026-12-01 20:00", "2026-12-01 21:00", WarningVerdict.Opens)]
    [InlineData("2026-12-02 09:00", "2026-12-02 20:00", WarningVerdict.Opens)]
    [InlineData("2026-12-02 09:01", "2026-12-02 20:00", WarningVerdict.OtherTime)]
    [InlineData("2026-11-01 00:00", "2026-12-24 00:00", WarningVerdict.Opens)]
    [InlineData("2026-11-01 00:00", null, WarningVerdict.Opens)] // open-ended
    [InlineData("2026-12-02 09:01", null, WarningVerdict.OtherTime)]
    public void Only_a_warning_that_overlaps_the_night_counts(string starts, string? ends, WarningVerdict verdict)
    {
        var warning = Warning() with { Starts = Stockholm.At(starts), Ends = ends is null ? null : Stockholm.At(ends) };
        Assert.Equal(verdict, Assert.Single(Assess(Forecast("3"), Warnings(warning)).Warnings).Verdict);
    }

    [Fact]
    public void A_level_nobody_knows_does_no_harm_elsewhere() =>
        Assert.Equal(
            Outcome.Closed,
            Assess(
                Forecast("3"),
                Warnings(Warning() with { Level = WarningLevel.Unrecognised, Counties = [14] })
            ).Outcome
        );

    [Fact]
    public void Cold_opens_though_the_warnings_cannot_be_read()
    {
        var assessment = Assess(Forecast("-7.1"), NotFetched());
        Assert.Equal(Outcome.Open, assessment.Outcome);
        Assert.Equal([OpeningReason.Cold], assessment.Reasons);
        Assert.Equal("HTTP 503", assessment.WarningsProblem?.Detail);
    }

    [Fact]
    public void Orange_opens_though_the_forecast_cannot_be_read()
    {
        var assessment = Assess(UnknownForecast(), Warnings(Warning()));
        Assert.Equal(Outcome.Open, assessment.Outcome);
        Assert.Equal([OpeningReason.Warning], assessment.Reasons);
        Assert.Equal(WeatherProblemKind.Stale, assessment.ForecastProblem?.Kind);
        Assert.Null(assessment.Lowest);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("-6.9")]
    public void Mild_without_the_warnings_is_unknown(string lowest)
    {
        var assessment = Assess(Forecast(lowest), NotFetched());
        Assert.Equal(Outcome.Unknown, assessment.Outcome);
        Assert.Equal([OpeningReason.WarningsUnknown], assessment.Reasons);
    }

    [Fact]
    public void No_warning_without_the_forecast_is_unknown()
    {
        var assessment = Assess(UnknownForecast(), NoWarnings);
        Assert.Equal(Outcome.Unknown, assessment.Outcome);
        Assert.Equal([OpeningReason.ForecastUnknown], assessment.Reasons);
    }

    [Fact]
    public void A_yellow_warning_without_the_forecast_is_unknown() =>
        Assert.Equal(
            Outcome.Unknown,
            Assess(UnknownForecast(), Warnings(Warning() with { Level = WarningLevel.Yellow })).Outcome
        );

    [Fact]
    public void With_neither_source_both_are_named() =>
        Assert.Equal(
            [OpeningReason.ForecastUnknown, OpeningReason.WarningsUnknown],
            Assess(UnknownForecast(), NotFetched()).Reasons
        );

    [Fact]
    public void Cold_steps_of_a_forecast_that_is_unknown_open_nothing()
    {
        var weather = new NightWeather(Window.Start, [], new TemperatureAt(-20, Window.Start), null, null);
        var forecast = new NightForecast.Unknown(Night, Window, weather, new(WeatherProblemKind.Gap, "a gap"));
        Assert.Equal(Outcome.Unknown, Assess(forecast, NoWarnings).Outcome);
    }

    [Fact]
    public void One_warning_that_cannot_be_read_makes_mild_unknown_and_cold_no_less_open()
    {
        var partly = new WarningsReading.Known([], ["warning number 1 has no areas"]);
        var mild = Assess(Forecast("3"), partly);
        Assert.Equal(
            (Outcome.Unknown, WeatherProblemKind.UnreadableWarning),
            (mild.Outcome, mild.WarningsProblem?.Kind)
        );
        Assert.Equal(Outcome.Open, Assess(Forecast("-8"), partly).Outcome);
    }

    [Fact]
    public void An_orange_warning_opens_beside_one_that_cannot_be_read() =>
        Assert.Equal(
            Outcome.Open,
            Assess(UnknownForecast(), new WarningsReading.Known([Warning()], ["warning number 2 has no areas"])).Outcome
        );

    [Fact]
    public void A_night_that_is_over_is_never_opened()
    {
        var over = new NightForecast.Unknown(Night, Window, null, new(WeatherProblemKind.NightOver, "it has ended"));
        Assert.Equal(Outcome.Unknown, Assess(over, Warnings(Warning())).Outcome);
    }

    [Fact]
    public void Every_reason_to_open_is_named()
    {
        var assessment = Assess(
            Forecast("-12"),
            Warnings(Warning(), Warning() with { EventCode = "STRONG_COOLING", Level = WarningLevel.Yellow })
        );
        Assert.Equal([OpeningReason.Cold, OpeningReason.Warning, OpeningReason.StrongCooling], assessment.Reasons);
    }

    [Fact]
    public void Both_borderline_reasons_are_named() =>
        Assert.Equal(
            [OpeningReason.BorderlineCold, OpeningReason.BorderlineWarning],
            Assess(Forecast("-6"), Warnings(Warning() with { Level = WarningLevel.Yellow })).Reasons
        );

    private static Assessment Assess(
        NightForecast forecast,
        WarningsReading warnings,
        DecisionOptions? options = null
    ) => OpeningRule.Assess(forecast, warnings, options ?? new DecisionOptions(), StockholmCounty);

    private static NightForecast.Known Forecast(string lowest)
    {
        var coldest = new TemperatureAt(decimal.Parse(lowest), Window.Start.AddHours(9));
        return new(Night, Window, new NightWeather(Window.Start, [], coldest, null, TimeSpan.FromHours(1)), coldest);
    }

    private static NightForecast.Unknown UnknownForecast() =>
        new(Night, Window, null, new(WeatherProblemKind.Stale, "the forecast is 14 h old"));

    private static WarningsReading.Unknown NotFetched() => new(new(WeatherProblemKind.HttpStatus, "HTTP 503"));

    private static WarningsReading.Known Warnings(params Warning[] warnings) => new(warnings, []);

    /// <summary>Orange, for Stockholm county, all night.</summary>
    private static Warning Warning() =>
        new(
            "4001",
            "9001",
            "WIND",
            "MET",
            WarningLevel.Orange,
            [1],
            Window.Start.AddHours(-2),
            Window.End,
            "Stockholms län",
            null,
            "Vind",
            null
        );
}
