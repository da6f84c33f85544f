namespace Ekn.Api.Pages.Coordinator;

public sealed class AskingPagesTests
{
    [Fact]
    public async Task Several_nights_are_chosen_read_through_and_asked_about_once()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var gaps = await anna.GetAsync("/coordinator/dates");
        Assert.Equal(10, gaps.Page.QuerySelectorAll("input[name=night]").Length);
        var shown = await anna.GetAsync("/coordinator/dates?night=2026-12-02&night=2026-12-03");
        Assert.Contains("Skicka till 2", shown.Words);
        Assert.Contains("(2 delar) 1,00 kr styck", shown.Words);
        Assert.Equal(0, await bench.CountAsync("outbox", "purpose = 'call-dates'"));
        // A look at it must not have announced the nights.
        Assert.Equal(0, await bench.CountAsync("night", "night = '2026-12-03'"));

        var form = Hidden(shown);
        await anna.PostAsync("/coordinator/dates", form);
        var sent = await bench.CountAsync("outbox", "purpose = 'call-dates'");
        Assert.True(sent > 0);
        await anna.PostAsync("/coordinator/dates", form);
        Assert.Equal(sent, await bench.CountAsync("outbox", "purpose = 'call-dates'"));
        Assert.Equal(2, await bench.CountAsync("night", "state = 'early'"));
    }

    [Fact]
    public async Task A_question_goes_out_in_waves_unless_the_coordinator_asks_everybody_now()
    {
        await using var bench = await BenchAsync(
            ("Ekn:Asking:ExpectedYesPercent", "100"),
            ("Ekn:Shifts:Evening:Heads", "1"),
            ("Ekn:Shifts:Night:Heads", "0"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        foreach (var ending in new[] { "80", "81" })
        {
            await bench.ExecuteAsync(
                "INSERT INTO volunteer (name, phone, added_at) VALUES (@name, @phone, '2026-11-01T00:00:00.000Z')",
                new { name = $"Volontär {ending}", phone = $"+467017406{ending}" }
            );
        }
        var anna = await bench.BrowserAsync(Cast.Anna);

        var waves = await anna.GetAsync("/coordinator/dates?night=2026-12-02&night=2026-12-03");
        Assert.Contains("Skicka till 2", waves.Words);
        Assert.Contains("2 till får frågan i senare omgångar", waves.Words);
        Assert.DoesNotContain("En fråga är ute", waves.Words);
        await anna.PostAsync("/coordinator/dates", Hidden(waves));
        var after = await anna.GetAsync("/coordinator/dates");
        Assert.Contains("En fråga är ute om ons 2/12 mot tor 3/12, tor 3/12 mot fre 4/12.", after.Words);
        Assert.Contains("Nästa omgång går", after.Words);

        // The two who have not been asked, and nobody waits.
        var everybody = await anna.GetAsync("/coordinator/dates?night=2026-12-02&night=2026-12-03&everybody=true");
        Assert.Contains("Skicka till 2", everybody.Words);
        Assert.DoesNotContain("senare omgångar", everybody.Words);
        await anna.PostAsync("/coordinator/dates", Hidden(everybody));
        Assert.Equal(4, await bench.CountAsync("asked", "night = '2026-12-03'"));
    }

    [Fact]
    public async Task A_question_that_is_out_is_stopped_by_one_press_and_the_second_says_so()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var bo = await bench.BrowserAsync(Cast.Bo);
        await anna.PostAsync(
            "/coordinator/dates",
            Hidden(await anna.GetAsync("/coordinator/dates?night=2026-12-02&night=2026-12-03"))
        );
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered'");

        var seen = await bo.GetAsync("/coordinator/dates");
        Assert.Contains("och 2 som inte har svarat får veta att de inte behövs", seen.Words);
        await anna.PressAsync("/coordinator/dates", "Stoppa frågan");
        Assert.Contains("Frågan är stoppad.", anna.Words);
        Assert.DoesNotContain("En fråga är ute", anna.Words);
        // His page is older than her press.
        await bo.PressHereAsync("Stoppa frågan");
        Assert.Contains("Frågan var redan stoppad.", bo.Words);

        Assert.Equal(2, await bench.CountAsync("outbox", "purpose = 'not-needed-dates'"));
        Assert.Equal(2, await bench.CountAsync("change_event", "kind = 'stopped.dates'"));
    }

    [Theory]
    [InlineData("night=2027-01-01", 400)]
    [InlineData("night=2026-12-01&night=2026-12-02&night=2026-12-03&night=2026-12-04&night=2026-12-05", 400)]
    [InlineData("night=tomorrow", 400)]
    [InlineData("", 200)]
    public async Task Too_many_nights_or_none_that_can_be_asked_about_are_said_so(string query, int status)
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync($"/coordinator/dates?{query}");

        Assert.Equal(status, shown.Status);
        Assert.Equal(status == 400, shown.Words.Contains("Välj minst en natt och högst 4."));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_not_sent()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync("/coordinator/dates?night=2026-12-02");
        var form = Hidden(shown);
        await bench.ExecuteAsync("UPDATE volunteer SET paused_until = '2026-12-24' WHERE id = 1");

        await anna.PostAsync("/coordinator/dates", form);

        Assert.Equal(0, await bench.CountAsync("outbox", "purpose = 'call-dates'"));
        Assert.Contains("har ändrats", anna.Words);
    }

    [Fact]
    public async Task The_spread_shows_who_was_asked_how_often()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.Contains("Ingen har fått någon fråga än.", (await anna.GetAsync("/coordinator/load")).Words);
        await bench.ProposeAsync();
        await bench.OpenAsync();

        var shown = await anna.GetAsync("/coordinator/load");

        Assert.NotEmpty(shown.Page.QuerySelectorAll("tbody tr"));
        Assert.Contains("Hur många nätter folk har kommit", shown.Words);
    }

    [Fact]
    public async Task A_volunteer_reads_why_they_were_asked_and_takes_a_weekday_for_good()
    {
        await using var bench = await BenchAsync();
        await bench.ProposeAsync();
        await bench.OpenAsync();
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        Assert.Contains(
            "Du fick frågan för att: du har inte fått frågan den här vintern",
            (await bench.GetAsync(link)).Words
        );

        var kept = await bench.PressAsync(link, ("act", "stand"), ("weekday", "Wednesday"), ("shift", "1"));
        Assert.Equal(200, kept.Status);
        Assert.Contains("onsdagar kväll", kept.Words);
        await bench.PressAsync(link, ("act", "stand"), ("weekday", "Wednesday"), ("shift", "1"));
        Assert.Equal(1, await bench.CountAsync("standing_shift", "weekday = 3 AND kind = 1"));

        await bench.PressAsync(link, ("act", "stand-no-more"), ("weekday", "Wednesday"), ("shift", "1"));
        Assert.Equal(0, await bench.CountAsync("standing_shift"));
    }

    [Theory]
    [InlineData("Someday", "1")]
    [InlineData("Wednesday", "9")]
    [InlineData("", "")]
    public async Task A_weekday_that_no_button_offers_is_refused(string weekday, string shift)
    {
        await using var bench = await BenchAsync();
        await bench.ProposeAsync();
        await bench.OpenAsync();
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");

        var answered = await bench.PressAsync(link, ("act", "stand"), ("weekday", weekday), ("shift", shift));

        Assert.Equal(400, answered.Status);
        Assert.Equal(0, await bench.CountAsync("standing_shift"));
    }

    [Fact]
    public async Task An_offered_place_is_shown_with_its_time_and_taken_by_one_press()
    {
        await using var bench = await BenchAsync();
        await bench.ProposeAsync();
        await bench.OpenAsync();
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        await bench.ExecuteAsync(
            "INSERT INTO place_offer (shift_id, volunteer_id, offered_at, due_at) SELECT id, 1, @now, @due FROM shift WHERE kind = 1",
            new { now = bench.Clock.UtcNow, due = bench.Clock.UtcNow.AddMinutes(45) }
        );
        Assert.Contains("Platsen är ledig för dig till", (await bench.GetAsync(link)).Words);

        await bench.PressAsync(link, ("act", "take"), ("shift", "1"), ("night", "2026-12-01"));

        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("place_offer", "outcome = 'taken'"));
    }

    [Fact]
    public async Task The_night_tells_how_the_asking_stands_and_what_happens_next()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await bench.ProposeAsync();
        Assert.Null((await anna.GetAsync("/coordinator/nights/2026-12-01")).Page.QuerySelector("#asking"));
        await bench.OpenAsync();
        var asked = await bench.CountAsync("asked", "night = '2026-12-01'");
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1"),
            ("night", "2026-12-01")
        );
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:2", "call-volunteer"),
            ("act", "decline"),
            ("night", "2026-12-01")
        );

        var stands = await AskingAsync();
        Assert.StartsWith($"{asked} tillfrågade: 1 nej, {asked - 2} har inte svarat.", stands);
        Assert.Contains("ring dem som inte svarat", stands);
        Assert.EndsWith("Fråga fler · Ringlistan", stands);

        await bench.ExecuteAsync(
            "UPDATE call_plan SET next_at = @At",
            new { At = new DateTimeOffset(2026, 12, 1, 13, 20, 0, TimeSpan.Zero) }
        );
        Assert.Contains("Fler får frågan kl 14:20.", await AskingAsync());

        await bench.ExecuteAsync(
            "INSERT INTO dates_plan (call, wave, began_at, next_at) VALUES ('dates:1', 1, @At, @At)",
            new { At = new DateTimeOffset(2026, 12, 1, 13, 5, 0, TimeSpan.Zero) }
        );
        await bench.ExecuteAsync("INSERT INTO dates_plan_night (call, night) VALUES ('dates:1', '2026-12-01')");
        Assert.Contains("Fler får frågan kl 14:05.", await AskingAsync());

        async Task<string> AskingAsync() =>
            string.Join(
                ' ',
                (await anna.GetAsync("/coordinator/nights/2026-12-01"))
                    .Page.QuerySelector("#asking")!
                    .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
    }

    private static (string, string)[] Hidden(ApiBench.Answered shown) =>
        [
            .. shown
                .Page.QuerySelectorAll("form[method=post][action='/coordinator/dates'] input[type=hidden]")
                .Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!)),
        ];

    private static async Task<ApiBench> BenchAsync(params (string Key, string Value)[] settings)
    {
        var bench = await ApiBench.StartAsync(settings: values =>
        {
            foreach (var (key, value) in settings)
            {
                values[key] = value;
            }
        });
        await bench.RegisterAsync();
        return bench;
    }
}
