using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;

namespace Ekn.Core.Weather;

public class NightForecastTests
{
    // The window of this night is 17:00Z to 08:00Z.
    private static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly DateTimeOffset Noon = Stockholm.At("2026-12-01 12:00");
    private static readonly DateTimeOffset Start = Stockholm.At("2026-12-01 18:00");
    private static readonly DateTimeOffset End = Stockholm.At("2026-12-02 09:00");

    [Fact]
    public void The_lowest_temperature_and_its_instant_are_those_of_the_night()
    {
        var nights = new Dictionary<DateOnly, NightLow>
        {
            [Night.Evening] = new(-8.3m, 4),
            [Night.Morning] = new(-15m, 5), // colder, but the night after
        };
        var known = Known(ForecastScript.Nights(nights, new NightLow(-20)));

        Assert.Equal(new TemperatureAt(-8.3m, Stockholm.At("2026-12-02 04:00")), known.Lowest);
        Assert.Equal(16, known.Weather!.Steps.Count);
        Assert.False(known.Weather.IsCoarse);
        Assert.True(known.Weather.LowestEffective!.Celsius < -8.3m);
        Assert.Equal(Stockholm.At("2026-12-01 11:45"), known.Weather.ReferenceTime);
    }

    [Fact]
    public void Of_equal_temperatures_the_first_is_named() =>
        Assert.Equal(new TemperatureAt(-3m, Start), Known(ForecastScript.Constant(-3)).Lowest);

    [Theory]
    [InlineData("2026-12-01 17:00", false)]
    [InlineData("2026-12-01 18:00", true)]
    [InlineData("2026-12-02 09:00", true)]
    [InlineData("2026-12-02 10:00", false)]
    public void Both_ends_of_the_window_belong_to_the_night(string coldHour, bool counts)
    {
        var cold = Stockholm.At(coldHour);
        var script = new ForecastScript { Temperature = at => at == cold ? -12 : 2 };
        Assert.Equal(counts ? -12m : 2m, Known(script).Lowest.Celsius);
    }

    [Theory]
    [InlineData("2027-03-27", 15)] // clocks go forward: the night is an hour shorter
    [InlineData("2026-10-24", 17)]
    public void A_clock_change_night_has_its_own_number_of_hours(string night, int steps)
    {
        var now = Stockholm.At($"{night} 12:00");
        var known = Assert.IsType<NightForecast.Known>(Judge(ForecastScript.Cold(-1), now, Night.Parse(night)));
        Assert.Equal(steps, known.Weather!.Steps.Count);
    }

    [Fact]
    public void A_missing_value_in_the_night_makes_it_unknown_and_still_shows_the_rest()
    {
        var unknown = Unknown(ForecastScript.Constant(-9).Missing(Start.AddHours(3)), WeatherProblemKind.MissingValue);
        Assert.Equal(-9m, unknown.Weather!.LowestAir!.Celsius);
        Assert.Equal("9999 at 2026-12-01T20:00Z", unknown.Problem.Detail);
    }

    [Fact]
    public void A_missing_key_in_the_night_makes_it_unknown() =>
        Unknown(ForecastScript.Constant(2).WithoutKey(End), WeatherProblemKind.MissingKey);

    [Fact]
    public void A_text_for_a_temperature_in_the_night_makes_it_unknown() =>
        Unknown(ForecastScript.Constant(2).Replacing(Start, "2.0"), WeatherProblemKind.UnreadableValue);

    [Fact]
    public void Missing_values_outside_the_night_do_no_harm() =>
        Known(ForecastScript.Constant(2).Missing(Start.AddHours(-1)).Missing(End.AddHours(1)));

