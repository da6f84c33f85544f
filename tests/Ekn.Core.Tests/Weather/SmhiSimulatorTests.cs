using System.Net;
using Ekn.Core.Calendar;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;

namespace Ekn.Core.Weather;

public sealed class SmhiSimulatorTests
{
    private static readonly DateTimeOffset Noon = Stockholm.At("2026-12-01 12:00");

    [Theory]
    [InlineData("api/category/snow1g/version/1/geotype/point/lon/18.0686/lat/59.3293/data.json", HttpStatusCode.OK)]
    [InlineData("ibww/api/version/1/warning.json", HttpStatusCode.OK)]
    [InlineData(
        "api/category/pmp3g/version/2/geotype/point/lon/18.0686/lat/59.3293/data.json",
        HttpStatusCode.NotFound
    )]
    [InlineData(
        "api/category/snow1g/version/1/geotype/point/lon/59.3293/lat/18.0686/data.json",
        HttpStatusCode.NotFound
    )]
    [InlineData(
        "api/category/snow1g/version/1/geotype/point/lon/18.0686123/lat/59.3/data.json",
        HttpStatusCode.NotFound
    )]
    [InlineData("api/category/snow1g/version/1/geotype/point/lon/18,0686/lat/59,3/data.json", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task Only_the_two_real_addresses_answer(string path, HttpStatusCode status)
    {
        await using var smhi = await SmhiSimulator.StartAsync(new SetClock(Noon));
        using var http = new HttpClient { BaseAddress = smhi.BaseAddress };

        using var response = await http.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        var isPage = (await response.Content.ReadAsStringAsync()).StartsWith("<!DOCTYPE html>");
        Assert.Equal(status == HttpStatusCode.NotFound, isPage);
    }

    [Fact]
    public async Task A_served_forecast_follows_the_clock()
    {
        var clock = new SetClock(Noon);
        await using var smhi = await SmhiSimulator.StartAsync(clock);
        smhi.Serve(ForecastScript.Cold(-12));
        using var http = new HttpClient { BaseAddress = smhi.BaseAddress };
        const string path = "api/category/snow1g/version/1/geotype/point/lon/18.0686/lat/59.3293/data.json";

        var first = Series(await http.GetByteArrayAsync(path));
        clock.Now += TimeSpan.FromHours(4);
        var second = Series(await http.GetByteArrayAsync(path));

        Assert.Equal(Noon.AddMinutes(-15), first.ReferenceTime);
        Assert.Equal(Noon.AddHours(4).AddMinutes(-15), second.ReferenceTime);
        Assert.Equal([Noon, Noon.AddHours(4)], smhi.Forecast.Requests.Select(request => request.At));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(23)]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_scripted_night_has_its_minimum_at_that_hour_alone(int hour)
    {
        var nights = new Dictionary<DateOnly, NightLow>
        {
            [new(2026, 12, 1)] = new(-8.4m, hour),
            [new(2026, 12, 2)] = new(3.1m, hour),
        };
        var series = Series(ForecastScript.Nights(nights, new NightLow(-20)).Body(Noon));
        foreach (var (evening, low) in nights)
        {
            var window = NightWindow.Default.Of(new Night(evening), Stockholm.Time);
            var steps = series.Steps.Where(step => window.Contains(step.At)).ToList();
            var coldest = steps.MinBy(step => step.AirCelsius)!;
            Assert.Equal(low.Celsius, coldest.AirCelsius);
            Assert.Equal(hour, Stockholm.Time.ToLocal(coldest.At).Hour);
            Assert.Single(steps, step => step.AirCelsius == low.Celsius);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(24)]
    [InlineData(-1)]
    public void An_hour_of_the_day_is_no_hour_of_a_night(int hour) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ForecastScript.Nights(new Dictionary<DateOnly, NightLow>(), new NightLow(-8, hour))
        );

    private static ForecastSeries Series(byte[] body) =>
        Assert.IsType<ForecastReading.Known>(ForecastPayload.Read(body)).Series;
}
