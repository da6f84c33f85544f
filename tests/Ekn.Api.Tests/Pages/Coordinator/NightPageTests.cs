using AngleSharp.Html.Dom;
using Ekn.Core.Nights.Deciding;
using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Api.Pages.Coordinator;

public sealed class NightPageTests
{
    private const string Night = "/coordinator/nights/2026-12-01";

    // ---- who

    [Theory]
    [InlineData(Cast.Siv)]
    [InlineData(Cast.Church)]
    [InlineData(Cast.Vera)]
    [InlineData(Cast.Kim)]
    public async Task Nobody_but_coordinators_and_administrators_decides(string address)
    {
        await using var bench = await ProposedAsync();
        var somebody = await bench.BrowserAsync(address);
        var before = await bench.CountAsync("decision_event");

        Assert.Equal(403, (await somebody.GetAsync("/coordinator")).Status);
        Assert.Equal(403, (await somebody.GetAsync(Night)).Status);
        Assert.Equal(403, (await somebody.GetAsync($"{Night}/by-hand?to=open")).Status);
        Assert.Equal(403, (await somebody.GetAsync("/coordinator/season")).Status);
        Assert.NotEqual(200, (await somebody.PostAsync(Night, ("action", "accept"), ("seen", "1"))).Status);
        Assert.Equal(before, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task Nobody_at_all_is_sent_to_the_sign_in()
    {
        await using var bench = await ProposedAsync();

        var shown = await bench.GetAsync("/coordinator");

        Assert.Equal(302, shown.Status);
        Assert.StartsWith("/sign-in", shown.Header("Location"));
    }

    [Theory]
    [InlineData("/coordinator/nights/1")]
    [InlineData("/coordinator/nights/2026-13-01")]
    [InlineData("/coordinator/nights/2206-12-01")]
    [InlineData("/coordinator/nights/2026-12-01/by-hand")]
    [InlineData("/coordinator/nights/2026-12-01/by-hand?to=explode")]
    [InlineData("/coordinator/season?year=1066")]
    [InlineData("/coordinator/season?year=abc")]
    public async Task An_address_that_makes_no_sense_is_no_page(string path)
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        Assert.Equal(404, (await anna.GetAsync(path)).Status);
    }

    // ---- what is shown

    [Fact]
    public async Task Tonight_shows_the_question_the_curve_the_line_and_the_time_left()
    {
        await using var bench = await ProposedAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(13));
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync("/coordinator");

        Assert.Equal(200, shown.Status);
        Assert.Equal("Öppna natten tis 1/12 mot ons 2/12?", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Varför: -11,4 grader kl 05:00.", anna.Words);
        var curve = anna.Page.QuerySelector("svg.curve")!;
        Assert.Contains("Lägst -11,4 grader kl 05:00", curve.GetAttribute("aria-label"));
        Assert.Equal("gränsen -7,0", curve.QuerySelector(".threshold-name")!.TextContent);
        Assert.Equal("-11,4", curve.QuerySelector(".lowest-name")!.TextContent);
        Assert.NotEmpty(curve.QuerySelectorAll("polyline.line"));
        Assert.Equal(16, anna.Page.QuerySelectorAll("#hours tbody tr").Length);
        Assert.Equal("47:00", anna.Page.QuerySelector("[data-left]")!.TextContent);
        Assert.Equal("2820", anna.Page.QuerySelector("[data-left]")!.GetAttribute("data-left"));
        Assert.Equal("2026-12-01T12:00:00Z", anna.Page.QuerySelector(".deadline time")!.GetAttribute("datetime"));
        Assert.Contains("Har ingen svarat kl 13:00 öppnar vi automatiskt.", anna.Words);
        Assert.Contains("Förslag: öppna", anna.Page.QuerySelector("#history")!.TextContent);
        Assert.Single(anna.Page.QuerySelectorAll("main button.first"));
        Assert.DoesNotContain("style=", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_English_the_same_page_says_the_same()
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.PostAsync("/language", ("lang", "en"), ("back", "/coordinator"));

        Assert.Equal(
            "Open the night Tue 1/12 to Wed 2/12?",
            (await anna.GetAsync("/coordinator")).Page.QuerySelector("h1")!.TextContent,
            ignoreCase: true
        );
        Assert.Contains("left to answer", anna.Words);
    }

    [Fact]
    public async Task An_empty_service_says_what_is_missing_and_offers_to_read()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync("/coordinator");

        Assert.Equal(200, shown.Status);
        Assert.Contains("Prognosen är inte läst för den här natten än.", anna.Words);
        Assert.Contains("Inget är beslutat än.", anna.Words);
        Assert.Contains("ingen lokal", anna.Words);
        Assert.Equal(7, anna.Page.QuerySelectorAll("#ahead li").Length);
        Assert.Empty(bench.Smhi.Forecast.Requests);
        Assert.Equal(0, await bench.CountAsync("assessment"));
    }

    [Fact]
    public async Task Warnings_are_shown_with_their_level_in_words()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Serve(
            WarningScript.Orange() with
            {
                EventSv = "Snöfall",
                AreaSv = "Uppland",
                Starts = Cast.Noon.AddHours(1),
            },
            WarningScript.Orange() with
            {
                Id = 4002,
                EventSv = "Skogsbrand",
                Counties = [12],
            }
        );
        await bench.ProposeAsync(-2);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");

        var warning = anna.Page.QuerySelector("#sky li")!.TextContent;
        Assert.Contains("Orange", warning);
        Assert.Contains("Snöfall", warning);
        Assert.Contains("från tis 1/12 13:00 tills vidare", warning);
        Assert.DoesNotContain("Skogsbrand", anna.Words);
        Assert.Contains("SMHI varnar: Snöfall", anna.Words);
    }

