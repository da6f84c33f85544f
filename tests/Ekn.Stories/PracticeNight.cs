using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Practising;
using Ekn.Core.Reports;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class PracticeNight
{
    [DatabaseTheory]
    public async Task A_night_is_practised_from_the_call_to_the_report_and_nobody_outside_notices(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-09-15T10:00");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(8));
        var before = await PublicAsync(town);

        Assert.Equal(
            PracticeResult.Started,
            await town.Get<PracticeDesk>().StartAsync(Night.Parse("2026-09-15"), null, "coordinator:c1", default)
        );
        await town.LetItHappenAsync();

        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Anna));
        Assert.Contains("Avsluta med STÄNG A", town.LastTextTo(Cast.Anna));
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Sara));
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Vera));
        Assert.StartsWith("EXERCISE: ", town.LastTextTo(Cast.Emma));
        Assert.StartsWith("ÖVNING: ", town.MailsTo(Cast.Carin).Single().Subject);
        Assert.StartsWith("ÖVNING: ", town.MailsTo(Cast.Eva).Single().Subject);

        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Ja!");
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        Assert.Contains("Norrmalmskyrkan är bokad", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        await town.SaysAsync(Cast.Vera, "A1");
        Assert.Contains("ÖVNING: ", town.LastTextTo(Cast.Vera));
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Vera));
        await town.SaysAsync(Cast.Wilma, "Nej tyvärr");
        Assert.StartsWith("ÖVNING: Tack för beskedet", town.LastTextTo(Cast.Wilma));

        await town.MoveToAsync("2026-09-15T18:00");
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Vera));
        Assert.Contains("Påminnelse", town.LastTextTo(Cast.Vera));
        Assert.Equal(before.State, (await PublicAsync(town)).State);

        await town.MoveToAsync("2026-09-16T02:00");
        await town.SaysAsync(Cast.Sara, "14K 23M");
        Assert.StartsWith("ÖVNING: ", town.LastTextTo(Cast.Sara));

        // It ends by itself at the ordinary closing.
        await town.MoveToAsync("2026-09-16T09:00");
        Assert.Equal(NightState.Ended, (await town.NightAsync("2026-09-15"))!.State);
        Assert.StartsWith("ÖVNING: ", town.MailsTo(Cast.Vera)[^1].Subject);
        Assert.Contains("37 gäster", town.MailsTo(Cast.Vera)[^1].Text);
        Assert.StartsWith("ÖVNING: ", town.MailsTo(Cast.Carin)[^1].Subject);

        // Whatever anybody got says what it was.
        foreach (var person in new[] { Cast.Anna, Cast.Bo, Cast.Sara, Cast.Vera, Cast.Viktor, Cast.Wilma })
        {
            Assert.All(town.TextsTo(person), text => Assert.StartsWith("ÖVNING: ", text));
        }
        foreach (var person in new[] { Cast.Anna, Cast.Bo, Cast.Sara, Cast.Vera, Cast.Eva, Cast.Carin })
        {
            Assert.All(town.MailsTo(person), mail => Assert.StartsWith("ÖVNING: ", mail.Subject));
        }
        await using var session = await town.Get<Database>().OpenAsync(default);
        var report = await new PeriodReportReader().ReadAsync(
            session,
            ReportPeriod.Parse("2026-05-01", "2026-10-31", out _)!,
            default
        );
        Assert.True(report.IsEmpty);
        Assert.Equal(0, report.Total.Guests);
        Assert.Equal(before, await PublicAsync(town));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task The_cold_comes_in_the_middle_of_an_exercise(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T10:00");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.Get<PracticeDesk>().StartAsync(Night.Parse("2026-12-01"), null, "coordinator:c1", default);
        await town.LetItHappenAsync();
        await town.SaysAsync(Cast.Vera, "A1");
        Assert.Contains("BOKAD", town.LastTextTo(Cast.Vera));

        // Noon asks as if nobody practised, and the question is no game.
        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains(
            town.TextsTo(Cast.Anna),
            text => text.StartsWith("EKN A: ÖPPNA natten", StringComparison.Ordinal)
        );
        await town.SaysAsync(Cast.Anna, "Ja A");

        // Vera hears that it is over and that this is real, then she is called, and is not booked.
        var code = (await town.NightAsync("2026-12-01"))!.Code;
        Assert.NotEqual("A", code);
        var texts = town.TextsTo(Cast.Vera);
        Assert.Single(texts, text => text.StartsWith("INTE ÖVNING LÄNGRE", StringComparison.Ordinal));
        Assert.Single(
            texts,
            text =>
                text.Contains("Du är INTE bokad än", StringComparison.Ordinal)
                && text.Contains($"{code}1", StringComparison.Ordinal)
                && !text.Contains("ÖVNING", StringComparison.Ordinal)
        );
        Assert.Contains(
            town.TextsTo(Cast.Churches["Norrmalmskyrkan"]),
            text => text.Contains($"Svara JA {code} eller NEJ {code}", StringComparison.Ordinal)
        );
        await town.SaysAsync(Cast.Viktor, "A1");
        Assert.Contains("Du är INTE bokad", town.LastTextTo(Cast.Viktor));
        await town.SaysAsync(Cast.Vera, $"{code}1");
        Assert.StartsWith("Tack! Du är BOKAD", town.LastTextTo(Cast.Vera));
        Assert.Equal(("open", true, true), await PublicAsync(town));
        await story.EndAsync();
    }

    private static async Task<(string State, bool HasNews, bool NamesTheRoom)> PublicAsync(Stockholm town)
    {
        using var http = new HttpClient { BaseAddress = town.WebAddress };
        using var tonight = JsonDocument.Parse(await http.GetStringAsync("/tonight.json"));
        return (
            tonight.RootElement.GetProperty("state").GetString()!,
            (await http.GetStringAsync("/tonight.atom")).Contains("<entry", StringComparison.Ordinal),
            (await http.GetStringAsync("/")).Contains("Norrmalmskyrkan", StringComparison.Ordinal)
        );
    }
}
