using Ekn.Testing;

namespace Ekn.Api.Tonight;

public sealed class PublicPageTests
{
    [Fact]
    public async Task Before_the_decision_it_is_not_decided()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();

        var shown = await bench.GetAsync("/");

        Assert.Equal(200, shown.Status);
        Assert.Equal("Inte avgjort än", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Natten tis 1/12 mot ons 2/12", shown.Words);
        Assert.Contains("Uppgiften gällde tis 1/12 12:00.", shown.Words);
        Assert.DoesNotContain("Norrmalmskyrkan", shown.Words);
    }

    [DatabaseTheory]
    public async Task Open_tells_where_and_until_when_and_names_nobody(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();

        var shown = await bench.GetAsync("/");

        Assert.Equal("Öppet i natt", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Från kl 18:00 till kl 09:00", shown.Words);
        Assert.Contains("Norrmalmskyrkan, Exempelgatan 2", shown.Words);
        Assert.DoesNotContain("Anna", shown.Text);
        Assert.DoesNotContain("+46", shown.Text);
        Assert.DoesNotContain("@", shown.Text);
    }

    [Fact]
    public async Task Swedish_comes_first_and_English_below_each_marked_as_such()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();

        var page = (await bench.GetAsync("/")).Page;

        Assert.Equal("sv", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(
            ["sv", "en", "pl", "ro"],
            page.QuerySelectorAll("section").Select(section => section.GetAttribute("lang")!)
        );
        Assert.Contains("From 18:00 to 09:00", page.QuerySelectorAll("section")[1].TextContent);
    }

    [Fact]
    public async Task In_the_small_hours_it_is_still_the_night_that_began_yesterday()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 2, 7, 59, 0, TimeSpan.Zero);

        var late = await bench.GetAsync("/");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await bench.GetAsync("/");

        Assert.Equal("Öppet i natt", late.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Inte avgjort än", after.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Natten ons 2/12 mot tor 3/12", after.Words);
    }

    [Fact]
    public async Task A_mild_night_is_closed()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.ProposeAsync(celsius: 4);

        Assert.Equal("Stängt i natt", (await bench.GetAsync("/")).Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_night_that_was_called_off_is_closed()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.PostAsync(
            "/api/nights/2026-12-01/decision",
            new
            {
                action = "close",
                reason = "för milt",
                seenSeq = 1,
            },
            Cast.CoordinatorKey
        );

        var shown = await bench.GetAsync("/");

        Assert.Equal("Stängt i natt", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain("Norrmalmskyrkan", shown.Words);
    }

    [Fact]
    public async Task A_proposal_that_nobody_has_answered_opens_nothing()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();

        Assert.Equal("Inte avgjort än", (await bench.GetAsync("/")).Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_early_notice_opens_nothing()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-12-01', 'A', 'early', '2026-11-30T11:00:00.000Z')"
        );

        Assert.Equal("Inte avgjort än", (await bench.GetAsync("/")).Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Outside_the_season_it_is_closed_and_opening_by_hand_shows()
    {
        await using var bench = await ApiBench.StartAsync(now: new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero));
        await bench.RegisterAsync();

        var before = await bench.GetAsync("/");
        await bench.OpenAsync(Core.Calendar.Night.Parse("2026-07-01"));
        var after = await bench.GetAsync("/");

        Assert.Contains("Vi öppnar bara under den kalla delen av året", before.Words);
        Assert.Equal("Öppet i natt", after.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Open_without_a_room_says_so()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.OpenAsync();

        var shown = await bench.GetAsync("/");

        Assert.Equal("Öppet i natt", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Lokalen är inte klar än", shown.Words);
    }

    [Fact]
    public async Task It_may_be_kept_for_a_minute()
    {
        await using var bench = await ApiBench.StartAsync();

        Assert.Equal("public, max-age=60", (await bench.GetAsync("/")).Header("Cache-Control"));
    }
}