    [Fact]
    public async Task Unknown_weather_is_a_question_that_says_what_could_not_be_read()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Forecast.ServeBytes("<html>"u8.ToArray());
        var desk = bench.Get<DecisionDesk>();
        await desk.AssessAsync(Cast.Night, Occasion.Noon, await desk.FetchAsync(default), default);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");

        Assert.Contains("Vädret är okänt", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Allt gick inte att läsa: svaret går inte att läsa.", anna.Words);
        Assert.Null(anna.Page.QuerySelector("svg.curve"));
        await anna.PressHereAsync("accept");
        Assert.Contains("Nu gäller: ÖPPET", anna.Words);
    }

    // ---- answering

    [DatabaseTheory]
    public async Task Yes_opens_in_the_name_of_who_is_signed_in_and_says_so(string provider)
    {
        await using var bench = await ProposedAsync(provider);
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.PressAsync("/coordinator", "accept");

        Assert.Equal(200, shown.Status);
        Assert.Equal($"{Night}?done=taken", anna.Path);
        Assert.Contains("Tack! Ditt beslut gäller", anna.Words);
        Assert.Contains("Nu gäller: ÖPPET. Beslut tis 1/12 12:00: Anna Exempel.", anna.Words);
        Assert.Equal(("confirmed", "coordinator:c1", "web", "open"), await LastAsync(bench));
        Assert.Contains("på sidan", anna.Page.QuerySelector("#history")!.TextContent);
        Assert.Equal(3, anna.Page.QuerySelectorAll("#operation tbody tr").Length);
    }

    [Fact]
    public async Task An_administrator_decides_in_their_own_name()
    {
        await using var bench = await ProposedAsync();
        var adam = await bench.BrowserAsync(Cast.Adam);

        await adam.PressAsync("/coordinator", "accept");

        Assert.Contains("Beslut tis 1/12 12:00: Adam Exempel.", adam.Words);
        Assert.Equal("administrator:a1", (await LastAsync(bench)).Actor);
    }

    [Fact]
    public async Task Otherwise_needs_a_reason_which_the_history_keeps()
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var refused = await anna.PressAsync("/coordinator", "close", ("reason", "  "));

        Assert.Equal(422, refused.Status);
        Assert.Contains("Skriv ett skäl också", anna.Words);
        Assert.Equal("true", anna.Page.QuerySelector("textarea")!.GetAttribute("aria-invalid"));
        Assert.Equal(1, await bench.CountAsync("decision_event"));

        await anna.PressHereAsync("close", ("reason", "lokalen har ingen <värme>"));

