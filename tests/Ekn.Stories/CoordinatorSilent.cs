using Ekn.Core.Decisions;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class CoordinatorSilent
{
    [DatabaseTheory]
    public async Task The_deputy_is_asked_and_then_it_takes_effect_by_itself(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));

        await town.MoveToAsync("2026-12-01T12:29");
        Assert.Single(town.TextsTo(Cast.Anna));
        Assert.Empty(town.TextsTo(Cast.Bo));

        await town.MoveToAsync("2026-12-01T12:30");
        Assert.Contains("ÖPPNA natten", town.LastTextTo(Cast.Bo));
        Assert.Single(town.TextsTo(Cast.Anna));

        await town.MoveToAsync("2026-12-01T12:59");
        Assert.Null((await town.DecisionAsync("2026-12-01")).Standing);

        await town.MoveToAsync("2026-12-01T13:00");
        var decision = await town.DecisionAsync("2026-12-01");
        Assert.Equal(DecisionStep.Automatic, decision.Standing!.Step);
        Assert.True(decision.IsOpen);
        Assert.Contains("automatiskt, ingen svarade i tid", town.LastTextTo(Cast.Anna));
        Assert.Contains("ÖPPET", town.LastTextTo(Cast.Vera));

        // Anna wakes up and answers what is decided already: she hears what stands, and nothing changes.
        await town.SaysAsync(Cast.Anna, "JA");
        Assert.Contains("redan avgjort", town.LastTextTo(Cast.Anna));
        Assert.Equal(decision.LastSeq, (await town.DecisionAsync("2026-12-01")).LastSeq);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task The_setting_to_hold_opens_nothing_by_itself(string provider)
    {
        await using var story = await Story.BeginAsync(
            provider,
            "2026-12-01T11:58",
            settings: ("Ekn:Decision:NoAnswerPolicy", "Hold")
        );
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));

        await town.MoveToAsync("2026-12-01T15:30");

        Assert.Null((await town.DecisionAsync("2026-12-01")).Standing);
        Assert.Equal(4, town.TextsTo(Cast.Bo).Count);
        Assert.DoesNotContain(town.TextsTo(Cast.Vera), text => text.Contains("ÖPPET", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Two_coordinators_in_the_same_second_cannot_both_win(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));
        await town.MoveToAsync("2026-12-01T12:30");

        await town.Gateway.Phone(Cast.Anna.Phone!).SendAsync("JA A");
        await town.Gateway.Phone(Cast.Bo.Phone!).SendAsync("STÄNG A lokalen saknar värme");
        await town.SettleAsync();

        var decision = await town.DecisionAsync("2026-12-01");
        Assert.True(decision.IsOpen);
        Assert.Equal("coordinator:c1", decision.Standing!.Actor);
        Assert.Contains(
            town.TextsTo(Cast.Bo),
            text =>
                text.Contains("redan avgjort", StringComparison.Ordinal)
                && text.Contains("Anna Ask", StringComparison.Ordinal)
        );
        await story.EndAsync();
    }
}
