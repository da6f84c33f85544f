using Ekn.Core.Jobs;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Asking;

public sealed class PlaceOffersTests
{
    [DatabaseTheory]
    public async Task A_freed_place_is_offered_to_the_first_in_line_and_to_nobody_else(string provider)
    {
        await using var bench = await FullAsync(provider);

        await LeaveAsync(bench, 1);

        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));
        Assert.Empty(await bench.ToldAsync("place-free"));
        Assert.Contains("senast tis 1/12 12:45", Assert.Single(await TextsAsync(bench)));
    }

    [DatabaseTheory]
    public async Task Ja_takes_the_place_that_was_offered(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);

        await SaysAsync(bench, 3, "Ja");

        Assert.Equal([2, 3], await BookedAsync(bench));
        Assert.Equal(["taken"], await OutcomesAsync(bench));
        Assert.Equal(["volunteer:1", "volunteer:2", "volunteer:3"], (await bench.ToldAsync("booked")).Order());
    }

    [DatabaseTheory]
    public async Task A_place_that_is_offered_cannot_be_taken_by_somebody_else_meanwhile(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);

        await SaysAsync(bench, 5, "A1");

        Assert.Equal([2], await BookedAsync(bench));
        Assert.Contains("volunteer:5", await bench.ToldAsync("full-waiting"));
        bench.ItIs("2026-12-01 12:10");
        await SaysAsync(bench, 3, "A1");
        Assert.Equal([2, 3], await BookedAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_coordinator_may_give_an_offered_place_to_who_phoned(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);

        await bench.DoAsync(s =>
            bench.Get<Bookings>().BookAsync(s, bench.Tonight, ShiftKind.Evening, 5, "phone", null, default)
        );
        await SaysAsync(bench, 3, "Ja");

        Assert.Equal([2, 5], await BookedAsync(bench));
        Assert.Contains("volunteer:3", await bench.ToldAsync("full-waiting"));
    }

    [DatabaseTheory]
    public async Task No_passes_it_on_to_the_next(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);

        await SaysAsync(bench, 3, "Nej tyvärr");

        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("place-offered"));
        Assert.Equal([2], await BookedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Silence_passes_it_on_when_the_time_is_up_and_not_before(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);

        bench.ItIs("2026-12-01 12:44");
        await MinuteAsync(bench);
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));

        bench.ItIs("2026-12-01 12:45");
        await MinuteAsync(bench);
        await MinuteAsync(bench);
        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("place-offered"));

        // And when the last in line is silent too, the place is anybody's: a late yes counts.
        bench.ItIs("2026-12-01 13:31");
        await MinuteAsync(bench);
        Assert.Equal(["lapsed", "lapsed"], await OutcomesAsync(bench));
        await SaysAsync(bench, 3, "A1");
        Assert.Equal([2, 3], await BookedAsync(bench));
    }

    [DatabaseTheory]
    public async Task The_sooner_the_shift_the_shorter_a_place_is_kept_and_the_text_is_worth_no_longer(string provider)
    {
        await using var bench = await FullAsync(provider);
        bench.ItIs("2026-12-01 16:15");

        await LeaveAsync(bench, 1);

        // An hour and three quarters are left: a third of them, not the usual 45 minutes.
        Assert.Contains("senast tis 1/12 16:50", Assert.Single(await TextsAsync(bench)));
        Assert.Equal(
            ["2026-12-01T15:50:00.000Z"],
            await bench.QueryAsync<string>("SELECT expires_at FROM outbox WHERE purpose = 'place-offered'")
        );
    }

    [DatabaseTheory]
    public async Task A_place_is_kept_for_ten_minutes_at_the_least(string provider)
    {
        await using var bench = await FullAsync(provider, offerToAllMinutes: 10);
        bench.ItIs("2026-12-01 17:45");

        await LeaveAsync(bench, 1);

        Assert.Contains("senast tis 1/12 17:55", Assert.Single(await TextsAsync(bench)));
    }

    [DatabaseTheory]
    public async Task A_place_that_the_last_in_line_lets_pass_is_raised_and_others_are_asked(string provider)
    {
        await using var bench = await FullAsync(provider);
        await bench.ExecuteAsync("DELETE FROM standby WHERE volunteer_id = 4");
        bench.ItIs("2026-12-01 15:00");
        await MinuteAsync(bench);
        await LeaveAsync(bench, 1);
        Assert.DoesNotContain("ShiftsUnfilled", await bench.AlertsAsync());

        bench.ItIs("2026-12-01 15:46");
        await MinuteAsync(bench);

        Assert.Contains("ShiftsUnfilled", await bench.AlertsAsync());
        Assert.Single(await bench.QueryAsync<string>("SELECT next_at FROM call_plan WHERE next_at IS NOT NULL"));

        // Told again with the numbers of now, it stands once; taken, it stands no more.
        await bench.DoAsync(session =>
            bench
                .Get<Unfilled>()
                .RaiseAsync(session, Calendar.Night.Parse("2026-12-01"), "reminder", CancellationToken.None)
        );
        Assert.Single(await bench.AlertsAsync(), "ShiftsUnfilled");
        await SaysAsync(bench, 3, "A1");
        Assert.DoesNotContain("ShiftsUnfilled", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task Nobody_is_offered_a_place_while_asleep_and_the_coordinator_hears_at_once(string provider)
    {
        await using var bench = await FullAsync(provider, early: true);
        bench.ItIs("2026-11-30 22:30");

        await LeaveAsync(bench, 1, "2026-12-01");
        await MinuteAsync(bench);
        Assert.Empty(await bench.ToldAsync("place-offered"));

        bench.ItIs("2026-12-01 07:00");
        await MinuteAsync(bench);
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task A_coordinator_may_offer_a_place_at_night(string provider)
    {
        await using var bench = await FullAsync(provider, early: true);
        bench.ItIs("2026-11-30 22:30");
        await LeaveAsync(bench, 1, "2026-12-01");

        await bench.DoAsync(s =>
            bench.Get<PlaceOffers>().OfferAsync(s, bench.Tonight.Next, byCoordinator: true, default)
        );

        Assert.Equal(
            ["2026-11-30T21:30:00.000Z"],
            await bench.QueryAsync<string>("SELECT next_attempt_at FROM outbox WHERE purpose = 'place-offered'")
        );
    }

    [DatabaseTheory]
    public async Task Close_to_the_shift_everybody_in_line_hears_at_once_and_the_first_answer_has_it(string provider)
    {
        await using var bench = await FullAsync(provider);
        bench.ItIs("2026-12-01 16:45");

        await LeaveAsync(bench, 1);
        await MinuteAsync(bench);

        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("place-free"));
        Assert.Empty(await bench.ToldAsync("place-offered"));
        await SaysAsync(bench, 4, "A1");
        await SaysAsync(bench, 3, "A1");
        Assert.Equal([2, 4], await BookedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Who_was_silent_before_hears_again_when_it_is_close_and_who_said_no_does_not(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);
        bench.ItIs("2026-12-01 12:50");
        await MinuteAsync(bench);
        await SaysAsync(bench, 4, "Nej");

        bench.ItIs("2026-12-01 16:45");
        await MinuteAsync(bench);

        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-free"));
    }

    [DatabaseTheory]
    public async Task Who_is_on_reserve_comes_after_those_who_wait(string provider)
    {
        await using var bench = await FullAsync(provider);
        await bench.ExecuteAsync("UPDATE standby SET kind = 'reserve' WHERE volunteer_id = 3");
        await LeaveAsync(bench, 1);
        Assert.Equal(["volunteer:4"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task Reserve_is_not_called_while_others_may_still_come_and_is_when_the_call_had_its_time(
        string provider
    )
    {
        await using var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Shifts:Evening:Heads", "2"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddVolunteersAsync(4);
        await bench.OpenTonightAsync();
        await SaysAsync(bench, 3, "reserv A1");
        await MinuteAsync(bench);
        Assert.Empty(await bench.ToldAsync("place-offered"));

        bench.ItIs("2026-12-01 14:00");
        await MinuteAsync(bench);
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task A_night_that_is_called_off_offers_nothing_any_more(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);
        await bench.AnswersAsync("c1", Deciding.AnswerKind.Close, "vattenläcka");

        bench.ItIs("2026-12-01 13:00");
        await MinuteAsync(bench);

        Assert.Equal(["moot"], await OutcomesAsync(bench));
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));
        Assert.Contains("volunteer:3", await bench.ToldAsync("called-off"));
    }

    [DatabaseTheory]
    public async Task Who_had_an_offer_when_the_night_was_called_off_is_offered_a_place_when_it_opens_again(
        string provider
    )
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);
        await bench.AnswersAsync("c1", Deciding.AnswerKind.Close, "vattenläcka");

        bench.ItIs("2026-12-01 13:00");
        await bench.AnswersAsync("c1", Deciding.AnswerKind.Open, "lagad");
        await MinuteAsync(bench);

        Assert.Equal(["volunteer:3", "volunteer:3"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task Who_had_an_offer_in_a_room_that_closed_is_offered_the_next_place(string provider)
    {
        await using var bench = await FullAsync(provider);
        await bench.Get<Crew.RoomDesk>().OpenAnotherAsync(bench.Tonight, 2, "coordinator:c1", "f1", default);
        await MinuteAsync(bench);
        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("place-offered"));
        await bench.Get<Crew.RoomDesk>().CloseAsync(bench.Tonight, 2, "coordinator:c1", "f2", default);

        await LeaveAsync(bench, 1);

        Assert.Equal(["volunteer:3", "volunteer:3", "volunteer:4"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task Who_let_an_offer_pass_and_asks_for_the_shift_again_waits_again(string provider)
    {
        await using var bench = await FullAsync(provider);
        await LeaveAsync(bench, 1);
        bench.ItIs("2026-12-01 12:46");
        await MinuteAsync(bench);
        await SaysAsync(bench, 4, "JA");
        await SaysAsync(bench, 3, "A1");
        Assert.Equal(2, (await bench.ToldAsync("full-waiting")).Count(key => key == "volunteer:3"));

        await LeaveAsync(bench, 2);

        Assert.Equal(["volunteer:3", "volunteer:3", "volunteer:4"], await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task Close_to_the_shift_a_place_that_comes_to_be_is_told_to_those_who_heard_of_the_last(
        string provider
    )
    {
        await using var bench = await FullAsync(provider);
        bench.ItIs("2026-12-01 16:45");
        await LeaveAsync(bench, 1);
        await SaysAsync(bench, 4, "A1");
        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("place-free"));

        await bench.Get<Crew.StaffDesk>().BringAsync(bench.Tonight, 1, 1, "coordinator:c1", "f1", default);
        await MinuteAsync(bench);
        await MinuteAsync(bench);

        Assert.Equal(["volunteer:3", "volunteer:3", "volunteer:4"], await bench.ToldAsync("place-free"));
    }

    /// <summary>An evening of two places: 1 and 2 have them, 3 and 4 wait, 5 has not answered.</summary>
    private static async Task<CoreBench> FullAsync(string provider, bool early = false, int offerToAllMinutes = 90)
    {
        var bench = await CoreBench.NewAsync(
            provider,
            early ? "2026-11-30 12:00" : "2026-12-01 12:00",
            settings:
            [
                ("Ekn:Asking:OfferToAllMinutes", $"{offerToAllMinutes}"),
                ("Ekn:Shifts:Evening:Heads", "2"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddVolunteersAsync(5);
        if (early)
        {
            await bench.DoAsync(s => bench.Get<Opening.CallOut>().GiveEarlyNoticeAsync(s, bench.Tonight.Next, default));
        }
        else
        {
            await bench.OpenTonightAsync();
        }
        foreach (var id in new[] { 1, 2, 3, 4 })
        {
            await SaysAsync(bench, id, "A1");
        }
        return bench;
    }

    private static async Task LeaveAsync(CoreBench bench, int id, string night = "2026-12-01")
    {
        await bench.DoAsync(async s =>
        {
            var who = (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!;
            var choice = new Choice(Calendar.Night.Parse(night), ShiftKind.Evening);
            await bench.Get<SignUps>().LeaveAsync(s, who, choice, "sms", null, $"test:{id}", default);
        });
    }

    private static async Task SaysAsync(CoreBench bench, int id, string text)
    {
        await bench.Get<Inbox>().ReceiveAsync(Guid.NewGuid().ToString(), "sms", CoreBench.PhoneOf(id), text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }

    private static Task MinuteAsync(CoreBench bench) => bench.Get<FollowUp>().RunAsync(default);

    private static Task<IReadOnlyList<long>> BookedAsync(CoreBench bench) =>
        bench.QueryAsync<long>("SELECT volunteer_id FROM place WHERE volunteer_id IS NOT NULL ORDER BY volunteer_id");

    private static Task<IReadOnlyList<string>> OutcomesAsync(CoreBench bench) =>
        bench.QueryAsync<string>("SELECT outcome FROM place_offer ORDER BY id");

    private static Task<IReadOnlyList<string>> TextsAsync(CoreBench bench) =>
        bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'place-offered'");
}
