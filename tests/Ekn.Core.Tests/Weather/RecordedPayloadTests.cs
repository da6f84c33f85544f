using System.Text.Json.Nodes;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Core.Weather;

public class RecordedPayloadTests
{
    private const string ColdFile = "snow1g-shaped_stockholm_2026-02-06_converted.json";
    private const string MildFile = "snow1g_v1_stockholm_2026-09-30T1600Z.json";

    [SharedFact]
    public void The_night_at_hand_of_the_cold_forecast_is_closed_but_borderline()
    {
        var assessment = Assess("2026-02-07", "2026-02-07 06:00");
        Assert.Equal(Outcome.Closed, assessment.Outcome);
        Assert.Equal([OpeningReason.BorderlineCold], assessment.Reasons);
        Assert.True(assessment.Borderline);
        Assert.Equal(new TemperatureAt(-6.8m, Stockholm.At("2026-02-07 22:00")), assessment.Lowest);
        Assert.False(assessment.ReadsTooWarm);
    }

    [SharedFact]
    public void The_night_after_it_opens()
    {
        var assessment = Assess("2026-02-08", "2026-02-07 06:00");
        Assert.Equal(Outcome.Open, assessment.Outcome);
        Assert.Equal([OpeningReason.Cold], assessment.Reasons);
        Assert.Equal(new TemperatureAt(-8.3m, Stockholm.At("2026-02-08 23:00")), assessment.Lowest);
        Assert.True(assessment.ReadsTooWarm);
    }

    [SharedFact]
    public void The_third_night_is_unknown_because_it_has_only_three_steps()
    {
        var assessment = Assess("2026-02-09", "2026-02-07 06:00");
        Assert.Equal(Outcome.Unknown, assessment.Outcome);
        Assert.Equal([OpeningReason.ForecastUnknown], assessment.Reasons);
        Assert.Equal(
            new WeatherProblem(WeatherProblemKind.Gap, "3 steps in the night, up to 6 h apart"),
            assessment.ForecastProblem
        );
        Assert.Equal(-10.3m, assessment.Forecast.Weather!.LowestAir!.Celsius);
    }

    [SharedFact]
    public void At_noon_the_same_forecast_is_too_old_to_decide_on()
    {
        var assessment = Assess("2026-02-07", "2026-02-07 12:00");
        Assert.Equal(Outcome.Unknown, assessment.Outcome);
        Assert.Equal(
            new WeatherProblem(WeatherProblemKind.Stale, "the forecast is 14 h old, and at most 12 h is allowed"),
            assessment.ForecastProblem
        );
    }

    [SharedFact]
    public void The_recorded_autumn_forecast_is_mild()
    {
        var assessment = Assess("2026-09-30", "2026-09-30 18:30", MildFile);
        Assert.Equal((Outcome.Closed, false), (assessment.Outcome, assessment.Borderline));
        Assert.Equal([OpeningReason.Mild], assessment.Reasons);
        Assert.Equal(new TemperatureAt(12.8m, Stockholm.At("2026-10-01 06:00")), assessment.Lowest);
    }

    [SharedFact]
    public void The_page_of_a_404_is_unknown() =>
        Assert.Equal(
            new WeatherProblem(WeatherProblemKind.NotJson, "the body is a web page"),
            Assert
                .IsType<ForecastReading.Unknown>(
                    ForecastPayload.Read(SharedFolder.Read("smhi/snow1g_v1_out_of_coverage_404.html"))
                )
                .Problem
        );

    [SharedFact]
    public void The_published_test_warnings_are_all_read()
    {
        var known = Warnings("ibww_official_test_2021-09_8events.json");
        Assert.Empty(known.Unreadable);
        Assert.Equal(11, known.Warnings.Count);
        Assert.Equal(2, known.Warnings.Count(warning => warning.Level == WarningLevel.Orange));
        Assert.Equal(2, known.Warnings.Count(warning => warning.IsAtSea));
        var stockholm = Assert.Single(known.Warnings, warning => warning.Counties.Contains(1));
        Assert.Equal((WarningLevel.Message, "FIRE"), (stockholm.Level, stockholm.EventCode));
    }

    [SharedFact]
    public void The_recorded_message_is_read_and_has_no_end()
    {
        var message = Assert.Single(Warnings("ibww_live_message_skane_2026-08.json").Warnings);
        Assert.Equal((WarningLevel.Message, "Skåne län", null), (message.Level, message.AreaSv, message.AreaEn));
        Assert.Null(message.Ends);
    }

    [SharedFact]
    public void A_scripted_forecast_has_the_times_and_keys_of_a_real_one()
    {
        var real = JsonNode.Parse(SharedFolder.Read("smhi/" + MildFile))!;
        var now = new DateTimeOffset(2026, 9, 30, 16, 15, 0, TimeSpan.Zero);

        var scripted = JsonNode.Parse(ForecastScript.Mild().Body(now))!;

        Assert.Equal((string?)real["referenceTime"], (string?)scripted["referenceTime"]);
        Assert.Equal((string?)real["createdTime"], (string?)scripted["createdTime"]);
        Assert.Equal(Series(real, "time"), Series(scripted, "time"));
        Assert.Equal(Series(real, "intervalParametersStartTime"), Series(scripted, "intervalParametersStartTime"));
        Assert.Equal(Keys(real["timeSeries"]![0]!["data"]!), Keys(scripted["timeSeries"]![0]!["data"]!));
        Assert.Equal(Keys(real), Keys(scripted));
    }

    private static List<string?> Series(JsonNode document, string key) =>
        [.. document["timeSeries"]!.AsArray().Select(step => (string?)step![key])];

    private static List<string> Keys(JsonNode node) => [.. node.AsObject().Select(property => property.Key)];

    private static WarningsReading.Known Warnings(string file) =>
        Assert.IsType<WarningsReading.Known>(WarningsPayload.Read(SharedFolder.Read("smhi/" + file)));

    private static Assessment Assess(string night, string now, string file = ColdFile)
    {
        var options = new DecisionOptions();
        var forecast = NightForecast.Read(
            ForecastPayload.Read(SharedFolder.Read("smhi/" + file)),
            Night.Parse(night),
            options.Window,
            Stockholm.Time,
            Stockholm.At(now),
            options.Limits
        );
        return OpeningRule.Assess(forecast, new WarningsReading.Known([], []), options, countyId: 1);
    }
}
