using Ekn.Core.Decisions;
using Ekn.Core.Tests;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Nights.Deciding;

public sealed class WeatherDetailsTests
{
    [DatabaseTheory]
    public async Task What_an_assessment_was_made_of_is_read_back_as_it_was(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var starts = bench.Clock.UtcNow.AddHours(3);
        var weather = bench.Weather(-9) with
        {
            Warnings = new Fetched<WarningsReading>(
                new WarningsReading.Known(
                    [
                        new Warning(
                            "1",
                            "2",
                            "WIND",
                            "MET",
                            WarningLevel.Orange,
                            [1],
                            starts,
                            null,
                            "Uppland",
                            null,
                            "Vind",
                            "Wind"
                        ),
                        new Warning(
                            "3",
                            "4",
                            "SNOW",
                            "MET",
                            WarningLevel.Red,
                            [12],
                            starts,
                            null,
                            "Skåne",
                            null,
                            null,
                            null
                        ),
                    ],
                    []
                ),
                null,
                FromCache: false
            ),
        };
        await bench.AssessAsync(weather);

        var details = WeatherDetails.Of(await LatestAsync(bench));

        Assert.Equal(16, details.Hours.Count);
        Assert.All(details.Hours, hour => Assert.Equal(-9, hour.Celsius));
        Assert.False(details.Coarse);
        Assert.Equal(
            new WeatherDetails.ListedWarning(
                WarningLevel.Orange,
                "Vind",
                "Wind",
                "Uppland",
                "Uppland",
                starts,
                null,
                WarningVerdict.Opens,
                Concerns: true
            ),
            details.Warnings[0]
        );
        Assert.Equal(
            ("SNOW", "SNOW", false),
            (details.Warnings[1].EventSv, details.Warnings[1].EventEn, details.Warnings[1].Concerns)
        );
    }

    [Fact]
    public void What_was_not_kept_is_missing_and_no_error()
    {
        Assert.Empty(WeatherDetails.Of(null).Hours);
        var bare = WeatherDetails.Of(new AssessmentRow { Details = """{"steps":null}""" });
        Assert.Empty(bare.Hours);
        Assert.Empty(bare.Warnings);
    }

    private static async Task<AssessmentRow?> LatestAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await bench.Get<AssessmentLog>().LatestAsync(session, bench.Tonight, default);
    }
}
