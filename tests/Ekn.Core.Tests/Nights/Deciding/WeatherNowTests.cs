using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Deciding;

public sealed class WeatherNowTests
{
    [DatabaseTheory]
    public async Task Weather_that_cannot_be_read_after_noon_is_put_to_the_coordinators(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        var read = Assert.IsType<WeatherNow.Result.Read>(await ReadAsync(bench));

        Assert.Equal(Outcome.Unknown, read.Assessment.Outcome);
        Assert.Equal(Outcome.Unknown, (await bench.DecisionAsync()).Pending!.Outcome);
        Assert.Equal(["coordinator:c1"], await bench.ToldAsync("proposal-unknown"));
    }

    [DatabaseTheory]
    public async Task Before_noon_a_look_is_kept_and_nobody_is_asked(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 11:59");

        Assert.IsType<WeatherNow.Result.Read>(await ReadAsync(bench));

        Assert.Equal(1, await bench.CountAsync("assessment WHERE occasion = 'manual'"));
        Assert.Equal(0, await bench.CountAsync("decision_event"));
        Assert.Equal(0, await bench.CountAsync("outbox"));
    }

    [DatabaseTheory]
    public async Task Nights_ahead_and_nights_outside_the_season_are_not_asked_about_either(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2027-07-14 15:00");

        await ReadAsync(bench);
        await ReadAsync(bench, bench.Tonight.AddDays(200));

        Assert.Equal(2, await bench.CountAsync("assessment"));
        Assert.Equal(0, await bench.CountAsync("decision_event"));
    }

    [DatabaseTheory]
    public async Task Pressed_by_several_at_once_it_reads_once(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync(bench)));

        Assert.Single(results.OfType<WeatherNow.Result.Read>());
        Assert.Equal(3, results.OfType<WeatherNow.Result.JustRead>().Count());
        Assert.Equal(1, await bench.CountAsync("assessment"));
        bench.Clock.Advance(WeatherNow.Rest);
        Assert.IsType<WeatherNow.Result.Read>(await ReadAsync(bench));
    }

    [DatabaseTheory]
    public async Task No_forecast_speaks_of_a_night_that_is_over(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        Assert.IsType<WeatherNow.Result.Over>(await ReadAsync(bench, bench.Tonight.AddDays(-2)));
        Assert.Equal(0, await bench.CountAsync("assessment"));
    }

    private static Task<WeatherNow.Result> ReadAsync(CoreBench bench, Night? night = null) =>
        bench.Get<WeatherNow>().ReadAsync(night ?? bench.Tonight, default);
}
