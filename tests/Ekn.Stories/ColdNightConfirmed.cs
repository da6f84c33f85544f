using Ekn.Core.Nights;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class ColdNightConfirmed
{
    [DatabaseTheory]
    public async Task A_cold_night_goes_from_forecast_to_report(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));

        // 12:00: Anna is asked, nobody else hears anything of tonight.
        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("ÖPPNA natten tis 1/12 mot ons 2/12?", town.LastTextTo(Cast.Anna));
        Assert.Contains("-12,0 grader", town.LastTextTo(Cast.Anna));
        Assert.Single(town.MailsTo(Cast.Anna));
        Assert.Empty(town.TextsTo(Cast.Bo));
        Assert.Empty(town.TextsTo(Cast.Churches["Norrmalmskyrkan"]));

        // She confirms, and everyone is called.
        await town.SaysAsync(Cast.Anna, "Ja A");
        Assert.Contains("ÖPPET natten tis 1/12 mot ons 2/12, Norrmalmskyrkan", town.LastTextTo(Cast.Anna));
        Assert.Contains("Anna Ask", town.LastTextTo(Cast.Bo));
        Assert.Contains("Svara JA A eller NEJ A", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        Assert.Contains("Du är platsansvarig", town.LastTextTo(Cast.Sara));
        Assert.Contains("öppnar natten", town.MailsTo(Cast.Carin).Single().Subject);
        Assert.Contains("Du är INTE bokad än", town.LastTextTo(Cast.Vera));
        Assert.Contains("OPEN the night Tue 1/12 to Wed 2/12", town.LastTextTo(Cast.Emma));
        Assert.Contains(town.MailsTo(Cast.Eva), mail => mail.Text!.Contains("/l/", StringComparison.Ordinal));

        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Ja!");
        Assert.Contains("Norrmalmskyrkan är bokad", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));

        // Volunteers answer, each in their own way.
        await town.SaysAsync(Cast.Vera, "A1");
        Assert.Contains("Du är BOKAD: kväll tis 1/12 18:00 till 22:00, Norrmalmskyrkan", town.LastTextTo(Cast.Vera));
        await town.SaysAsync(Cast.Viktor, "kan ta tis natt");
        Assert.Contains("Du är BOKAD: natt tis 1/12 22:00 till 06:00", town.LastTextTo(Cast.Viktor));
        await town.SaysAsync(Cast.Wilma, "Nej tyvärr");
        Assert.Contains("Tack för beskedet", town.LastTextTo(Cast.Wilma));
        await town.SaysAsync(Cast.Walter, "reserv a3");
        Assert.Contains("RESERV", town.LastTextTo(Cast.Walter));

        // 18:00: those booked are reminded, nobody else.
        await town.MoveToAsync("2026-12-01T18:00");
        Assert.Contains("Påminnelse", town.LastTextTo(Cast.Vera));
        Assert.Contains("Tack för beskedet", town.LastTextTo(Cast.Wilma));
        Assert.Contains("saknar folk", town.LastTextTo(Cast.Anna));

        // The night: guests are counted, and read back.
        await town.MoveToAsync("2026-12-02T02:00");
        await town.SaysAsync(Cast.Sara, "14K 23M");
        Assert.Contains("14 kvinnor, 23 män, 0 ej angivet = 37 av 40 (93%)", town.LastTextTo(Cast.Sara));

        // 09:00: the night is closed and all who took part hear how it went.
        await town.MoveToAsync("2026-12-02T09:00");
        Assert.Equal(NightState.Ended, (await town.NightAsync("2026-12-01"))!.State);
        Assert.Contains("37 gäster på 40 platser", town.MailsTo(Cast.Vera)[^1].Text);
        Assert.Contains("37 gäster", town.LastTextTo(Cast.Viktor));
        Assert.Contains("37 gäster", town.MailsTo(Cast.Carin)[^1].Text);
        Assert.Contains("37 gäster", town.MailsTo(Cast.Churches["Norrmalmskyrkan"])[^1].Text);
        Assert.DoesNotContain(town.TextsTo(Cast.Wilma), text => text.Contains("37 gäster", StringComparison.Ordinal));
        await story.EndAsync();
    }
}
