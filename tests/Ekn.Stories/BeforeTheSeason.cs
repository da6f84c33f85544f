using Ekn.Core.Readiness;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class BeforeTheSeason
{
    [DatabaseTheory]
    public async Task Everyone_is_asked_whether_we_reach_them_and_the_list_says_whom_we_do_not(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-10-15T09:30");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(8));

        // Mid October and nobody has made a test since summer: the coordinator hears of it.
        await town.MoveToAsync("2026-10-15T10:00");
        Assert.Contains(
            town.MailsTo(Cast.Anna),
            mail => mail.Text!.Contains("Starta kontakttestet", StringComparison.Ordinal)
        );

        // Xerxes has given his number up. She starts a test, and presses twice.
        town.Gateway.Receipts = new ReceiptMode(Automatic: true);
        town.Gateway.Phone(Cast.Xerxes.Phone!).FailsWith = 30005;
        var rounds = town.Get<ContactRounds>();
        Assert.True(await rounds.StartAsync(0, "coordinator:c1", default));
        Assert.False(await rounds.StartAsync(0, "coordinator:c1", default));
        await town.LetItHappenAsync();
        foreach (var person in new[] { Cast.Anna, Cast.Sara, Cast.Vera, Cast.Viktor, Cast.Tor })
        {
            Assert.Single(
                town.TextsTo(person),
                text => text.Contains("når vi dig inför vintern?", StringComparison.Ordinal)
            );
        }
        Assert.Contains("do we reach you", town.LastTextTo(Cast.Emma));

        // One answers OK, one by the link, one with a question, a church, a coordinator, and one for two who share a phone.
        await town.SaysAsync(Cast.Viktor, "OK");
        Assert.Contains("Nu vet vi att vi når dig", town.LastTextTo(Cast.Viktor));
        await PressTheLinkAsync(town, Cast.Eva);
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Ok, tack!");
        await town.SaysAsync(Cast.Anna, "ok");
        await town.SaysAsync(Cast.Tuva, "ja");
        await rounds.SpokeAsync("sitelead:s1", "coordinator:c1", default);

        var reached = (await LinesAsync(town)).Where(line => line.IsReached).Select(line => line.Name).ToList();
        Assert.Equal(
            new[] { Cast.Anna, Cast.Sara, Cast.Churches["Norrmalmskyrkan"], Cast.Eva, Cast.Tor, Cast.Tuva, Cast.Viktor }
                .Select(person => person.Name)
                .Order(StringComparer.Ordinal),
            reached.Order(StringComparer.Ordinal)
        );

        // Five days later who is silent is reminded once, and nobody else.
        await town.MoveToAsync("2026-10-20T10:00");
        await town.MoveToAsync("2026-10-21T10:00");
        Assert.Single(town.TextsTo(Cast.Wilma), text => text.Contains("inte hört", StringComparison.Ordinal));
        Assert.DoesNotContain(town.TextsTo(Cast.Viktor), text => text.Contains("inte hört", StringComparison.Ordinal));
        Assert.DoesNotContain(town.TextsTo(Cast.Tor), text => text.Contains("inte hört", StringComparison.Ordinal));
        Assert.DoesNotContain(
            town.MailsTo(Cast.Eva),
            mail => mail.Subject.Contains("Påminnelse", StringComparison.Ordinal)
        );

        // The list: those most relied on first, with what happened in plain words, and nobody booked by any of it.
        var missing = (await LinesAsync(town)).Where(line => !line.IsReached).ToList();
        Assert.Equal("coordinator:c2", missing[0].Key);
        Assert.Equal("delivered", missing.Single(line => line.Name == Cast.Wilma.Name).Ways[0].State);
        Assert.Equal("failed", missing.Single(line => line.Name == Cast.Xerxes.Name).Ways[0].State);
        Assert.DoesNotContain(town.TextsTo(Cast.Xerxes), text => text.Contains("inte hört", StringComparison.Ordinal));
        Assert.DoesNotContain(missing, line => line.Name == Cast.Sixten.Name);
        await using var session = await town.Get<Database>().OpenAsync(default);
        Assert.Equal(0, await session.SingleAsync<long>("SELECT COUNT(*) FROM booking_event", null, default));
        await story.EndAsync();
    }

    private static async Task PressTheLinkAsync(Stockholm town, Person person)
    {
        var text = town.MailsTo(person)[^1].Text!;
        var token = text[(text.IndexOf("/l/", StringComparison.Ordinal) + 3)..].Split('\n', '\r', ' ')[0];
        using var http = new HttpClient { BaseAddress = town.WebAddress };
        // Mail scanners open every link: that is no answer.
        Assert.Contains("Ja, ni når mig", System.Net.WebUtility.HtmlDecode(await http.GetStringAsync($"/l/{token}")));
        Assert.DoesNotContain(await LinesAsync(town), line => line.Name == person.Name && line.IsReached);
        using var form = new FormUrlEncodedContent([]);
        using var answered = await http.PostAsync($"/l/{token}", form);
        Assert.Contains("Nu vet vi", await answered.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyList<ContactLine>> LinesAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        var round = await town.Get<ContactRounds>().LatestAsync(session, default);
        return await town.Get<ContactList>().ReadAsync(session, round!.Id, default);
    }
}
