using Ekn.Core.Jobs;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Asking;

public sealed class WavesTests
{
    [DatabaseTheory]
    public async Task A_wave_asks_as_many_as_are_likely_needed_and_the_next_comes_by_time(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        Assert.Equal(13, await AskedAsync(bench));

        bench.ItIs("2026-12-01 12:29");
        await MinuteAsync(bench);
        Assert.Equal(13, await AskedAsync(bench));

        // The minute of the clock plays no part: a worker that was away sends it when it is back, once.
        bench.ItIs("2026-12-01 12:37");
        await MinuteAsync(bench);
        await MinuteAsync(bench);
        var second = await AskedAsync(bench);
        Assert.InRange(second, 14, 26);
        Assert.Equal(
            second,
            await bench.CountAsync("(SELECT DISTINCT recipient FROM outbox WHERE purpose = 'call-volunteer') AS told")
        );
    }

    [DatabaseTheory]
    public async Task What_is_raised_in_the_minute_of_a_wave_promises_no_time_that_has_passed(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        async Task<string> RaisedAsync(string subject)
        {
            await bench.DoAsync(session => bench.Get<Unfilled>().RaiseAsync(session, bench.Tonight, subject, default));
            return (await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'alert' ORDER BY id"))[^1];
        }

        bench.ItIs("2026-12-01 12:29");
        Assert.Contains("Fler får frågan kl 12:30.", await RaisedAsync("before"));
        bench.ItIs("2026-12-01 12:31");
        Assert.Contains("Fler får frågan nu.", await RaisedAsync("after"));
    }

    [DatabaseTheory]
    public async Task Waves_stop_the_moment_the_places_are_taken_and_go_on_when_one_is_free_again(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        var asked = await bench.QueryAsync<long>("SELECT volunteer_id FROM asked ORDER BY volunteer_id");
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 12:10");
        await SaysAsync(bench, asked[0], "A1");
        Assert.Equal(13, await AskedAsync(bench));

        bench.ItIs("2026-12-01 15:00");
        await MinuteAsync(bench);
        Assert.Equal(13, await AskedAsync(bench));

        await SaysAsync(bench, asked[0], "måste avboka A1, sjuk");
        await MinuteAsync(bench);
        Assert.True(await AskedAsync(bench) > 13);
    }

    [DatabaseTheory]
    public async Task Calls_that_have_not_left_when_the_last_place_is_taken_are_not_sent(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 20, strategy: "All");
        Assert.Equal(20, await AskedAsync(bench));
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'accepted' WHERE purpose = 'call-volunteer' AND recipient IN ('volunteer:1', 'volunteer:2', 'volunteer:3')"
        );

        await SaysAsync(bench, 1, "A1");

