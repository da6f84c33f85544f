using AngleSharp.Html.Dom;
using Ekn.Testing;

namespace Ekn.Api.Links;

public sealed class DecideLinkTests
{
    [Fact]
    public async Task The_proposal_is_shown_with_reason_hours_evidence_and_what_stands()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);

        var shown = await bench.GetAsync(link);

        Assert.Equal(200, shown.Status);
        Assert.Equal("Öppna natten tis 1/12 mot ons 2/12?", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Varför: -11,4 grader kl 05:00.", shown.Words);
        Assert.Contains("Inget är beslutat än.", shown.Words);
        Assert.Contains("Har ingen svarat kl 13:00 öppnar vi automatiskt.", shown.Words);
        Assert.Matches("SMHI:s prognos från tis 1/12 1[012]:[0-9]{2}, hämtad tis 1/12 12:00", shown.Words);
        Assert.Equal(16, shown.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("-11,4 (lägst)", shown.Page.QuerySelector("tr.lowest")!.TextContent);
    }

    [Fact]
    public async Task One_button_is_primary_and_the_other_demands_a_reason()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);

        var page = (await bench.GetAsync(link)).Page;

        var primary = Assert.IsAssignableFrom<IHtmlButtonElement>(Assert.Single(page.QuerySelectorAll("button.first")));
        Assert.Equal(("accept", "Ja, öppna"), (primary.Value, primary.TextContent));
        var other = Assert.IsAssignableFrom<IHtmlButtonElement>(
            Assert.Single(page.QuerySelectorAll("main button:not(.first)"))
        );
        Assert.Equal(("close", "Nej, håll stängt"), (other.Value, other.TextContent));
        var reason = Assert.IsAssignableFrom<IHtmlTextAreaElement>(page.QuerySelector("textarea"));
        Assert.True(reason.IsRequired);
        Assert.Equal("reason", page.QuerySelector("label")!.GetAttribute("for"));
        Assert.Same(other.Form, reason.Form);
        Assert.All(page.Forms, form => Assert.Equal("post", form.Method));
    }

    [DatabaseTheory]
    public async Task Yes_opens_the_night_in_the_name_of_who_got_the_link(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await ProposedAsync(bench);

        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.Equal(200, pressed.Status);
        Assert.Contains("Tack! Ditt beslut gäller", pressed.Words);
        Assert.Contains("Nu gäller: ÖPPET. Beslut tis 1/12 12:00: Anna Exempel.", pressed.Words);
        Assert.Equal(("confirmed", "coordinator:c1", "link", "open"), await LastAsync(bench));
        Assert.Equal("open", (await bench.QueryAsync<string>("SELECT state FROM night WHERE night = '2026-12-01'"))[0]);
        Assert.Equal(2, await bench.CountAsync("outbox", "purpose = 'call-volunteer' AND recipient = 'volunteer:1'"));
    }

    [Fact]
    public async Task No_with_a_reason_keeps_it_closed()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);

        var pressed = await bench.PressAsync(link, ("action", "close"), ("reason", " lokalen har ingen värme "));

        Assert.Contains("Nu gäller: STÄNGT", pressed.Words);
        Assert.Contains("Skäl: lokalen har ingen värme", pressed.Words);
        Assert.Equal(("overridden", "coordinator:c1", "link", "closed"), await LastAsync(bench));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task No_without_a_reason_changes_nothing_and_the_link_still_works(string reason)
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);
        var before = await bench.DumpAsync();

        var pressed = await bench.PressAsync(link, ("action", "close"), ("reason", reason));

        Assert.Equal(422, pressed.Status);
        Assert.Contains("Skriv ett skäl också", pressed.Words);
        Assert.Equal("true", pressed.Page.QuerySelector("textarea")!.GetAttribute("aria-invalid"));
        Assert.Equal(before, await bench.DumpAsync());
        Assert.Equal(200, (await bench.PressAsync(link, ("action", "accept"))).Status);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("explode")]
    [InlineData("")]
    public async Task A_button_that_is_not_there_changes_nothing(string action)
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);
        var before = await bench.DumpAsync();

        var pressed = await bench.PressAsync(link, ("action", action));

        Assert.Equal(400, pressed.Status);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [DatabaseTheory]
    public async Task Pressed_twice_it_decides_once(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await ProposedAsync(bench);
        await bench.PressAsync(link, ("action", "accept"));
        var before = await bench.DumpAsync();

        var again = await bench.PressAsync(link, ("action", "close"), ("reason", "ångrar mig"));

        Assert.Equal(409, again.Status);
        Assert.Contains("Inget har ändrats", again.Words);
        Assert.Contains("Nu gäller: ÖPPET. Beslut tis 1/12 12:00: Anna Exempel.", again.Words);
        Assert.Empty(again.Page.QuerySelectorAll("main button"));
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_link_that_has_been_used_is_used_up_whatever_is_asked_now()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);
        await bench.ExecuteAsync("UPDATE link SET used_at = '2026-12-01T11:00:00.000Z' WHERE purpose = 'Decide'");

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.Empty(shown.Page.QuerySelectorAll("main button"));
        Assert.Equal(409, pressed.Status);
        Assert.Equal(1, await bench.CountAsync("decision_event"));
    }

    [DatabaseTheory]
    public async Task Pressed_many_times_at_once_it_decides_once(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await ProposedAsync(bench);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bench.PressAsync(link, ("action", "accept"))));

        Assert.Single(all, pressed => pressed.Status == 200);
        Assert.Equal(5, all.Count(pressed => pressed.Status == 409));
        Assert.Equal(2, await bench.CountAsync("decision_event"));
    }

    [DatabaseTheory]
    public async Task Who_comes_second_hears_what_stands_and_who_decided(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await ProposedAsync(bench);
        var decided = await bench.PostAsync(
            "/api/nights/2026-12-01/decision",
            new
            {
                action = "close",
                reason = "kyrkan är upptagen",
                seenSeq = 1,
            },
            Cast.CoordinatorKey
        );
        Assert.Equal(200, decided.Status);

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.Empty(shown.Page.QuerySelectorAll("main button"));
        Assert.Equal(409, pressed.Status);
        Assert.Contains(
            "Nu gäller: STÄNGT. Beslut tis 1/12 12:00: api:kontoret. Skäl: kyrkan är upptagen",
            pressed.Words
        );
        Assert.Equal(("overridden", "api:kontoret", "api", "closed"), await LastAsync(bench));
    }

    [Fact]
    public async Task A_proposal_near_the_line_can_be_confirmed_or_turned_into_opening()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench, celsius: -6.4m);

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "open"), ("reason", "många sover ute"));

        Assert.Equal("Hålla stängt natten tis 1/12 mot ons 2/12?", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Nej, öppna", shown.Page.QuerySelector("main button:not(.first)")!.TextContent);
        Assert.Contains("Nu gäller: ÖPPET", pressed.Words);
    }

    [Fact]
    public async Task Unknown_weather_is_a_question_and_yes_opens()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Forecast.ServeBytes("<html>"u8.ToArray());
        var desk = bench.Get<Core.Nights.Deciding.DecisionDesk>();
        await desk.AssessAsync(Cast.Night, Core.Nights.Deciding.Occasion.Noon, await desk.FetchAsync(default), default);
        var link = await bench.LinkToAsync("coordinator:c1", "proposal-unknown");

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.Contains("Vädret är okänt", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("prognosen är okänd (svaret går inte att läsa)", shown.Words);
        Assert.Contains("frågar vi alla igen", shown.Words);
        Assert.Contains("Nu gäller: ÖPPET", pressed.Words);
    }

    [Fact]
    public async Task After_the_night_there_is_nothing_left_to_press_and_then_no_link()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await ProposedAsync(bench);
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 2, 8, 0, 0, TimeSpan.Zero);

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.Equal(404, shown.Status);
        Assert.Equal(404, pressed.Status);
        Assert.Contains("Länken gäller inte längre", shown.Words);
        Assert.Contains("Ring samordnaren: Anna Exempel +46701740605", shown.Words);
        Assert.Equal(1, await bench.CountAsync("decision_event"));
    }

    private static async Task<string> ProposedAsync(ApiBench bench, decimal celsius = -11.4m)
    {
        await bench.RegisterAsync();
        await bench.ProposeAsync(celsius);
        return await bench.LinkToAsync("coordinator:c1", celsius < -7 ? "proposal-open" : "proposal-closed");
    }

    private static async Task<(string Step, string Actor, string Via, string Outcome)> LastAsync(ApiBench bench) =>
        (
            await bench.QueryAsync<(string, string, string, string)>(
                "SELECT kind, actor, via, outcome FROM decision_event ORDER BY seq DESC"
            )
        )[0];
}
