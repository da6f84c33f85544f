namespace Ekn.Api.Pages.Coordinator;

public sealed class ReadinessPageTests
{
    private const string Page = "/coordinator/readiness";

    [Fact]
    public async Task A_test_is_started_with_the_box_ticked_and_once()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Page);
        var unticked = await anna.PressHereAsync("Starta ett kontakttest");
        Assert.Contains("Inget har skickats", unticked.Words);
        Assert.Equal(0, await bench.CountAsync("outbox"));
        var bo = await bench.BrowserAsync(Cast.Bo);
        await bo.GetAsync(Page);

        var started = await anna.PressHereAsync("Starta ett kontakttest", ("sure", "yes"));

        Assert.Contains("Frågan är på väg", started.Words);
        var sent = await bench.CountAsync("outbox");
        Assert.True(sent > 5);
        // Bo's page is older.
        Assert.Contains("pågår redan", (await bo.PressHereAsync("Starta ett kontakttest", ("sure", "yes"))).Words);
        Assert.Equal(sent, await bench.CountAsync("outbox"));
    }

    [Fact]
    public async Task Whom_we_do_not_reach_can_be_called_spoken_with_and_put_right()
    {
        await using var bench = await StartedAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync(Page);
        var vera = shown.Page.QuerySelectorAll("#missing li").Single(line => line.TextContent.Contains("Vera Exempel"));
        Assert.Equal($"tel:{Cast.Vera}", vera.QuerySelector("a[href^=tel]")!.GetAttribute("href"));
        Assert.NotNull(vera.QuerySelector("a[href='/people/volunteers/1']"));
        Assert.Contains("på väg", vera.TextContent);

        await anna.PostAsync(
            $"{Page}?handler=Spoke",
            ("person", "volunteer:1"),
            ("__RequestVerificationToken", TokenOf(anna))
        );

        Assert.Contains("Noterat", anna.Words);
        Assert.DoesNotContain(
            anna.Page.QuerySelectorAll("#missing li"),
            line => line.TextContent.Contains("Vera Exempel")
        );
        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'spoken-with' AND subject = 'volunteer:1'"));
        var csv = await anna.GetAsync($"{Page}?handler=Csv");
        Assert.StartsWith("text/csv", csv.Header("Content-Type"));
        Assert.StartsWith("roll,namn,telefon,mejl,nådd,hur det gick", csv.Text);
        Assert.Contains("någon har talat med dem", csv.Text);
    }

    [Fact]
    public async Task Looking_at_the_link_is_no_answer_and_pressing_its_button_is()
    {
        await using var bench = await StartedAsync();
        var path = await bench.LinkToAsync("volunteer:1", "contact-test");

        Assert.Equal(200, (await bench.GetAsync(path)).Status);
        Assert.Equal(0, await bench.CountAsync("contact_address", "reached_at IS NOT NULL"));
        Assert.Contains("Nu vet vi", (await bench.PressAsync(path)).Words);
        Assert.Contains("Nu vet vi", (await bench.PressAsync(path)).Words);

        Assert.Equal(
            ["link"],
            await bench.QueryAsync<string>("SELECT reached_by FROM contact_address WHERE reached_at IS NOT NULL")
        );
        await bench.ExecuteAsync("UPDATE contact_round SET ended_at = ends_at");
        Assert.Contains("avslutat", (await bench.PressAsync(path)).Words);
    }

    private static async Task<ApiBench> StartedAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Page);
        await anna.PressHereAsync("Starta ett kontakttest", ("sure", "yes"));
        return bench;
    }

    private static string TokenOf(Browser browser) =>
        browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
