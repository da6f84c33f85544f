using AngleSharp.Dom;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Who works in a room, the link that moves a night, and the texts to share.</summary>
public sealed class RoomPagesTests
{
    private static readonly string Rooms = $"/coordinator/nights/{Cast.Night}/rooms";
    private static readonly string Share = $"/coordinator/nights/{Cast.Night}/share";

    [Fact]
    public async Task Somebody_is_hired_once_however_often_it_is_pressed_and_called_off_again()
    {
        await using var bench = await OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var hire = Fields(
            (await anna.GetAsync(Rooms)).Page.QuerySelector("form[action*='handler=Hire']")!,
            ("name", "Hanna Timme"),
            ("phone", "070-174 06 90"),
            ("shift", "1")
        );

        await anna.PostAsync($"{Rooms}?handler=Hire", hire);
        await anna.PostAsync($"{Rooms}?handler=Hire", hire);

        Assert.Equal(1, await bench.CountAsync("hired"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'hired'"));
        Assert.Equal(3, await bench.CountAsync("place", "shift_id = 1"));
        var shown = await anna.GetAsync($"{Rooms}?staffed=Done");
        Assert.Contains("Hanna Timme", shown.Words);
        Assert.Contains("0 av 3 volontärer", shown.Words);
        Assert.Contains("Hanna Timme", (await anna.GetAsync($"/print/{Cast.Night}")).Words);
        Assert.Contains("Hanna Timme", (await (await bench.BrowserAsync(Cast.Siv)).GetAsync("/lead")).Words);

        await anna.PostAsync(
            $"{Rooms}?handler=Release",
            Fields(shown.Page.QuerySelector("form[action*='handler=Release']")!)
        );
        Assert.Equal(0, await bench.CountAsync("hired"));
        Assert.Equal(4, await bench.CountAsync("place", "shift_id = 1"));
    }

    [Theory]
    [InlineData("Hire", "Name", "Skriv ett namn")]
    [InlineData("Staff", "Number", "från 0 till 20")]
    [InlineData("Lead", "NoSuchLead", "Välj en av de platsansvariga")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string handler, string refusal, string sentence)
    {
        await using var bench = await OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var form = Fields(
            (await anna.GetAsync(Rooms)).Page.QuerySelector($"form[action*='handler={handler}']")!,
            ("name", " "),
            ("number", "21"),
            ("lead", "coordinator:c1"),
            ("shift", "1")
        );

        var answered = await anna.PostAsync($"{Rooms}?handler={handler}", form);

        Assert.Contains(sentence, answered.Words);
        Assert.Contains(sentence, (await anna.GetAsync($"{Rooms}?staffed={refusal}")).Words);
        Assert.Equal(0, await bench.CountAsync("change_event"));
    }

    [Fact]
    public async Task A_church_says_how_many_of_its_own_come_and_the_need_follows()
    {
        await using var bench = await OpenAsync();
        var link = await bench.LinkToAsync("premises:1", "call-church", "sms");
        Assert.Equal("2", (await bench.GetAsync(link)).Page.QuerySelector("input[name=staff]")!.GetAttribute("value"));

        await bench.PressAsync(
            $"{link}?handler=Answer",
            ("night", Cast.Night.ToString()),
            ("says", "yes"),
            ("staff", "1")
        );

        Assert.Equal([5, 3, 2], await bench.QueryAsync<int>("SELECT heads FROM shift ORDER BY kind"));
        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'room.staff' AND actor = 'premises:1'"));
        // What is no number is no answer to that question, and the yes stands.
        await bench.PressAsync(
            $"{link}?handler=Answer",
            ("night", Cast.Night.ToString()),
            ("says", "yes"),
            ("staff", "99")
        );
        Assert.Equal([5, 3, 2], await bench.QueryAsync<int>("SELECT heads FROM shift ORDER BY kind"));
        Assert.Equal(1, await bench.CountAsync("night_premises", "state = 'accepted'"));
    }

    [Fact]
    public async Task A_church_says_how_many_usually_come_and_nights_it_is_asked_for_keep_theirs()
    {
        await using var bench = await OpenAsync();
        var church = await bench.BrowserAsync(Cast.Church);
        var form = (await church.GetAsync("/church")).Page.QuerySelector("form[action*='UsualStaff']")!;

        await church.PostAsync(form.GetAttribute("action")!, Fields(form, ("number", "3")));
        var refused = await church.PostAsync(form.GetAttribute("action")!, Fields(form, ("number", "21")));

        Assert.Contains("från 0 till 20", refused.Words);
        Assert.Equal(3, (await bench.QueryAsync<int>("SELECT own_staff FROM premises WHERE id = 1"))[0]);
        Assert.Equal(2, (await bench.QueryAsync<int>("SELECT own_staff FROM night_premises"))[0]);
        // Another church's room does not exist here.
        var other = form.GetAttribute("action")!.Replace("room=1", "room=2");
        Assert.Equal(404, (await church.PostAsync(other, Fields(form, ("number", "4")))).Status);
    }

    [Fact]
    public async Task The_link_in_the_alert_shows_and_moves_nothing_until_it_is_pressed_and_moves_once()
    {
        await using var bench = await OpenAsync();
        var siv = await bench.BrowserAsync(Cast.Siv);
        var lead = await siv.GetAsync("/lead");
        await siv.PostAsync(
            "/lead?handler=Failed&room=1",
            Fields(lead.Page.QuerySelector("form[action*='handler=Failed']")!)
        );
        var link = await bench.LinkToAsync("coordinator:c1", "room-needed");
        var before = await bench.DumpAsync();

        var shown = await bench.GetAsync(link);
        Assert.Equal("Flytta till Andreaskyrkan", shown.Page.QuerySelector("button.first")!.TextContent);
        await bench.SendAsync(HttpMethod.Head, link);
        Assert.Equal(before, await bench.DumpAsync());

        var form = Fields(shown.Page.QuerySelector("form")!);
        Assert.Equal(200, (await bench.PressAsync(link, form)).Status);
        var again = await bench.PressAsync(link, form);
        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'night.moved'"));
        Assert.Contains("redan använd", again.Words);
        Assert.Null((await bench.GetAsync(link)).Page.QuerySelector("button.first"));
    }

    [Fact]
    public async Task A_room_that_is_taken_meanwhile_leaves_the_link_to_choose_another()
    {
        await using var bench = await OpenAsync();
        await bench.ExecuteAsync(
            "INSERT INTO premises (church_id, name, address, capacity, reserve) VALUES (1, 'Katarinasalen', 'Gatan 2', 30, 0)"
        );
        await FailAsync(bench);
        var link = await bench.LinkToAsync("coordinator:c1", "room-needed");
        var shown = await bench.GetAsync(link);
        var form = Fields(shown.Page.QuerySelector("form")!);
        await bench.ExecuteAsync(
            "INSERT INTO night_premises (night, premises_id, capacity, state) SELECT '2026-12-01', id, 25, 'called' FROM premises WHERE name = 'Andreaskyrkan'"
        );

        var answered = await bench.PressAsync(link, form);

        Assert.Equal(409, answered.Status);
        Assert.Contains("inte ledig längre", answered.Words);
        Assert.Equal("Flytta till Katarinasalen", answered.Page.QuerySelector("button.first")!.TextContent);
        Assert.Equal(0, await bench.CountAsync("link", "purpose = 'Rooms' AND used_at IS NOT NULL"));
    }

    [Theory]
    [InlineData("move", "99")]
    [InlineData("open", "2")] // the night has a room: nothing is opened beside it by this link
    [InlineData("elephant", "2")]
    [InlineData("", "")]
    public async Task What_the_page_does_not_offer_changes_nothing(string act, string to)
    {
        await using var bench = await OpenAsync();
        await FailAsync(bench);
        var link = await bench.LinkToAsync("coordinator:c1", "room-needed");
        var before = await bench.DumpAsync();

        await bench.PressAsync(link, ("act", act), ("to", to), ("form", Guid.NewGuid().ToString("N")));

        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_yes_by_phone_is_noted_and_ends_the_asking()
    {
        await using var bench = await OpenAsync();
        await FailAsync(bench);
        var link = await bench.LinkToAsync("coordinator:c1", "room-needed");
        var shown = await bench.GetAsync(link);

        var accept = shown.Page.QuerySelectorAll("form")[^1];
        Assert.Contains("sagt ja på telefon", accept.TextContent);
        Assert.Contains("Noterat", (await bench.PressAsync(link, Fields(accept))).Words);

        Assert.Equal(1, await bench.CountAsync("night_premises", "state = 'accepted'"));
    }

    [Fact]
    public async Task Texts_to_share_name_both_days_say_what_is_published_and_follow_the_night()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.Contains("inget att dela", (await anna.GetAsync(Share)).Words);

        await bench.OpenAsync();
        var open = await TextsAsync(anna);
        Assert.Equal(["guests-sv", "guests-en", "guests-pl", "guests-ro", "volunteers-sv", "volunteers-en"], open.Keys);
        Assert.Equal(
            "Extra kalla nätter: ÖPPET natten tis 1/12 mot ons 2/12 från kl 18:00 till kl 09:00. Norrmalmskyrkan, Exempelgatan 2. Den som fryser är välkommen. https://ekn.example.org/",
            open["guests-sv"]
        );
        Assert.Contains("kväll tis 1/12 kl 18:00-22:00 (4 saknas)", open["volunteers-sv"]);
        Assert.Contains("https://ekn.example.org/volunteer", open["volunteers-sv"]);
        var page = await anna.GetAsync(Share);
        Assert.Contains($"{open["guests-sv"].Length} tecken", page.Words);
        Assert.All(page.Page.QuerySelectorAll("textarea"), field => Assert.True(field.HasAttribute("readonly")));

        await bench.ExecuteAsync("UPDATE premises SET publish = 'name' WHERE id = 1");
        Assert.DoesNotContain("Exempelgatan", (await TextsAsync(anna))["guests-sv"]);
        await bench.ExecuteAsync("UPDATE premises SET publish = 'nothing' WHERE id = 1");
        Assert.All((await TextsAsync(anna)).Values, text => Assert.DoesNotContain("Norrmalm", text));
    }

    [Fact]
    public async Task A_text_to_share_says_that_the_night_has_moved_and_that_it_is_off()
    {
        await using var bench = await OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await FailAsync(bench);
        var link = await bench.LinkToAsync("coordinator:c1", "room-needed");
        await bench.PressAsync(link, Fields((await bench.GetAsync(link)).Page.QuerySelector("form")!));

        var moved = await TextsAsync(anna);
        Assert.StartsWith("OBS! Ny plats: vi är INTE i Norrmalmskyrkan.", moved["guests-sv"]);
        Assert.Contains("Andreaskyrkan", moved["guests-ro"]);
        Assert.Contains("Ny plats, inte Norrmalmskyrkan.", moved["volunteers-sv"]);

        await bench
            .Get<Core.Nights.Deciding.DecisionDesk>()
            .AnswerAsync(
                Cast.Night,
                new Core.Nights.Deciding.Answer(
                    "coordinator:c1",
                    "command",
                    Core.Nights.Deciding.AnswerKind.Close,
                    "varmt",
                    null,
                    bench.Clock.UtcNow
                ),
                default
            );
        var off = await TextsAsync(anna);
        Assert.StartsWith("INSTÄLLT", off["guests-sv"]);
        Assert.StartsWith("CALLED OFF", off["volunteers-en"]);
    }

    [Fact]
    public async Task A_night_that_is_no_date_has_nothing_to_share()
    {
        await using var bench = await ApiBench.StartAsync();
        Assert.Equal(
            404,
            (await (await bench.BrowserAsync(Cast.Anna)).GetAsync("/coordinator/nights/elephant/share")).Status
        );
    }

    [Fact]
    public async Task A_rooms_own_staff_is_set_in_the_register()
    {
        await using var bench = await OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        const string page = "/people/churches?edit=1";
        var form = (await anna.GetAsync(page)).Page.QuerySelector("main form")!;
        Assert.Equal("2", form.QuerySelector("input[name=ownStaff]")!.GetAttribute("value"));

        await anna.PostAsync(form.GetAttribute("action")!, Fields(form, ("ownStaff", "3"), ("publish", "address")));
        Assert.Equal(3, (await bench.QueryAsync<int>("SELECT own_staff FROM premises WHERE id = 1"))[0]);
        var refused = await anna.PostAsync(
            form.GetAttribute("action")!,
            Fields(form, ("ownStaff", "många"), ("publish", "address"))
        );
        Assert.Equal(400, refused.Status);
        Assert.Equal(3, (await bench.QueryAsync<int>("SELECT own_staff FROM premises WHERE id = 1"))[0]);
    }

    private static async Task<Dictionary<string, string>> TextsAsync(Browser anna) =>
        (await anna.GetAsync(Share))
            .Page.QuerySelectorAll("textarea")
            .ToDictionary(field => field.Id!, field => field.TextContent);

    private static async Task<ApiBench> OpenAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }

    private static async Task FailAsync(ApiBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        var room = (await bench.Get<Core.Nights.NightBook>().PremisesAsync(session, Cast.Night, default))[0];
        Assert.True(await bench.Get<Core.Nights.Crew.RoomDesk>().FailAsync(room, "sitelead:s1", default));
    }

    /// <summary>What a form would send, with some fields filled in otherwise.</summary>
    private static (string, string)[] Fields(IElement form, params (string Name, string Value)[] typed) =>
        [
            .. form.QuerySelectorAll("input[name]:not([type=radio]):not([type=checkbox])")
                .Select(field => (field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))
                .Where(field => typed.All(one => one.Name != field.Item1)),
            .. typed,
        ];
}
