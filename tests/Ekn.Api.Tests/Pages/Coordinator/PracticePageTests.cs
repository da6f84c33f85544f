using Ekn.Core.Nights.Practising;

namespace Ekn.Api.Pages.Coordinator;

public sealed class PracticePageTests
{
    private const string Practice = "/coordinator/practice";

    [Fact]
    public async Task Nothing_is_sent_before_the_box_is_ticked()
    {
        await using var bench = await StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Practice);

        var shown = await anna.PressHereAsync("Starta övningen", ("date", "2026-12-01"));

        Assert.Equal(400, shown.Status);
        Assert.Contains("Inget har skickats", shown.Words);
        Assert.Equal(0, await bench.CountAsync("outbox"));
    }

    [Theory]
    [InlineData("", 400, "Skriv kvällens datum")]
    [InlineData("i morgon", 400, "Skriv kvällens datum")]
    [InlineData("2026-11-01", 409, "Natten är över")]
    [InlineData("2028-01-01", 409, "mer än ett år bort")]
    public async Task A_date_that_makes_no_sense_is_refused_in_plain_words(string date, int status, string says)
    {
        await using var bench = await StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Practice);

        var shown = await anna.PressHereAsync("Starta övningen", ("date", date), ("sure", "yes"));

        Assert.Equal((status, true), (shown.Status, shown.Words.Contains(says)));
        Assert.Equal(0, await bench.CountAsync("night"));
    }

    [Fact]
    public async Task A_date_that_is_open_for_real_is_refused()
    {
        await using var bench = await StartAsync();
        await bench.OpenAsync();
        var before = await bench.CountAsync("outbox");
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Practice);

        var shown = await anna.PressHereAsync("Starta övningen", ("date", "2026-12-01"), ("sure", "yes"));

        Assert.Equal(409, shown.Status);
        Assert.Contains("Välj ett annat datum", shown.Words);
        Assert.Equal(before, await bench.CountAsync("outbox"));
    }

    [Fact]
    public async Task Started_on_the_page_every_page_about_the_night_says_so_and_the_public_sees_nothing()
    {
        await using var bench = await StartAsync();
        var before = (await bench.GetAsync("/")).Words;
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Practice);

        var shown = await anna.PressHereAsync("Starta övningen", ("date", "2026-12-01"), ("sure", "yes"));

        Assert.Contains("Övningen har börjat", shown.Words);
        foreach (
            var path in new[]
            {
                "/coordinator",
                "/coordinator/nights/2026-12-01",
                "/coordinator/nights/2026-12-01/people",
                "/coordinator/nights/2026-12-01/rooms",
                "/print/2026-12-01",
                "/reports/nights/2026-12-01",
                "/lead",
            }
        )
        {
            Assert.Contains("ÖVNING", (await anna.GetAsync(path)).Page.QuerySelector(".practice")?.TextContent);
        }
        var church = await bench.BrowserAsync(Cast.Church);
        Assert.Contains("ÖVNING", (await church.GetAsync("/church")).Words);
        var vera = await bench.BrowserAsync(Cast.Vera);
        Assert.Contains("ÖVNING", (await vera.GetAsync("/volunteer")).Words);
        Assert.Null((await anna.GetAsync("/coordinator/nights/2026-12-02")).Page.QuerySelector(".practice"));
        // The public, the reports and other programs.
        Assert.Equal(before, (await bench.GetAsync("/")).Words);
        Assert.DoesNotContain("<entry", (await bench.GetAsync("/tonight.atom")).Text);
        Assert.DoesNotContain("\"open\"", (await bench.GetAsync("/tonight.json")).Text);
        Assert.Contains("\"practice\":true", (await bench.GetAsync("/api/nights/2026-12-01", Cast.CityKey)).Text);
        Assert.Contains(
            "\"nightsOpened\":0",
            (await bench.GetAsync("/api/report?from=2026-11-01&to=2027-04-30", Cast.CityKey)).Text.Replace(" ", "")
        );
    }

    [Fact]
    public async Task Ended_on_the_page_and_pressed_again_it_ends_once()
    {
        await using var bench = await StartAsync();
        await PractiseAsync(bench);
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync(Practice);
        var shown = await anna.PressHereAsync("Avsluta övningen");
        Assert.Contains("Övningen är slut", shown.Words);

        var again = await anna.PostAsync(
            $"{Practice}?handler=End",
            ("night", "2026-12-01"),
            (
                "__RequestVerificationToken",
                anna.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!
            )
        );

        Assert.Contains("redan slut", again.Words);
        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'practice-over'"));
    }

    [Fact]
    public async Task A_button_of_the_exercise_pressed_after_the_real_call_books_nothing()
    {
        await using var bench = await StartAsync();
        await PractiseAsync(bench);
        var vera = await bench.BrowserAsync(Cast.Vera);
        await vera.GetAsync("/volunteer");
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        await bench.OpenAsync();

        var shown = await vera.PressHereAsync("take");

        Assert.Equal(409, shown.Status);
        Assert.Contains("var en övning", shown.Words);
        Assert.Equal(0, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
        await church.PressHereAsync("yes");
        Assert.Equal(0, await bench.CountAsync("night_premises", "state = 'accepted'"));
        // The link in the exercise's message opens nothing any more.
        Assert.NotEqual(200, (await bench.GetAsync(link)).Status);
        Assert.NotEqual(200, (await bench.PressAsync(link, ("act", "take"), ("shift", "1"))).Status);
        Assert.Equal(0, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
        // And the same button on the page as it is now is a yes.
        await vera.GetAsync("/volunteer");
        await vera.PressHereAsync("take");
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
    }

    [Fact]
    public async Task An_exercise_that_has_made_way_is_no_season_and_counts_for_nobody()
    {
        await using var bench = await StartAsync();
        await PractiseAsync(bench);
        var vera = await bench.BrowserAsync(Cast.Vera);
        await vera.GetAsync("/volunteer");
        await vera.PressHereAsync("take");
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
        await bench.OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        Assert.DoesNotContain("1026", (await anna.GetAsync("/coordinator/season")).Text);
        var shown = (await anna.GetAsync("/people/volunteers/1")).Words;

        // Once for real.
        Assert.Contains("Frågad 1 gång, bokad 0", shown);
        Assert.DoesNotContain("1026", shown);
        Assert.Contains("ÖVNING", shown);
    }

    private static async Task<ApiBench> StartAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        return bench;
    }

    private static async Task PractiseAsync(ApiBench bench) =>
        Assert.Equal(
            PracticeResult.Started,
            await bench.Get<PracticeDesk>().StartAsync(Cast.Night, null, "coordinator:c1", default)
        );
}