        Assert.Contains("Nu gäller: STÄNGT", anna.Words);
        Assert.Contains("lokalen har ingen <värme>", anna.Page.QuerySelector("#history")!.TextContent);
        Assert.Equal(("overridden", "coordinator:c1", "web", "closed"), await LastAsync(bench));
    }

    [Fact]
    public async Task A_reason_without_end_is_refused_and_stays_in_the_field()
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var reason = new string('å', 501);

        var refused = await anna.PressAsync("/coordinator", "close", ("reason", reason));

        Assert.Equal(422, refused.Status);
        Assert.Equal(
            reason,
            Assert.IsAssignableFrom<IHtmlTextAreaElement>(anna.Page.QuerySelector("textarea")).Value.Trim()
        );
        Assert.Equal(1, await bench.CountAsync("decision_event"));
    }

    [DatabaseTheory]
    public async Task An_answer_to_an_outdated_proposal_is_refused_and_nothing_typed_is_lost(string provider)
    {
        await using var bench = await ProposedAsync(provider, -6.4m);
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/coordinator");
        await bench.ProposeAsync(-9.1m);
        Assert.Equal(2, await bench.CountAsync("decision_event"));

        var late = await anna.PressHereAsync("open", ("reason", "många sover ute"));

        Assert.Equal(409, late.Status);
        Assert.Contains("Förslaget har ändrats sedan du öppnade sidan", anna.Words);
        Assert.Equal("Öppna natten tis 1/12 mot ons 2/12?", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("många sover ute", anna.Page.QuerySelector("textarea")!.TextContent);
        Assert.Equal(2, await bench.CountAsync("decision_event"));
    }

    [DatabaseTheory]
    public async Task Of_two_coordinators_in_the_same_second_the_second_sees_what_stands(string provider)
    {
        await using var bench = await ProposedAsync(provider);
        var anna = await bench.BrowserAsync(Cast.Anna);
        var bo = await bench.BrowserAsync(Cast.Bo);
        await anna.GetAsync("/coordinator");
        await bo.GetAsync("/coordinator");

        var answered = await Task.WhenAll(
            anna.PressHereAsync("accept"),
            bo.PressHereAsync("close", ("reason", "ingen värme"))
        );

        Assert.Equal([200, 409], answered.Select(one => one.Status).Order());
        var second = answered.Single(one => one.Status == 409);
        Assert.Contains("Någon hann före", second.Words);
        Assert.Matches("Nu gäller: (ÖPPET|STÄNGT)", second.Words);
        Assert.Equal(2, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task Sent_again_after_going_back_it_decides_once()
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/coordinator");
        var old = anna.Shown;
        await anna.PressHereAsync("accept");

        var token = old.Page.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var again = await anna.PostAsync(
            Night,
            ("action", "accept"),
            ("seen", "1"),
            ("__RequestVerificationToken", token)
        );

        Assert.Equal(409, again.Status);
        Assert.Equal(2, await bench.CountAsync("decision_event"));
    }

    [Theory]
    [InlineData("action", "explode", 400)]
    [InlineData("seen", "", 409)]
    [InlineData("seen", "-1", 409)]
    [InlineData("seen", "99999999999", 409)]
    public async Task A_form_that_no_page_of_ours_sends_changes_nothing(string field, string value, int status)
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/coordinator");
        var token = anna.Page.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var fields = new Dictionary<string, string>
        {
            ["action"] = "accept",
            ["seen"] = "1",
            ["__RequestVerificationToken"] = token,
            [field] = value,
        };

        var answered = await anna.PostAsync(Night, [.. fields.Select(one => (one.Key, one.Value))]);

        Assert.Equal(status, answered.Status);
        Assert.Equal(1, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task A_proposal_to_call_off_says_how_many_hear_of_it_on_the_page_and_by_the_link()
    {
        await using var bench = await ProposedAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered'");
        await bench.ProposeAsync(5);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");
        Assert.Equal("Ställa in natten tis 1/12 mot ons 2/12?", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Om du ställer in får 5 personer besked.", anna.Words);
        Assert.Contains("är det fortsatt öppet", anna.Words);
        var link = await bench.GetAsync(await bench.LinkToAsync("coordinator:c1", "proposal-call-off"));
        Assert.Contains("Om du ställer in får 5 personer besked.", link.Words);

        await anna.PressHereAsync("accept");

        Assert.Contains("inställt", anna.Page.QuerySelector(".standing")!.TextContent);
        Assert.Equal(("confirmed", "coordinator:c1", "web", "closed"), await LastAsync(bench));
    }

    [Fact]
    public async Task When_the_time_to_answer_is_out_the_page_says_so_and_still_takes_an_answer()
    {
        await using var bench = await ProposedAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(61));
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");
        Assert.Contains("Svarstiden gick ut kl 13:00.", anna.Words);
        Assert.Null(anna.Page.QuerySelector("[data-left]"));
        await anna.PressHereAsync("accept");

        Assert.Contains("Nu gäller: ÖPPET", anna.Words);
    }

    [Fact]
    public async Task A_question_that_was_never_answered_is_no_question_after_the_night()
    {
        await using var bench = await ProposedAsync();
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 2, 8, 0, 0, TimeSpan.Zero);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync(Night);

        Assert.Equal("Natten tis 1/12 mot ons 2/12", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Empty(anna.Page.QuerySelectorAll("main button, main a.button"));
    }

    // ---- by hand

    [DatabaseTheory]
    public async Task Calling_off_says_first_how_many_are_told_and_asks_why(string provider)
    {
        await using var bench = await ProposedAsync(provider);
        await bench.OpenAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered'");
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/coordinator");
        var link = Assert.IsAssignableFrom<IHtmlAnchorElement>(anna.Page.QuerySelector("a.danger"));

        await anna.GetAsync(link.GetAttribute("href")!);
        Assert.Contains("Om du ställer in får 5 personer besked.", anna.Words);
        Assert.Contains("Volontärer: 2. Kyrkor: 1. Platsansvariga: 1. Staden: 1.", anna.Words);

        Assert.Equal(422, (await anna.PressHereAsync("close", ("reason", ""))).Status);
        Assert.Equal(0, await bench.CountAsync("outbox", "purpose = 'called-off'"));
        await anna.PressHereAsync("close", ("reason", "vattenläcka"));

        Assert.Contains("Nu gäller: STÄNGT", anna.Words);
        Assert.Contains("inställt", anna.Page.QuerySelector(".standing")!.TextContent);
        Assert.Equal(
            5,
            (await bench.QueryAsync<string>("SELECT DISTINCT recipient FROM outbox WHERE purpose = 'called-off'")).Count
        );
        Assert.Equal(("overridden", "coordinator:c1", "web", "closed"), await LastAsync(bench));
    }

    [Fact]
    public async Task Outside_the_season_a_night_opens_by_hand_with_a_reason()
    {
        await using var bench = await ApiBench.StartAsync(
            now: new DateTimeOffset(2027, 7, 14, 10, 0, 0, TimeSpan.Zero)
        );
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/coordinator");
        Assert.Contains("Natten ligger utanför säsongen", anna.Words);

        await anna.GetAsync("/coordinator/nights/2027-07-14/by-hand?to=open");
        Assert.Contains("Lokal: Norrmalmskyrkan", anna.Words);
        Assert.Contains("frågas högst 2 volontärer", anna.Words);
        await anna.PressHereAsync("open", ("reason", "avhysning vid Högdalen"));

        Assert.Contains("Skäl: avhysning vid Högdalen", anna.Words);
        Assert.Equal(("overridden", "coordinator:c1", "web", "open"), await LastAsync(bench));
    }

    [Fact]
    public async Task What_holds_already_and_what_is_over_cannot_be_decided_by_hand()
    {
        await using var bench = await ProposedAsync();
        await bench.OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync($"{Night}/by-hand?to=open");
        Assert.Contains("Så är det redan beslutat", anna.Words);
        Assert.Empty(anna.Page.QuerySelectorAll("main button"));

        await anna.GetAsync("/coordinator/nights/2026-11-20/by-hand?to=open");
        Assert.Contains("Natten är redan över", anna.Words);
        Assert.Empty(anna.Page.QuerySelectorAll("main button"));
    }

    [DatabaseTheory]
    public async Task Somebody_who_was_first_makes_the_call_off_void_and_keeps_the_reason(string provider)
    {
        await using var bench = await ProposedAsync(provider);
        await bench.OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync($"{Night}/by-hand?to=close");
        await bench.ProposeAsync(-2);

        var late = await anna.PressHereAsync("close", ("reason", "vattenläcka"));

        Assert.Equal(409, late.Status);
        Assert.Contains("vattenläcka", anna.Page.QuerySelector("textarea")!.TextContent);
        Assert.Equal("open", (await bench.QueryAsync<string>("SELECT state FROM night WHERE night = '2026-12-01'"))[0]);
    }

    // ---- reading now

    [Fact]
    public async Task The_forecast_is_read_at_the_press_of_a_button_and_not_twice_in_a_minute()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Serve(ForecastScript.Cold(-9.2m));
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/coordinator", "Läs prognosen nu");
        Assert.Contains("SMHI är läst nu", anna.Words);
        Assert.Contains("Öppna natten tis 1/12 mot ons 2/12?", anna.Words);
        Assert.Equal("manual", (await bench.QueryAsync<string>("SELECT occasion FROM assessment"))[0]);

        await anna.PressHereAsync("Läs prognosen nu");
        Assert.Contains("SMHI lästes för mindre än en minut sedan", anna.Words);
        Assert.Equal(1, await bench.CountAsync("assessment"));
        Assert.Single(bench.Smhi.Forecast.Requests);
    }

    [Fact]
    public async Task That_it_cannot_be_read_is_said_plainly()
    {
        await using var bench = await ApiBench.StartAsync();
        bench.Smhi.Forecast.ServeBytes("<html>"u8.ToArray());
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/coordinator", "Läs prognosen nu");

        Assert.Contains("SMHI gick inte att läsa helt nu", anna.Words);
        Assert.Contains("svaret går inte att läsa", anna.Words);
    }

    [Fact]
    public async Task Reading_for_a_night_ahead_asks_nobody()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Serve(ForecastScript.Cold(-15));
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/coordinator/nights/2026-12-02", "Läs prognosen nu");

        Assert.Equal(1, await bench.CountAsync("assessment", "night = '2026-12-02'"));
        Assert.Equal(0, await bench.CountAsync("decision_event"));
        Assert.Equal(0, await bench.CountAsync("outbox"));
        Assert.Contains("ser ut att öppna", anna.Page.QuerySelector(".standing")!.TextContent);
    }

    // ---- the nights ahead

    [Fact]
    public async Task The_next_nights_say_what_is_known_with_rooms_and_site_leads()
    {
        await using var bench = await ProposedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");

        var ahead = anna.Page.QuerySelectorAll("#ahead li");
        Assert.Equal(7, ahead.Length);
        Assert.Contains("väntar på svar", ahead[0].TextContent);
        Assert.Contains("-11,4°", ahead[0].TextContent);
        Assert.All(ahead, day => Assert.Contains("Norrmalmskyrkan", day.TextContent));
        Assert.All(ahead, day => Assert.Contains("Siv Exempel", day.TextContent));
        Assert.Equal("/coordinator/nights/2026-12-07", ahead[6].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task After_midnight_it_is_still_the_same_night()
    {
        await using var bench = await ProposedAsync();
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 2, 3, 0, 0, TimeSpan.Zero);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator");

        Assert.Contains("tis 1/12 mot ons 2/12", anna.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Long_and_right_to_left_names_and_thousands_of_volunteers_are_shown_all_the_same()
    {
        var name = new string('M', 79) + "ö";
        await using var bench = await ApiBench.StartAsync(settings: values =>
            values["Ekn:People:SiteLeads:0:Name"] = "سلمى مثال"
        );
        await bench.RegisterAsync(name);
        await bench.ExecuteAsync(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO volunteer (name, email, added_at) SELECT 'Exempel ' || i, 'v' || i || '@example.org', '2026-11-01T00:00:00.000Z' FROM n
            """
        );
        await bench.ProposeAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync("/coordinator");

        Assert.Equal(200, shown.Status);
        Assert.Contains("frågas högst 10002 volontärer", anna.Words);
        Assert.Contains(name, anna.Words);
        Assert.Contains("سلمى مثال", anna.Words);
    }

    private static async Task<ApiBench> ProposedAsync(string provider = "sqlite", decimal celsius = -11.4m)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ProposeAsync(celsius);
        return bench;
    }

    private static async Task<(string Step, string Actor, string Via, string Outcome)> LastAsync(ApiBench bench) =>
        (
            await bench.QueryAsync<(string, string, string, string)>(
                "SELECT kind, actor, via, outcome FROM decision_event ORDER BY seq DESC"
            )
        )[0];
}
