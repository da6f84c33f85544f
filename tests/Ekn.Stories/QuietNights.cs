using Ekn.Core.Decisions;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class QuietNights
{
    [DatabaseTheory]
    public async Task A_mild_day_disturbs_nobody_and_is_recorded(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(1));

        await town.MoveToAsync("2026-12-02T09:30");

        Assert.Empty(town.Gateway.Messages);
        Assert.Empty(town.Mail.Mails);
        var decision = await town.DecisionAsync("2026-12-01");
        Assert.Equal(DecisionStep.Recorded, decision.Standing!.Step);
        Assert.Equal(Outcome.Closed, decision.Standing.Outcome);
        Assert.NotNull(decision.Standing.AssessmentId);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Just_above_the_line_the_coordinator_is_asked_and_silence_keeps_it_closed(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-6.4m));

        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("håll STÄNGT", town.LastTextTo(Cast.Anna));
        Assert.Contains("-6,4 grader", town.LastTextTo(Cast.Anna));

        // NEJ to "stay closed" may mean two things, so nothing happens but a question back.
        await town.SaysAsync(Cast.Anna, "NEJ");
        Assert.Contains("Menar du att öppna?", town.LastTextTo(Cast.Anna));
        Assert.Null((await town.DecisionAsync("2026-12-01")).Standing);

        await town.MoveToAsync("2026-12-01T13:00");
        Assert.Contains("automatiskt, ingen svarade i tid", town.LastTextTo(Cast.Anna));
        Assert.Equal(Outcome.Closed, (await town.DecisionAsync("2026-12-01")).Standing!.Outcome);
        Assert.Empty(town.TextsTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_orange_warning_opens_a_mild_night(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(0));
        town.Smhi.Serve(WarningScript.Orange("SNOW"));

        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("ÖPPNA", town.LastTextTo(Cast.Anna));
        Assert.Contains("SMHI varnar", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Anna, "ja");
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Outside_the_season_the_noon_rests_and_says_so(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-06-10T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-20));

        await town.MoveToAsync("2026-06-10T13:00");

        Assert.Empty(town.Gateway.Messages);
        Assert.Empty(town.Smhi.Forecast.Requests);
        Assert.Empty((await town.DecisionAsync("2026-06-10")).History);
        await story.EndAsync();
    }
}
