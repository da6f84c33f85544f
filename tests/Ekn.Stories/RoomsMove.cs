using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

/// <summary>A room falls away: who hears what, in which order, and where everybody sleeps in the end.</summary>
public sealed class RoomsMove
{
    [DatabaseTheory]
    public async Task The_heating_fails_at_nine_and_the_night_moves_with_one_press(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.MoveToAsync("2026-12-01T20:30");
        await town.SaysAsync(Cast.Sara, "3K 4M");
        await town.MoveToAsync("2026-12-01T21:00");

        // Sara says so on her page; the alert itself names the next room.
        await FailAsync(town, "Norrmalmskyrkan");
        Assert.Contains("Norrmalmskyrkan inte går att använda", town.LastTextTo(Cast.Anna));
        Assert.Contains("Näst på tur: Andreaskyrkan (40 platser)", town.LastTextTo(Cast.Anna));
        Assert.DoesNotContain("Andreaskyrkan", await PublicAsync(town));

        // Looking moves nothing; pressing does.
        var link = LinkIn(town.LastTextTo(Cast.Anna));
        var page = await GetAsync(town, link);
        Assert.Contains("Flytta till Andreaskyrkan", page);
        Assert.Contains("Flytta till St Matteus", page);
        var (anna, bo) = (link, LinkIn(town.LastTextTo(Cast.Bo)));
        var shown = await PressAsync(town, anna, page, "Andreaskyrkan");
        Assert.Contains("Alla som berörs får veta det nu", shown);
        await town.SettleAsync();

        foreach (var person in new[] { Cast.Vera, Cast.Viktor, Cast.Sara })
        {
            Assert.Single(town.TextsTo(person), text => text.Contains("NY PLATS", StringComparison.Ordinal));
        }
        Assert.Contains("använder INTE Norrmalmskyrkan", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        Assert.Contains("behöver Andreaskyrkan", town.LastTextTo(Cast.Churches["Andreaskyrkan"]));
        Assert.Contains("Ny plats", town.MailsTo(Cast.Carin)[^1].Subject);
        Assert.DoesNotContain(town.TextsTo(Cast.Wilma), text => text.Contains("NY PLATS", StringComparison.Ordinal));

        // What the street and the hotlines see, at once and in every language.
        var feed = await PublicAsync(town);
        Assert.Contains("\"name\":\"Andreaskyrkan\"", feed);
        Assert.Contains("\"movedFrom\":[\"Norrmalmskyrkan\"]", feed);
        Assert.Contains("NU suntem la Norrmalmskyrkan", feed);
        Assert.Contains("NY PLATS natten tis 1/12 mot ons 2/12: Andreaskyrkan", await GetAsync(town, "/tonight.atom"));
        Assert.Contains("vi är INTE i Norrmalmskyrkan", await GetAsync(town, "/"));

        // Bo presses too: he hears where the night is, and nobody is moved again.
        Assert.Contains("Någon hann före", await GetAsync(town, bo));
        Assert.Contains("Natten är i: Andreaskyrkan", await GetAsync(town, bo));
        // Anna's link is used up.
        Assert.Contains("redan använd", await PressAsync(town, anna, page, "St Matteus"));

        // The seven guests came along, and one more comes.
        await town.SaysAsync(Cast.Sara, "4K");
        Assert.Contains("Noterat Andreaskyrkan", town.LastTextTo(Cast.Sara));
        await town.MoveToAsync("2026-12-02T09:00");
        Assert.Contains("8 gäster", town.MailsTo(Cast.Carin)[^1].Text);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_silent_church_is_reminded_then_the_coordinators_hear_it_each_hour_until_one_moves(
        string provider
    )
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        var church = Cast.Churches["Norrmalmskyrkan"];

        await town.MoveToAsync("2026-12-01T13:00");
        Assert.Contains("har inte hört er svara", town.LastTextTo(church));
        await town.MoveToAsync("2026-12-01T14:00");
        Assert.Contains("Ingen i Norrmalmskyrkan har svarat", AlarmsTo(town, Cast.Anna)[^1]);
        Assert.Contains("Näst på tur: Andreaskyrkan", AlarmsTo(town, Cast.Anna)[^1]);
        await town.MoveToAsync("2026-12-01T15:15");
        Assert.Contains("FORTFARANDE", AlarmsTo(town, Cast.Anna)[^1]);

        var link = LinkIn(AlarmsTo(town, Cast.Bo)[^1]);
        await PressAsync(town, link, await GetAsync(town, link), "Andreaskyrkan");
        await town.SettleAsync();
        Assert.Contains("använder INTE Norrmalmskyrkan", town.LastTextTo(church));
        Assert.Single(town.TextsTo(church), text => text.Contains("har inte hört", StringComparison.Ordinal));

        // Settled: the church that is asked now answers, and nobody is alarmed any more.
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "JA");
        var heard = AlarmsTo(town, Cast.Anna).Count;
        await town.MoveToAsync("2026-12-01T17:55");
        Assert.Equal(heard, AlarmsTo(town, Cast.Anna).Count);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task When_no_reserve_is_left_the_others_are_proposed_and_the_bookings_wait(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "NEJ A");
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "NEJ A");