    [Fact]
    public void Missing_wind_costs_only_the_wind_chill()
    {
        var script = ForecastScript.Constant(-5) with { Wind = _ => 9999 };
        Assert.Null(Known(script).Weather!.LowestEffective);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_gap_of_three_hours_is_allowed_and_a_longer_one_is_not(int hours, bool known)
    {
        var script = ForecastScript.Constant(2).WithGap(Start.AddHours(2), Start.AddHours(2 + hours));
        if (known)
        {
            Assert.True(Known(script).Weather!.IsCoarse);
            return;
        }
        Assert.Equal("13 steps in the night, up to 4 h apart", Unknown(script, WeatherProblemKind.Gap).Problem.Detail);
    }

    [Theory]
    [InlineData(-2, 1, true)] // 16:00 and 19:00
    [InlineData(-2, 2, false)]
    [InlineData(-4, 0, true)] // a step exactly at the edge needs no neighbour
    public void A_gap_over_the_beginning_is_measured_from_the_neighbour_outside(int before, int after, bool known) =>
        Assert.Equal(
            known,
            Judge(ForecastScript.Constant(2).WithGap(Start.AddHours(before), Start.AddHours(after)))
                is NightForecast.Known
        );

    [Theory]
    [InlineData(-2, 1, true)] // 07:00 and 10:00
    [InlineData(-2, 2, false)]
    [InlineData(0, 9, true)]
    public void A_gap_over_the_end_is_measured_to_the_neighbour_outside(int before, int after, bool known) =>
        Assert.Equal(
            known,
            Judge(ForecastScript.Constant(2).WithGap(End.AddHours(before), End.AddHours(after))) is NightForecast.Known
        );

    [Fact]
    public void A_neighbour_without_a_value_does_not_cover_the_edge()
    {
        var script = ForecastScript.Constant(2).WithGap(End.AddHours(-2), End.AddHours(1));
        Known(script);
        Unknown(script.Missing(End.AddHours(1)), WeatherProblemKind.Gap);
    }

    [Fact]
    public void A_forecast_that_ends_within_the_night_covers_it_only_in_part()
    {
        Known(ForecastScript.Constant(2).Until(End));
        Unknown(ForecastScript.Constant(2).Until(End.AddHours(-1)), WeatherProblemKind.PartlyCovered);
        Unknown(ForecastScript.Constant(2).Until(Noon.AddHours(2)), WeatherProblemKind.PartlyCovered);
    }

    [Fact]
    public void A_forecast_that_begins_within_the_night_covers_it_only_in_part()
    {
        var late = ForecastScript.Constant(2) with { Times = Hours(Start.AddHours(1), End) };
        Unknown(late, WeatherProblemKind.PartlyCovered);
        Known(late with { Times = Hours(Start, End) });
    }

    [Fact]
    public void A_night_that_has_begun_is_judged_from_the_present_hour_on()
    {
        var now = Stockholm.At("2026-12-01 20:20");
        var script = new ForecastScript { Temperature = at => at < Start.AddHours(2) ? -12 : -4 };

        var fresh = Assert.IsType<NightForecast.Known>(Judge(script, now));
        Assert.Equal(-4m, fresh.Lowest.Celsius);
        Assert.Equal(Stockholm.At("2026-12-01 21:00"), fresh.Weather!.Steps[0].At); // the first step of a fresh run

        var older = Assert.IsType<NightForecast.Known>(Judge(script with { Age = TimeSpan.FromHours(5) }, now));
        Assert.Equal(Stockholm.At("2026-12-01 20:00"), older.Weather!.Steps[0].At); // the present hour is not dropped
    }

    [Fact]
    public void A_night_that_has_begun_needs_a_forecast_from_about_now_on()
    {
        var now = Stockholm.At("2026-12-01 20:20");
        var script = ForecastScript.Constant(2) with { Times = Hours(Stockholm.At("2026-12-01 23:00"), End) };
        Assert.Equal(WeatherProblemKind.PartlyCovered, Problem(Judge(script, now)).Kind);
    }

    [Fact]
    public void A_night_that_is_over_is_not_judged()
    {
        Assert.IsType<NightForecast.Known>(Judge(ForecastScript.Cold(-9), End.AddMinutes(-40)));
        Assert.Equal(WeatherProblemKind.NightOver, Problem(Judge(ForecastScript.Cold(-9), End)).Kind);
    }

    [Theory]
    [InlineData("12:00", true)]
    [InlineData("12:01", false)]
    public void A_forecast_is_stale_when_its_reference_time_is_older_than_twelve_hours(string age, bool known)
    {
        var script = ForecastScript.Constant(2) with
        {
            ReferenceTime = Noon - TimeSpan.Parse(age, CultureInfo.InvariantCulture),
        };
        Assert.Equal(known ? null : WeatherProblemKind.Stale, (Judge(script) as NightForecast.Unknown)?.Problem.Kind);
    }

    [Theory]
    [InlineData("00:15", true)] // clocks differ
    [InlineData("00:16", false)]
    public void A_reference_time_in_the_future_is_not_believed(string ahead, bool known)
    {
        var script = ForecastScript.Constant(2) with
        {
            ReferenceTime = Noon + TimeSpan.Parse(ahead, CultureInfo.InvariantCulture),
        };
        Assert.Equal(
            known ? null : WeatherProblemKind.FutureReferenceTime,
            (Judge(script) as NightForecast.Unknown)?.Problem.Kind
        );
    }

    [Fact]
    public void A_night_days_ahead_is_unknown_because_its_steps_are_too_far_apart()
    {
        Assert.IsType<NightForecast.Known>(Judge(ForecastScript.Cold(-9), Noon, Night.Next));
        Assert.Equal(WeatherProblemKind.Gap, Problem(Judge(ForecastScript.Cold(-9), Noon, Night.AddDays(3))).Kind);
        Assert.Equal(
            WeatherProblemKind.PartlyCovered,
            Problem(Judge(ForecastScript.Cold(-9), Noon, Night.AddDays(20))).Kind
        );
    }

    [Fact]
    public void A_covered_night_without_a_single_step_is_unknown()
    {
        var script = ForecastScript.Constant(2) with { Times = [Start.AddHours(-1), End.AddHours(1)] };
        var limits = ForecastLimits.Default with { MaxGap = TimeSpan.FromHours(24) };
        var forecast = NightForecast.Read(
            ForecastPayload.Read(script.Body(Noon)),
            Night,
            NightWindow.Default,
            Stockholm.Time,
            Noon,
            limits
        );
        Assert.Equal(WeatherProblemKind.TooFewSteps, Problem(forecast).Kind);
    }

    [Fact]
    public void A_forecast_that_was_not_fetched_keeps_its_problem()
    {
        var problem = new WeatherProblem(WeatherProblemKind.HttpStatus, "HTTP 404");
        var forecast = NightForecast.Read(
            new ForecastReading.Unknown(problem),
            Night,
            NightWindow.Default,
            Stockholm.Time,
            Noon,
            ForecastLimits.Default
        );
        Assert.Equal(problem, Problem(forecast));
        Assert.Null(forecast.Weather);
    }

    private static NightForecast Judge(ForecastScript script, DateTimeOffset? now = null, Night? night = null) =>
        NightForecast.Read(
            ForecastPayload.Read(script.Body(now ?? Noon)),
            night ?? Night,
            NightWindow.Default,
            Stockholm.Time,
            now ?? Noon,
            ForecastLimits.Default
        );

    private static NightForecast.Known Known(ForecastScript script) =>
        Assert.IsType<NightForecast.Known>(Judge(script));

    private static NightForecast.Unknown Unknown(ForecastScript script, WeatherProblemKind kind)
    {
        var unknown = Assert.IsType<NightForecast.Unknown>(Judge(script));
        Assert.Equal(kind, unknown.Problem.Kind);
        return unknown;
    }

    private static WeatherProblem Problem(NightForecast forecast) =>
        Assert.IsType<NightForecast.Unknown>(forecast).Problem;

    private static List<DateTimeOffset> Hours(DateTimeOffset from, DateTimeOffset to) =>
        [.. Enumerable.Range(0, (int)(to - from).TotalHours + 1).Select(hour => from.AddHours(hour))];
}
