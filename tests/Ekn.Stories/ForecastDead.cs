using Ekn.Core.Decisions;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class ForecastDead
{
    [DatabaseTheory]
    public async Task Unknown_is_asked_again_and_again_until_a_person_answers(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Forecast.Fail(new SmhiFault.Status(503));

        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("går inte att avgöra", town.LastTextTo(Cast.Anna));
        Assert.Contains("SMHI svarar inte som det ska", town.LastTextTo(Cast.Anna));
        Assert.Contains("JA A = öppna", town.LastTextTo(Cast.Anna));
        Assert.Empty(town.TextsTo(Cast.Bo));

        await town.MoveToAsync("2026-12-01T12:30");
        Assert.Contains("går inte att avgöra", town.LastTextTo(Cast.Bo));

        // The deadline passes. There is nothing that could take effect by itself: all are asked again, hour after hour.
        await town.MoveToAsync("2026-12-01T14:30");
        Assert.Null((await town.DecisionAsync("2026-12-01")).Standing);
        Assert.Equal(3, town.TextsTo(Cast.Anna).Count);
        Assert.Equal(3, town.TextsTo(Cast.Bo).Count);
        Assert.True(town.Smhi.Forecast.Requests.Count > 10, "The forecast is tried again until it is answered.");

        await town.SaysAsync(Cast.Bo, "JA A");
        var decision = await town.DecisionAsync("2026-12-01");
        Assert.True(decision.IsOpen);
        Assert.Equal(DecisionStep.Overridden, decision.Standing!.Step);
        Assert.Equal("coordinator:c2", decision.Standing.Actor);
        Assert.Contains("Bo Björk", town.LastTextTo(Cast.Anna));
        Assert.Contains("ÖPPET", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_forecast_that_comes_back_mild_answers_the_question_itself_and_says_so(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(2));
        town.Smhi.Forecast.Fail(new SmhiFault.WebPage());
        await town.MoveToAsync("2026-12-01T12:10");
        Assert.Contains("går inte att avgöra", town.LastTextTo(Cast.Anna));

        town.Smhi.Forecast.Heal();
        await town.MoveToAsync("2026-12-01T12:30");

        Assert.Equal(DecisionStep.Recorded, (await town.DecisionAsync("2026-12-01")).Standing!.Step);
        Assert.Contains("STÄNGT natten", town.LastTextTo(Cast.Anna));
        Assert.Contains("klart mildare", town.LastTextTo(Cast.Anna));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Mild_air_with_unreadable_warnings_is_a_question_and_cold_air_is_not(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Warnings.Fail(new SmhiFault.Truncated());
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 2)] = new(-15) },
                otherNights: new NightLow(3)
            )
        );
        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("varningarna är okända", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Anna, "NEJ A");
        Assert.Equal(Outcome.Closed, (await town.DecisionAsync("2026-12-01")).Standing!.Outcome);

        await town.MoveToAsync("2026-12-02T12:00");
        Assert.Contains("ÖPPNA natten ons 2/12", town.LastTextTo(Cast.Anna));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_setting_opens_by_itself_when_nobody_knows_and_nobody_answers(string provider)
    {
        await using var story = await Story.BeginAsync(
            provider,
            "2026-12-01T11:58",
            settings: ("Ekn:Decision:NoAnswerPolicy", "AlwaysOpen")
        );
        var town = story.Town;
        town.Smhi.Forecast.Fail(new SmhiFault.EmptyBody());

        await town.MoveToAsync("2026-12-01T13:00");

        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        Assert.Contains("automatiskt", town.LastTextTo(Cast.Anna));
        await story.EndAsync();
    }
}