        Assert.Contains("INGEN LOKAL", town.LastTextTo(Cast.Anna));
        Assert.Contains("Näst på tur: Högalids församling", town.LastTextTo(Cast.Anna));
        Assert.Contains("Lokalen är inte klar än", await GetAsync(town, "/"));

        var link = LinkIn(town.LastTextTo(Cast.Anna));
        var page = await GetAsync(town, link);
        Assert.Contains("Bokningarna väntar", page);
        await PressAsync(town, link, page, "St Matteus");
        await town.SettleAsync();

        Assert.Contains("behöver St Matteus", town.LastTextTo(Cast.Churches["St Matteus"]));
        Assert.Contains("NY PLATS natten tis 1/12 mot ons 2/12: St Matteus", town.LastTextTo(Cast.Vera));
        var heard = AlarmsTo(town, Cast.Bo).Count;
        await town.MoveToAsync("2026-12-01T13:50");
        Assert.Equal(heard, AlarmsTo(town, Cast.Bo).Count);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Two_coordinators_press_in_the_same_second(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A1");
        await town.MoveToAsync("2026-12-01T14:00");
        var (anna, bo) = (LinkIn(AlarmsTo(town, Cast.Anna)[^1]), LinkIn(AlarmsTo(town, Cast.Bo)[^1]));
        var (first, second) = (await GetAsync(town, anna), await GetAsync(town, bo));

        var shown = await Task.WhenAll(
            PressAsync(town, anna, first, "Andreaskyrkan"),
            PressAsync(town, bo, second, "St Matteus")
        );
        await town.SettleAsync();

        Assert.Single(shown, page => page.Contains("Alla som berörs", StringComparison.Ordinal));
        Assert.Single(shown, page => page.Contains("Någon hann före", StringComparison.Ordinal));
        Assert.Single(town.TextsTo(Cast.Vera), text => text.Contains("NY PLATS", StringComparison.Ordinal));
        var rooms = await RoomsAsync(town);
        Assert.Single(rooms, room => room.InUse);
        Assert.All(shown, page => Assert.Contains($"Natten är i: {rooms.Single(room => room.InUse).Name}", page));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Two_rooms_in_parallel_each_have_their_people_and_counts_and_one_report(string provider)
    {
        await using var story = await OpenAsync(
            provider,
            ("Ekn:People:SiteLeads:1:Id", "s2"),
            ("Ekn:People:SiteLeads:1:Name", Cast.Ylva.Name),
            ("Ekn:People:SiteLeads:1:Phone", Cast.Ylva.Phone!),
            ("Ekn:People:SiteLeads:1:Weekdays:0", "sunday")
        );
        var town = story.Town;
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "JA");
        await town.SaysAsync(Cast.Vera, "A2");

        var night = Night.Parse("2026-12-01");
        var andreas = await PremisesAsync(town, "Andreaskyrkan");
        Assert.Equal(
            RoomChange.Done,
            await town.Get<RoomDesk>()
                .OpenAnotherAsync(night, andreas, "coordinator:c1", $"{Guid.NewGuid():N}", default)
        );
        await town.SettleAsync();
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "JA");
        // Sara has both rooms, and a text that names none counts in neither.
        await town.SaysAsync(Cast.Sara, "3K 4M");
        Assert.Contains("flera lokaler", town.LastTextTo(Cast.Sara));

        var second = (await RoomsAsync(town)).Single(room => room.Name == "Andreaskyrkan");
        await town.Get<LeadDesk>()
            .ChooseAsync(night, second.Id, "sitelead:s2", "coordinator:c1", $"{Guid.NewGuid():N}", default);
        await town.SettleAsync();
        Assert.Contains("Du är platsansvarig", town.LastTextTo(Cast.Ylva));
        Assert.Contains("Andreaskyrkan", town.LastTextTo(Cast.Ylva));
        Assert.Contains("någon annan är platsansvarig i Andreaskyrkan", town.LastTextTo(Cast.Sara));

        // Where most are missing is the new room, and the confirmation says so.
        await town.SaysAsync(Cast.Viktor, "A2");
        Assert.Contains("BOKAD", town.LastTextTo(Cast.Viktor));
        Assert.Contains("Andreaskyrkan, Kyrkgatan", town.LastTextTo(Cast.Viktor));
        Assert.Contains("Norrmalmskyrkan", town.LastTextTo(Cast.Vera));
        var feed = await PublicAsync(town);
        Assert.Contains("\"name\":\"Norrmalmskyrkan\"", feed);
        Assert.Contains("\"name\":\"Andreaskyrkan\"", feed);
        Assert.Contains("\"movedFrom\":[]", feed);

        await town.MoveToAsync("2026-12-02T00:30");
        await town.SaysAsync(Cast.Sara, "3K 4M");
        await town.SaysAsync(Cast.Ylva, "10K 2M");
        Assert.Contains("Noterat Norrmalmskyrkan", town.LastTextTo(Cast.Sara));
        Assert.Contains("Noterat Andreaskyrkan", town.LastTextTo(Cast.Ylva));
        await town.MoveToAsync("2026-12-02T09:00");