        Assert.Equal(["volunteer:2", "volunteer:3"], (await bench.ToldAsync("not-needed")).Order());
        Assert.Equal(17, await bench.CountAsync("outbox WHERE purpose = 'call-volunteer' AND state = 'cancelled'"));
        Assert.Equal([1, 2, 3], await bench.QueryAsync<long>("SELECT volunteer_id FROM asked ORDER BY volunteer_id"));
    }

    [DatabaseTheory]
    public async Task Who_shares_a_phone_hears_once_that_they_are_not_needed(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 0, strategy: "All", opens: false);
        await bench.AddVolunteersAsync(3);
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740640' WHERE id IN (2, 3)");
        await bench.OpenTonightAsync();
        Assert.Equal(2, await bench.CountAsync("outbox WHERE purpose = 'call-volunteer'"));
        Assert.Equal(3, await AskedAsync(bench));
        await bench.SendEverythingAsync();

        await SaysAsync(bench, 1, "A1");

        Assert.Single(await bench.ToldAsync("not-needed"));
    }

    [DatabaseTheory]
    public async Task Whoever_has_had_their_share_of_the_week_is_asked_only_when_the_others_do_not_suffice(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider, volunteers: 0, strategy: "All", opens: false);
        await bench.AddVolunteersAsync(30);
        foreach (var day in new[] { 28, 29, 30 })
        {
            await bench.ExecuteAsync(
                $"INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-11-{day}', 'X{day - 20}', 'ended', '2026-11-01T00:00:00.000Z')"
            );
            await bench.ExecuteAsync(
                $"INSERT INTO asked (night, volunteer_id, asked_at) SELECT '2026-11-{day}', id, '2026-11-{day}T11:00:00.000Z' FROM volunteer WHERE id <= 5"
            );
        }
        await bench.OpenTonightAsync();

        Assert.Equal(25, await AskedAsync(bench));
        Assert.Equal(0, await bench.CountAsync("asked WHERE night = '2026-12-01' AND volunteer_id <= 5"));
        bench.ItIs("2026-12-01 14:30");
        await MinuteAsync(bench);
        Assert.Equal(30, await AskedAsync(bench));
        Assert.Equal(
            5,
            await bench.CountAsync("asked WHERE night = '2026-12-01' AND reasons LIKE '%short-of-people%'")
        );
    }

    [DatabaseTheory]
    public async Task When_nobody_is_left_to_ask_the_coordinator_hears_it_with_what_to_do(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3, strategy: "All");
        await SaysAsync(bench, 2, "Nej");
        bench.ItIs("2026-12-01 13:59");
        await MinuteAsync(bench);
        Assert.DoesNotContain("ShiftsUnfilled", await bench.AlertsAsync());

        bench.ItIs("2026-12-01 14:00");
        await MinuteAsync(bench);
        await MinuteAsync(bench);

        var alert = Assert.Single(
            await bench.QueryAsync<string>(
                "SELECT text FROM outbox WHERE purpose = 'alert' AND channel = 'sms' AND recipient = 'coordinator:c1' AND text LIKE '%saknar folk%'"
            )
        );
        Assert.Contains("Natten tis 1/12 mot ons 2/12 saknar folk: 0 av 1 på kväll (A1). 3 tillfrågade, 1 nej.", alert);
        Assert.Contains("ring dem som inte svarat", alert);
    }

    [DatabaseTheory]
    public async Task A_night_that_opens_late_in_the_evening_wakes_nobody_and_the_coordinator_hears_it(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5, opens: false, shift: "Morning");
        bench.ItIs("2026-12-01 22:10");
        await bench.OpenTonightAsync();
        await MinuteAsync(bench);

        // Not even as asked: who has not heard of it would be passed over in the morning.
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'call-volunteer'"));
        Assert.Equal(0, await AskedAsync(bench));
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
        Assert.Contains("ShiftsUnfilled", await bench.AlertsAsync());

        bench.ItIs("2026-12-02 07:00");
        await MinuteAsync(bench);
        Assert.Equal(5, await bench.CountAsync("outbox WHERE purpose = 'call-volunteer'"));
    }

    [DatabaseTheory]
    public async Task A_wave_that_is_due_when_people_sleep_waits_for_the_morning(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 0, opens: false, shift: "Morning");
        await bench.AddVolunteersAsync(60);
        bench.ItIs("2026-12-01 21:45");
        await bench.OpenTonightAsync();
        var first = await AskedAsync(bench);
        Assert.InRange(first, 1, 59);

        bench.ItIs("2026-12-01 22:15");
        await MinuteAsync(bench);
        bench.ItIs("2026-12-02 06:59");
        await MinuteAsync(bench);
        Assert.Equal(first, await AskedAsync(bench));

        bench.ItIs("2026-12-02 07:00");
        await MinuteAsync(bench);
        Assert.True(await AskedAsync(bench) > first);
    }

    [DatabaseTheory]
    public async Task A_second_wave_asks_nobody_of_the_first_though_the_clock_runs_while_it_is_written(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 0, opens: false);
        await bench.AddVolunteersAsync(40);
        bench.Clock.PerLook = TimeSpan.FromMilliseconds(3);
        await bench.OpenTonightAsync();
        bench.Clock.PerLook = TimeSpan.Zero;

        bench.ItIs("2026-12-01 12:40");
        await MinuteAsync(bench);

        Assert.True(await AskedAsync(bench) > 13);
        Assert.Equal(await AskedAsync(bench), await bench.CountAsync("outbox WHERE purpose = 'call-volunteer'"));
    }

    [DatabaseTheory]
    public async Task A_night_that_opens_full_asks_with_the_words_of_an_open_night_when_a_place_is_given_back(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider, volunteers: 0, opens: false);
        await bench.AddVolunteersAsync(5);
        var night = bench.Tonight.Next;
        await bench.DoAsync(s => bench.Get<Opening.CallOut>().GiveEarlyNoticeAsync(s, night, default));
        await bench.SendEverythingAsync();
        await SaysAsync(bench, 1, "A1");
        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();
        Assert.Empty(await bench.ToldAsync("call-volunteer"));

        bench.ItIs("2026-12-02 13:00");
        await SaysAsync(bench, 1, "måste avboka, sjuk");
        await MinuteAsync(bench);

        Assert.NotEmpty(await bench.ToldAsync("call-volunteer"));
        Assert.DoesNotContain("volunteer:1", await bench.ToldAsync("call-volunteer"));
    }

    [DatabaseTheory]
    public async Task That_a_night_may_open_is_told_once_and_that_it_opens_is_told_again(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 4, opens: false);
        async Task AnnounceAsync() =>
            await bench.DoAsync(s => bench.Get<Opening.CallOut>().GiveEarlyNoticeAsync(s, bench.Tonight, default));
        await AnnounceAsync();
        await AnnounceAsync();
        Assert.Equal(4, await bench.CountAsync("outbox WHERE purpose = 'early-notice'"));

        await bench.OpenTonightAsync();

        Assert.Equal(4, await bench.CountAsync("outbox WHERE purpose = 'call-volunteer'"));
        Assert.Equal(4, await AskedAsync(bench));
    }

    [DatabaseTheory]
    public async Task An_ask_remembers_why(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3, strategy: "All");
        Assert.Equal(["never-asked"], await bench.QueryAsync<string>("SELECT DISTINCT reasons FROM asked"));
    }

    /// <summary>One place, in the evening or in another shift.</summary>
    private static async Task<CoreBench> OpenAsync(
        string provider,
        int volunteers,
        string strategy = "Waves",
        bool opens = true,
        string shift = "Evening"
    )
    {
        var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Asking:Strategy", strategy),
                ("Ekn:Asking:ExpectedYesPercent", "10"),
                ("Ekn:Shifts:Evening:Heads", "0"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
                ($"Ekn:Shifts:{shift}:Heads", "1"),
            ]
        );
        await bench.AddVolunteersAsync(volunteers);
        if (opens)
        {
            await bench.OpenTonightAsync();
        }
        return bench;
    }

    private static Task<long> AskedAsync(CoreBench bench) => bench.CountAsync("asked WHERE night = '2026-12-01'");

    private static async Task SaysAsync(CoreBench bench, long id, string text)
    {
        await bench
            .Get<Inbox>()
            .ReceiveAsync(Guid.NewGuid().ToString(), "sms", CoreBench.PhoneOf((int)id), text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }

    private static Task MinuteAsync(CoreBench bench) => bench.Get<FollowUp>().RunAsync(default);
}
