using Ekn.Core.Nights.Deciding;
using Ekn.Core.Shifts;
using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Api.Links;

public sealed class AnswerLinkTests
{
    [Fact]
    public async Task The_shifts_are_shown_with_code_hours_place_and_state_in_words()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        var shown = await bench.GetAsync(link);

        Assert.Equal(200, shown.Status);
        Assert.Equal("Natten tis 1/12 mot ons 2/12", shown.Page.QuerySelector("h1")!.TextContent);
        var shifts = Shifts(shown);
        Assert.Equal(3, shifts.Count);
        Assert.Contains("A1 kväll, tis 1/12 18:00 till 22:00", shifts[0]);
        Assert.Contains("Norrmalmskyrkan, Exempelgatan 2", shifts[0]);
        Assert.Contains("Lediga platser: 4. Du är inte bokad.", shifts[0]);
        Assert.Contains("A2 natt, tis 1/12 22:00 till 06:00", shifts[1]);
        Assert.Contains("A3 morgon, ons 2/12 06:00 till 09:00", shifts[2]);
    }

    [Fact]
    public async Task The_page_speaks_the_language_of_the_volunteer()
    {
        await using var bench = await ApiBench.StartAsync();
        await OpenedAsync(bench);

        var shown = await bench.GetAsync(await bench.LinkToAsync("volunteer:2", "call-volunteer"));

        Assert.Equal("en", shown.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Places free: 4. You are not booked.", shown.Words);
    }

    [DatabaseTheory]
    public async Task Take_books_and_a_confirmation_follows(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await OpenedAsync(bench);

        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Equal(200, pressed.Status);
        Assert.Contains("Du är BOKAD. En bekräftelse", pressed.Words);
        Assert.Contains("Du är BOKAD.", Shifts(pressed)[0]);
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
        Assert.Equal(
            ("booked", "link"),
            Assert.Single(await bench.QueryAsync<(string, string)>("SELECT kind, via FROM booking_event"))
        );
        Assert.Contains("Norrmalmskyrkan, Exempelgatan 2", await bench.TextToAsync("volunteer:1", "booked"));
    }

    [DatabaseTheory]
    public async Task Pressed_many_times_at_once_it_is_one_booking_and_one_confirmation(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await OpenedAsync(bench);
        // Connections and code are warm, so that they really meet.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bench.GetAsync(link)));
        await bench.PressAsync(link, ("act", "leave"), ("shift", "1"));

        var all = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => bench.PressAsync(link, ("act", "take"), ("shift", "1")))
        );

        Assert.All(all, pressed => Assert.Equal(200, pressed.Status));
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose IN ('booked', 'already-booked')"));
    }

    [Fact]
    public async Task The_link_may_be_used_several_times_for_different_things()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        await bench.PressAsync(link, ("act", "take"), ("shift", "1"));
        await bench.PressAsync(link, ("act", "take"), ("shift", "3"));
        var left = await bench.PressAsync(link, ("act", "leave"), ("shift", "1"));
        var back = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Contains("Du är AVBOKAD", left.Words);
        Assert.Contains("Lediga platser: 4", Shifts(left)[0]);
        Assert.Contains("Du är BOKAD.", Shifts(back)[0]);
        Assert.Equal(2, await bench.CountAsync("place", "volunteer_id = 1"));
        // Each act is told: booked on two shifts, left one, booked again.
        Assert.Equal(3, await bench.CountAsync("outbox", "purpose = 'booked'"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'withdrawn'"));
    }

    [DatabaseTheory]
    public async Task A_full_shift_puts_on_the_waiting_list_once_and_says_so(string provider)
    {
        await using var bench = await ApiBench.StartAsync(
            provider,
            settings => settings["Ekn:Shifts:Evening:Heads"] = "1"
        );
        var link = await OpenedAsync(bench);
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:2", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));
        var again = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Contains("Fullt. Du är inte bokad.", Shifts(shown)[0]);
        Assert.Contains("Ställ mig på väntelistan", Shifts(shown)[0]);
        Assert.Contains("du är INTE bokad. Du står på väntelistan", pressed.Words);
        Assert.Contains("Fullt. Du står på väntelistan", Shifts(again)[0]);
        Assert.Equal(1, await bench.CountAsync("standby", "volunteer_id = 1 AND kind = 'waiting'"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'full-waiting'"));
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
    }

    [Fact]
    public async Task Reserve_is_no_booking()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        var pressed = await bench.PressAsync(link, ("act", "reserve"), ("shift", "2"));
        await bench.PressAsync(link, ("act", "reserve"), ("shift", "2"));

        Assert.Contains("Du är RESERV, du är inte bokad.", Shifts(pressed)[1]);
        Assert.Equal(0, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'on-reserve'"));
    }

    [Fact]
    public async Task I_cannot_is_noted_once_and_who_is_booked_leaves_the_shift_instead()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        var declined = await bench.PressAsync(link, ("act", "decline"));
        await bench.PressAsync(link, ("act", "decline"));
        await bench.PressAsync(link, ("act", "take"), ("shift", "1"));
        var booked = await bench.PressAsync(link, ("act", "decline"));

        Assert.Contains("Vi frågar dig inte mer om den natten", declined.Words);
        Assert.Equal(1, await bench.CountAsync("booking_event", "kind = 'declined'"));
        Assert.Equal(409, booked.Status);
        Assert.Contains("Avboka passet först", booked.Words);
        Assert.DoesNotContain("Jag kan inte den natten", booked.Words);
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
    }

    [Theory]
    [InlineData("take", "7")]
    [InlineData("take", "")]
    [InlineData("take", "-1")]
    [InlineData("steal", "1")]
    [InlineData("", "")]
    public async Task A_button_that_is_not_there_changes_nothing(string act, string shift)
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        var before = await bench.DumpAsync();

        var pressed = await bench.PressAsync(link, ("act", act), ("shift", shift));

        Assert.Equal(400, pressed.Status);
        Assert.Contains("Inget har ändrats", pressed.Words);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_night_that_was_called_off_takes_nobody()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
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

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Contains("Det blir inte öppet den natten", shown.Words);
        Assert.Empty(shown.Page.QuerySelectorAll("main section:first-of-type button"));
        Assert.Equal(409, pressed.Status);
        Assert.Contains("du är INTE bokad", pressed.Words);
        Assert.Equal(0, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
    }

    [Fact]
    public async Task Who_is_booked_on_a_night_that_was_called_off_is_not_told_to_be_booked()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        await bench.PressAsync(link, ("act", "take"), ("shift", "1"));
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");

        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Equal(409, pressed.Status);
        Assert.Contains("Natten öppnar inte, så du är INTE bokad", pressed.Words);
    }

    [Fact]
    public async Task Who_has_worked_a_shift_cannot_leave_it_afterwards()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        await bench.PressAsync(link, ("act", "take"), ("shift", "1"));
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 1, 21, 30, 0, TimeSpan.Zero);

        var pressed = await bench.PressAsync(link, ("act", "leave"), ("shift", "1"));

        Assert.Equal(409, pressed.Status);
        Assert.Contains("Passet är redan över", pressed.Words);
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
        Assert.Equal(0, await bench.CountAsync("outbox", "purpose = 'withdrawn'"));
    }

    [Fact]
    public async Task Before_the_decision_one_signs_up_in_case_it_opens()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        bench.Smhi.Serve(ForecastScript.Cold(-12));
        var desk = bench.Get<DecisionDesk>();
        await desk.LookAheadAsync(Cast.Night.Next, await desk.FetchAsync(default), default);
        var link = await bench.LinkToAsync("volunteer:1", "early-notice");

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Contains("Det KAN bli öppet", shown.Words);
        Assert.Contains("Du är anmäld, OM det blir öppet", pressed.Words);
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
    }

    [Fact]
    public async Task Leaving_a_shift_that_one_is_not_on_changes_nothing()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        var before = await bench.DumpAsync();

        var pressed = await bench.PressAsync(link, ("act", "leave"), ("shift", "1"));

        Assert.Contains("Du var inte bokad på det passet", pressed.Words);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task A_shift_that_has_ended_has_no_button()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        bench.Clock.UtcNow = new DateTimeOffset(2026, 12, 1, 21, 30, 0, TimeSpan.Zero);

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("act", "take"), ("shift", "1"));

        Assert.Contains("Passet är över.", Shifts(shown)[0]);
        Assert.Empty(shown.Page.QuerySelectorAll("li")[0].QuerySelectorAll("button"));
        Assert.NotEmpty(shown.Page.QuerySelectorAll("li")[1].QuerySelectorAll("button"));
        Assert.Equal(409, pressed.Status);
        Assert.Equal(0, await bench.CountAsync("place", "volunteer_id IS NOT NULL"));
    }

    [Fact]
    public async Task Every_button_says_which_shift_it_is_for()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        var buttons = (await bench.GetAsync(link))
            .Page.QuerySelectorAll("li button")
            .Select(button => button.GetAttribute("aria-label"))
            .ToList();

        Assert.Equal(6, buttons.Count);
        Assert.Equal(buttons.Count, buttons.Distinct().Count());
        Assert.Equal(Enum.GetValues<ShiftKind>().Length * 2, buttons.Count);
    }

    private static async Task<string> OpenedAsync(ApiBench bench)
    {
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return await bench.LinkToAsync("volunteer:1", "call-volunteer");
    }

    private static List<string> Shifts(ApiBench.Answered shown) =>
        [
            .. shown
                .Page.QuerySelectorAll("li")
                .Select(item =>
                    string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                ),
        ];
}