        var report = town.MailsTo(Cast.Carin)[^1].Text;
        Assert.Contains("Norrmalmskyrkan, Andreaskyrkan hade 19 gäster på 80 platser", report);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_text_that_waited_for_the_gateway_never_names_a_room_that_was_left_meanwhile(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        var church = Cast.Churches["Norrmalmskyrkan"];
        await town.SaysAsync(church, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.MoveToAsync("2026-12-01T17:50");

        // The reminders are due while no text leaves; so is the answer to Viktor. Then the church has to say no.
        town.Gateway.Faults.Always(new GatewayFault.TooManyRequests());
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.MoveToAsync("2026-12-01T18:20");
        await town.SaysAsync(church, "NEJ");
        await town.MoveToAsync("2026-12-01T18:40");
        var before = new[] { Cast.Vera, Cast.Viktor, Cast.Sara, church }.ToDictionary(
            person => person,
            person => town.TextsTo(person).Count
        );
        town.Gateway.Faults.Always(null);
        await town.MoveToAsync("2026-12-01T20:10");

        foreach (var (person, count) in before)
        {
            var came = town.TextsTo(person).Skip(count).ToList();
            Assert.NotEmpty(came);
            Assert.DoesNotContain(
                came.Select(text => text.Replace("INTE Norrmalmskyrkan", "", StringComparison.Ordinal)),
                text => text.Contains("Norrmalmskyrkan", StringComparison.Ordinal)
            );
        }
        // Nothing is lost by it: both know that they are booked, and where.
        foreach (var person in new[] { Cast.Vera, Cast.Viktor })
        {
            Assert.Single(
                town.TextsTo(person),
                text =>
                    text.Contains("Påminnelse: du är bokad", StringComparison.Ordinal)
                    && text.Contains("Andreaskyrkan", StringComparison.Ordinal)
            );
        }
        Assert.Contains("ÖPPET", string.Join(' ', town.TextsTo(Cast.Viktor).TakeLast(3)));
        Assert.Contains("Andreaskyrkan", town.LastTextTo(Cast.Sara));
        await story.EndAsync();
    }

    private static async Task<Story> OpenAsync(string provider, params (string Key, string Value)[] settings)
    {
        var story = await Story.BeginAsync(provider, "2026-12-01T11:58", settings: settings);
        story.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await story.Town.MoveToAsync("2026-12-01T12:00");
        await story.Town.SaysAsync(Cast.Anna, "JA");
        return story;
    }

    private static async Task FailAsync(Stockholm town, string name)
    {
        var room = (await RoomsAsync(town)).Single(one => one.Name == name);
        Assert.True(await town.Get<RoomDesk>().FailAsync(room, "sitelead:s1", default));
        await town.SettleAsync();
    }

    private static async Task<IReadOnlyList<PremisesOfNight>> RoomsAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await town.Get<NightBook>().PremisesAsync(session, Night.Parse("2026-12-01"), default);
    }

    private static async Task<long> PremisesAsync(Stockholm town, string name)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.SingleAsync<long>("SELECT id FROM premises WHERE name = @name", new { name }, default);
    }

    /// <summary>What a coordinator has heard of rooms in doubt, oldest first.</summary>
    private static List<string> AlarmsTo(Stockholm town, Person person) =>
        [.. town.TextsTo(person).Where(text => text.Contains("Näst på tur", StringComparison.Ordinal))];

    private static string LinkIn(string text) =>
        new Uri(text[text.LastIndexOf("http", StringComparison.Ordinal)..]).AbsolutePath;

    private static Task<string> PublicAsync(Stockholm town) => GetAsync(town, "/tonight.json");

    private static async Task<string> GetAsync(Stockholm town, string path)
    {
        using var http = new HttpClient { BaseAddress = town.WebAddress };
        return System.Net.WebUtility.HtmlDecode(await http.GetStringAsync(path));
    }

    /// <summary>Presses the button of a room on a page that was shown before.</summary>
    private static async Task<string> PressAsync(Stockholm town, string path, string page, string room)
    {
        var button = page.IndexOf($"Flytta till {room}", StringComparison.Ordinal);
        var fields = page[page.LastIndexOf("<form", button, StringComparison.Ordinal)..button];
        using var http = new HttpClient { BaseAddress = town.WebAddress };
        using var answer = await http.PostAsync(
            path,
            new FormUrlEncodedContent(
                new[] { "act", "to", "form" }.Select(name => KeyValuePair.Create(name, ValueOf(fields, name)))
            )
        );
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string ValueOf(string form, string name)
    {
        var at = form.IndexOf($"name=\"{name}\"", StringComparison.Ordinal);
        var value = form.IndexOf("value=\"", at, StringComparison.Ordinal) + "value=\"".Length;
        return form[value..form.IndexOf('"', value)];
    }
}
