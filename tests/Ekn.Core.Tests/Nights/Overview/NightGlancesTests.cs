using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Tests;
using Ekn.Core.Weather;
using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Core.Nights.Overview;

public sealed class NightGlancesTests
{
    [DatabaseTheory]
    public async Task What_stands_is_told_with_the_weather_and_the_latest_count(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-9));
        await bench.AnswersAsync("c1", AnswerKind.Accept);
        await bench.ExecuteAsync(
            """
            INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men, not_stated) VALUES
                ('2026-12-01', 1, '2026-12-01T22:00:00.000Z', 'sitelead:s1', 'web', 9, 9, 9),
                ('2026-12-01', 1, '2026-12-01T23:00:00.000Z', 'sitelead:s1', 'web', 3, 4, 1)
            """
        );

        var night = Assert.Single(await ReadAsync(bench));

        Assert.Equal((NightFace.Open, -9m, 8), (night.Face, night.Lowest, night.Guests));
        Assert.False(night.Asked);
    }

    [DatabaseTheory]
    public async Task A_question_beside_what_stands_is_told_too(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.OpenTonightAsync();
        await bench.AssessAsync(bench.Weather(-9));
        await bench.AssessAsync(bench.Weather(3), Occasion.Reread);

        var night = Assert.Single(await ReadAsync(bench));

        Assert.Equal(NightFace.Open, night.Face);
        Assert.Equal(Outcome.Closed, night.Looks);
    }

    [DatabaseTheory]
    public async Task Nights_ahead_are_judged_by_what_was_received_last_and_nobody_is_asked(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await KeepAsync(bench, ForecastScript.Cold(-12).Body(bench.Clock.UtcNow));

        var ahead = await AheadAsync(bench);

        Assert.Equal(7, ahead.Count);
        Assert.Equal(NightFace.LooksOpen, ahead[0].Face);
        Assert.Equal(-12m, ahead[0].Lowest);
        Assert.Equal(NightFace.LooksOpen, ahead[1].Face);
        // Then SMHI's times are six hours apart: the lowest of them is shown, and nothing is promised.
        Assert.Equal((NightFace.TooEarly, -11.5m), (ahead[4].Face, ahead[4].Lowest!.Value));
        Assert.Equal(0, await bench.CountAsync("assessment"));
        Assert.Equal(0, await bench.CountAsync("outbox"));
    }

    [DatabaseTheory]
    public async Task Nothing_received_is_not_read_and_not_mild(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        Assert.All(await AheadAsync(bench), night => Assert.Equal(NightFace.NotRead, night.Face));
    }

    [DatabaseTheory]
    public async Task A_forecast_that_has_grown_old_says_nothing_of_what_it_has_not_said_before(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await KeepAsync(bench, ForecastScript.Mild().Body(bench.Clock.UtcNow));
        Assert.Equal(NightFace.LooksClosed, (await AheadAsync(bench))[0].Face);

        bench.Clock.Advance(TimeSpan.FromHours(14));

        Assert.All(await AheadAsync(bench), night => Assert.Equal(NightFace.NotRead, night.Face));
    }

    [DatabaseTheory]
    public async Task An_answer_that_cannot_be_read_leaves_what_was_read_in_its_time(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        // The bench's evidence is no forecast, though what was handed in with it was.
        await bench.AssessAsync(bench.Weather(-6));

        Assert.Equal((NightFace.Asked, -6m), ((await AheadAsync(bench))[0].Face, (await AheadAsync(bench))[0].Lowest));
    }

    private static async Task<IReadOnlyList<NightGlance>> ReadAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await bench.Get<NightGlances>().ReadAsync(session, bench.Tonight, bench.Tonight.AddDays(30), default);
    }

    private static async Task<IReadOnlyList<NightGlance>> AheadAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await bench.Get<NightGlances>().AheadAsync(session, bench.Tonight, 7, default);
    }

    private static Task KeepAsync(CoreBench bench, byte[] forecast) =>
        bench.DoAsync(async session =>
        {
            var store = bench.Get<EvidenceStore>();
            await store.KeepAsync(
                session,
                Evidence.Of(
                    EvidenceSource.Forecast,
                    new Uri("https://example.org/f"),
                    bench.Clock.UtcNow,
                    200,
                    forecast
                ),
                default
            );
            await store.KeepAsync(session, bench.EvidenceOf(EvidenceSource.Warnings, "[]"), default);
        });
}
