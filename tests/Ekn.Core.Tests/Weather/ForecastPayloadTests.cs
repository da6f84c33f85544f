using System.Text;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;

namespace Ekn.Core.Weather;

public class ForecastPayloadTests
{
    private const string Step = """{"time":"2026-12-01T12:00:00Z","data":{"air_temperature":-7.1,"wind_speed":2}}""";

    [Fact]
    public void Times_temperatures_and_wind_are_read_by_key()
    {
        var series = Known(Document(Step));

        var step = Assert.Single(series.Steps);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero), series.ReferenceTime);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero), step.At);
        Assert.Equal((-7.1m, null, 2m), (step.AirCelsius, step.Fault, step.WindMetresPerSecond));
        Assert.Equal(-10.7m, step.EffectiveCelsius);
    }

    [Fact]
    public void A_scripted_forecast_has_eighty_one_steps_that_can_be_read()
    {
        var series = Known(ForecastScript.Cold(-12).Body(Stockholm.At("2026-12-01 12:00")));

        Assert.Equal(81, series.Steps.Count);
        Assert.All(series.Steps, step => Assert.NotNull(step.AirCelsius));
    }

    [Fact]
    public void A_time_with_an_offset_is_the_same_instant_in_UTC()
    {
        var step = Assert.Single(Known(Document(Step.Replace("12:00:00Z", "13:00:00+01:00"))).Steps);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero), step.At);
        Assert.Equal(TimeSpan.Zero, step.At.Offset);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.IsType<ForecastReading.Known>(ForecastPayload.Read((byte[])[0xEF, 0xBB, 0xBF, .. Document(Step)]));

    [Theory]
    [InlineData("-7.1", null)]
    [InlineData("-7", null)]
    [InlineData("-60", null)]
    [InlineData("50", null)]
    [InlineData("9999", StepFault.MarkedMissing)]
    [InlineData("9999.0", StepFault.MarkedMissing)]
    [InlineData("-60.1", StepFault.OutOfRange)]
    [InlineData("50.1", StepFault.OutOfRange)]
    [InlineData("-9999", StepFault.OutOfRange)]
    [InlineData("263.1", StepFault.OutOfRange)] // kelvin
    [InlineData("1e400", StepFault.NotANumber)]
    [InlineData("\"-7.1\"", StepFault.NotANumber)]
    [InlineData("null", StepFault.NotANumber)]
    [InlineData("[-7.1]", StepFault.NotANumber)]
    [InlineData("true", StepFault.NotANumber)]
    public void An_air_temperature_is_a_number_that_can_occur_or_a_fault(string json, StepFault? fault)
    {
        var step = Assert.Single(Known(Document(Step.Replace("-7.1", json))).Steps);
        Assert.Equal(fault, step.Fault);
        Assert.Equal(fault is null, step.AirCelsius is not null);
    }

    [Fact]
    public void A_step_without_air_temperature_is_kept_with_its_fault() =>
        Assert.Equal(
            StepFault.KeyAbsent,
            Assert.Single(Known(Document(Step.Replace("air_temperature", "temp"))).Steps).Fault
        );

    [Theory]
    [InlineData("9999")]
    [InlineData("-1")]
    [InlineData("\"2\"")]
    [InlineData("null")]
    public void Wind_that_cannot_be_read_costs_only_the_wind_chill(string json)
    {
        var step = Assert.Single(Known(Document(Step.Replace("\"wind_speed\":2", $"\"wind_speed\":{json}"))).Steps);
        Assert.Equal((-7.1m, null, null), (step.AirCelsius, step.WindMetresPerSecond, step.EffectiveCelsius));
    }

    [Theory]
    [InlineData("", WeatherProblemKind.NotJson)]
    [InlineData("   ", WeatherProblemKind.NotJson)]
    [InlineData("<!DOCTYPE html><html></html>", WeatherProblemKind.NotJson)]
    [InlineData("{\"referenceTime\":\"2026-12-01T11:00:00Z\",\"timeSeries\":[{\"ti", WeatherProblemKind.NotJson)]
    [InlineData("{\"referenceTime\":\"\\ud800\",\"timeSeries\":[]}", WeatherProblemKind.NotJson)] // half a character
    [InlineData("null", WeatherProblemKind.UnexpectedShape)]
    [InlineData("[]", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"referenceTime\":\"2026-12-01T11:00:00Z\"}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"referenceTime\":\"2026-12-01T11:00:00Z\",\"timeSeries\":{}}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"referenceTime\":\"2026-12-01T11:00:00\",\"timeSeries\":[]}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"referenceTime\":\"2026-12-01\",\"timeSeries\":[]}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"referenceTime\":\"2026-12-01T11:00:00Z\",\"timeSeries\":[]}", WeatherProblemKind.EmptySeries)]
    [InlineData(
        "{\"timeSeries\":[],\"referenceTime\":\"2026-12-01T11:00:00Z\",\"timeSeries\":[]}",
        WeatherProblemKind.NotJson
    )] // the same key twice: which one is meant?
    public void A_body_that_is_no_forecast_is_unknown_with_its_kind(string body, WeatherProblemKind kind) =>
        Assert.Equal(kind, Problem(Encoding.UTF8.GetBytes(body)).Kind);

    [Theory]
    [InlineData("""{"validTime":"2026-12-01T12:00:00Z","parameters":[]}""")] // the closed predecessor
    [InlineData("""{"time":"2026-12-01T12:00:00","data":{"air_temperature":-7.1}}""")] // local? nobody knows
    [InlineData("""{"time":1764590400,"data":{"air_temperature":-7.1}}""")]
    [InlineData("""{"time":"2026-12-01T12:00:00Z"}""")]
    [InlineData("""{"time":"2026-12-01T12:00:00Z","data":[]}""")]
    [InlineData("null")]
    [InlineData("3")]
    public void A_step_that_has_no_place_in_time_makes_the_whole_forecast_unknown(string step) =>
        Assert.Equal(WeatherProblemKind.UnexpectedShape, Problem(Document($"{Step},{step}")).Kind);

    [Theory]
    [InlineData("2026-12-01T12:00:00Z")]
    [InlineData("2026-12-01T11:00:00Z")]
    [InlineData("2026-12-01T13:00:00+01:00")] // the same instant, written otherwise
    public void A_time_that_does_not_follow_makes_the_whole_forecast_unknown(string time) =>
        Assert.Equal(
            WeatherProblemKind.TimesOutOfOrder,
            Problem(Document($"{Step},{Step.Replace("2026-12-01T12:00:00Z", time)}")).Kind
        );

    [Fact]
    public void Bytes_that_are_no_text_are_unknown() =>
        Assert.Equal(WeatherProblemKind.NotJson, Problem([0x1F, 0x8B, 0x08, 0xFF, 0x00]).Kind);

    [Fact]
    public void A_web_page_is_called_a_web_page() =>
        Assert.Equal("the body is a web page", Problem("\n <html>"u8.ToArray()).Detail);

    private static byte[] Document(string steps) =>
        Encoding.UTF8.GetBytes(
            $$"""{"referenceTime":"2026-12-01T11:00:00Z","timeSeries":[{{steps}}],"new":{"x":1} }"""
        );

    private static ForecastSeries Known(byte[] body) =>
        Assert.IsType<ForecastReading.Known>(ForecastPayload.Read(body)).Series;

    private static WeatherProblem Problem(byte[] body) =>
        Assert.IsType<ForecastReading.Unknown>(ForecastPayload.Read(body)).Problem;
}
