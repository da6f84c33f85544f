using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class Overridden
{
    [DatabaseTheory]
    public async Task A_coordinator_opens_a_mild_night_with_a_reason(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-4));
        await town.MoveToAsync("2026-12-01T12:05");
        Assert.Empty(town.TextsTo(Cast.Anna));

        await town.SaysAsync(Cast.Anna, "ÖPPNA");
        Assert.Contains("vilken natt menar du? Natten tis 1/12 mot ons 2/12 har kod A", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Anna, "ÖPPNA A");
        Assert.Contains("skriv ett skäl", town.LastTextTo(Cast.Anna));
        Assert.False((await town.DecisionAsync("2026-12-01")).IsOpen);

        await town.SaysAsync(Cast.Anna, "Öppna a blåsigt och blött, många sover ute");
        var standing = (await town.DecisionAsync("2026-12-01")).Standing!;
        Assert.Equal((DecisionStep.Overridden, Outcome.Open), (standing.Step, standing.Outcome));
        Assert.Equal("blåsigt och blött, många sover ute", standing.Reason);
        Assert.Contains("ÖPPET", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_coordinator_keeps_a_cold_night_closed_and_is_not_asked_the_same_again(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-9) },
                otherNights: new NightLow(0)
            )
        );
        await town.MoveToAsync("2026-12-01T12:00");

        await town.SaysAsync(Cast.Anna, "NEJ A staden har öppnat en egen sal");

        var standing = (await town.DecisionAsync("2026-12-01")).Standing!;
        Assert.Equal((DecisionStep.Overridden, Outcome.Closed), (standing.Step, standing.Outcome));
        Assert.Empty(town.TextsTo(Cast.Vera));
        var texts = town.TextsTo(Cast.Anna).Count;

        // 16:00 and 20:00 read the same cold: the line is not crossed, so nobody is disturbed.
        await town.MoveToAsync("2026-12-01T21:00");
        Assert.Equal(texts, town.TextsTo(Cast.Anna).Count);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task After_the_call_it_is_called_off_and_everyone_who_was_told_hears_it(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "JA");

        // 16:00: the forecast is mild now. That is a new question, never a silent change.
        town.Smhi.Serve(ForecastScript.Cold(3));
        await town.MoveToAsync("2026-12-01T16:00");
        Assert.Contains("Natten är ÖPPEN. Ställa in?", town.LastTextTo(Cast.Anna));
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);

        await town.SaysAsync(Cast.Anna, "JA A");
        Assert.Equal(NightState.Off, (await town.NightAsync("2026-12-01"))!.State);
        foreach (var person in new[] { Cast.Vera, Cast.Viktor, Cast.Sara, Cast.Churches["Norrmalmskyrkan"] })
        {
            Assert.Contains("INSTÄLLT", town.LastTextTo(person));
        }
        Assert.Contains("CALLED OFF", town.LastTextTo(Cast.Emma));
        Assert.Contains("INSTÄLLT", town.MailsTo(Cast.Carin)[^1].Subject);
        Assert.Contains("INSTÄLLT", town.MailsTo(Cast.Eva)[^1].Subject);

        // Too late to sign up, and said so; and no reminder for a night that is off.
        await town.SaysAsync(Cast.Viktor, "A2");
        Assert.Contains("öppnar inte", town.LastTextTo(Cast.Viktor));
        await town.MoveToAsync("2026-12-02T09:30");
        Assert.DoesNotContain(town.TextsTo(Cast.Vera), text => text.Contains("Påminnelse", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Silence_never_calls_off_an_open_night(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");

        town.Smhi.Serve(ForecastScript.Cold(3));
        await town.MoveToAsync("2026-12-01T19:00");

        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        Assert.DoesNotContain(town.TextsTo(Cast.Vera), text => text.Contains("INSTÄLLT", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_called_off_and_opened_again_tells_everyone_each_time(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-9));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.MoveToAsync("2026-12-01T13:00");
        await town.SaysAsync(Cast.Anna, "STÄNG A värmen är sönder");
        Assert.Contains("INSTÄLLT", town.LastTextTo(Cast.Vera));
        await town.MoveToAsync("2026-12-01T14:00");
        await town.SaysAsync(Cast.Anna, "ÖPPNA A värmen är lagad");

        // Vera's booking is kept, and she hears of it; Viktor is asked anew.
        Assert.Contains("det blir ÖPPET", town.LastTextTo(Cast.Vera));
        Assert.Contains("Du är bokad: A1", town.LastTextTo(Cast.Vera));
        Assert.Contains("ÖPPET natten", town.LastTextTo(Cast.Viktor));
        Assert.Equal(3, (await town.DecisionAsync("2026-12-01")).Revision);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Outside_the_season_a_coordinator_opens_by_hand(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-06-10T14:00");
        var town = story.Town;

        await town.SaysAsync(Cast.Anna, "ÖPPNA");
        Assert.Contains("har kod A", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Anna, "ÖPPNA A avhysning från en boplats");

        Assert.True((await town.DecisionAsync("2026-06-10")).IsOpen);
        Assert.Contains("ÖPPET natten ons 10/6 mot tor 11/6, Immanuelskyrkan", town.LastTextTo(Cast.Vera));
        await town.SaysAsync(Cast.Sara, "5K 7M");
        await town.MoveToAsync("2026-06-11T09:00");
        Assert.Contains("12 gäster", town.MailsTo(Cast.Carin)[^1].Text);
        await story.EndAsync();
    }
}
