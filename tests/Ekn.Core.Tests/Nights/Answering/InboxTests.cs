using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Answering;

public sealed class InboxTests
{
    private const string Stranger = "+46701740697";

    [DatabaseTheory]
    public async Task A_message_that_is_delivered_twice_is_stored_once(string provider)
    {
        await using var bench = await StartAsync(provider);

        var stored = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReceiveAsync(bench, "SM1", 1, "A1")))
        );

        Assert.Single(stored, true);
        Assert.Equal(1, await bench.CountAsync("inbound"));
        await HandleAsync(bench);
        Assert.False(await ReceiveAsync(bench, "SM1", 1, "A1"));
        Assert.Equal(0, await HandleAsync(bench));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("booked"));
    }

    [DatabaseTheory]
    public async Task One_text_that_comes_as_two_messages_has_one_effect(string provider)
    {
        await using var bench = await StartAsync(provider);
        await ReceiveAsync(bench, "SM1", 1, "A1");
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await ReceiveAsync(bench, "SM2", 1, "A1");
        // The same words from another phone, or later, are an answer of their own.
        await ReceiveAsync(bench, "SM3", 2, "A1");
        Assert.Equal(3, await HandleAsync(bench));
        bench.Clock.Advance(TimeSpan.FromSeconds(31));
        await ReceiveAsync(bench, "SM4", 1, "A1");
        await HandleAsync(bench);

        Assert.Equal(
            ["signup", "twin", "signup", "nothing"],
            await bench.QueryAsync<string>("SELECT reading FROM inbound ORDER BY id")
        );
        Assert.Equal(["volunteer:1", "volunteer:2"], await bench.ToldAsync("booked"));
    }

    [DatabaseTheory]
    public async Task Who_takes_a_shift_leaves_it_and_takes_it_again_at_once_has_it(string provider)
    {
        await using var bench = await StartAsync(provider);
        foreach (var (id, text) in new[] { ("SM1", "A1"), ("SM2", "avboka A1"), ("SM3", "A1") })
        {
            await ReceiveAsync(bench, id, 1, text);
            bench.Clock.Advance(TimeSpan.FromSeconds(5));
        }
        await HandleAsync(bench);

        Assert.Equal(
            ["signup", "withdraw", "signup"],
            await bench.QueryAsync<string>("SELECT reading FROM inbound ORDER BY id")
        );
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(["volunteer:1", "volunteer:1"], await bench.ToldAsync("booked"));
    }

    [DatabaseTheory]
    public async Task Each_of_several_texts_that_come_doubled_has_one_effect(string provider)
    {
        await using var bench = await StartAsync(provider);
        foreach (var (id, text) in new[] { ("1", "A1"), ("2", "AVBOKA"), ("3", "A1") })
        {
            await ReceiveAsync(bench, $"SM{id}a", 1, text);
            await ReceiveAsync(bench, $"SM{id}b", 1, text);
            // What somebody else writes lies not between them.
            await ReceiveAsync(bench, $"SM{id}c", 2, id);
            await ReceiveAsync(bench, $"SM{id}d", 1, text);
        }
        await HandleAsync(bench);

        Assert.Equal(
            ["signup", "twin", "twin", "withdraw", "twin", "twin", "signup", "twin", "twin"],
            await bench.QueryAsync<string>(
                "SELECT reading FROM inbound WHERE sender = @sender ORDER BY id",
                new { sender = CoreBench.PhoneOf(1) }
            )
        );
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
    }

    /// <summary>What we decided: nobody can tell it from a third text, and the person hears what it did.</summary>
    [DatabaseTheory]
    public async Task A_double_that_comes_after_another_text_of_the_number_is_read_as_its_own(string provider)
    {
        await using var bench = await StartAsync(provider);
        await ReceiveAsync(bench, "SM1a", 1, "A1");
        await ReceiveAsync(bench, "SM2a", 1, "AVBOKA");
        await ReceiveAsync(bench, "SM1b", 1, "A1");
        await ReceiveAsync(bench, "SM2b", 1, "AVBOKA");
        await HandleAsync(bench);

        // Where all that was written comes doubled, it ends as the person ended it, and each step is told.
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(2, (await bench.ToldAsync("booked")).Count);
        Assert.Equal(2, (await bench.ToldAsync("withdrawn")).Count);
    }

    [DatabaseTheory]
    public async Task A_text_that_cannot_be_handled_is_set_aside_and_blocks_nobody(string provider)
    {
        await using var bench = await StartAsync(provider);
        await ReceiveAsync(bench, "SM1", 1, "A1");
        await ReceiveAsync(bench, "SM2", 2, "A2");
        // Volunteer 1 has a language that no text is written in: handling fails on the way, after the booking.
        await bench.ExecuteAsync("UPDATE volunteer SET language = 'xx' WHERE id = 1");

        await HandleAsync(bench);

        Assert.Equal(
            ["failed 3", "handled 0"],
            await bench.QueryAsync<string>("SELECT state || ' ' || attempts FROM inbound ORDER BY id")
        );
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id = 1")); // all of it or nothing
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 2"));
        Assert.Contains("ReplyFailed", await bench.AlertsAsync());
        Assert.Equal(0, await HandleAsync(bench));
    }

    [DatabaseTheory]
    public async Task Several_workers_handle_each_text_once(string provider)
    {
        await using var bench = await StartAsync(provider);
        for (var i = 1; i <= 20; i++)
        {
            await ReceiveAsync(bench, $"SM{i}", i, $"A{(i % 3) + 1}");
        }

        var handled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => HandleAsync(bench))));

        Assert.Equal(20, handled.Sum());
        Assert.Equal(20, await bench.CountAsync("inbound WHERE state = 'handled'"));
        Assert.Equal(20, await bench.CountAsync("outbox WHERE purpose IN ('booked', 'full-waiting')"));
        Assert.Equal(20, await bench.CountAsync("booking_event"));
    }

    [DatabaseTheory]
    public async Task What_one_person_writes_is_handled_in_order_however_many_workers_there_are(string provider)
    {
        await using var bench = await StartAsync(provider);
        for (var i = 1; i <= 6; i++)
        {
            await ReceiveAsync(bench, $"SM{i}a", i, "A1");
            await ReceiveAsync(bench, $"SM{i}b", i, "A1"); // its twin
            await ReceiveAsync(bench, $"SM{i}c", i, "avboka A1");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => HandleAsync(bench))));
        await HandleAsync(bench);

        Assert.Equal(6, await bench.CountAsync("inbound WHERE reading = 'twin'"));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(0, await bench.CountAsync("inbound WHERE state <> 'handled'"));
    }

    [DatabaseTheory]
    public async Task A_stranger_is_answered_once_a_day_and_a_person_reads_it(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", Stranger, "A1", default);
        await bench.Get<Inbox>().ReceiveAsync("SM2", "sms", Stranger, "hallå?", default);
        await HandleAsync(bench);

        var reply = Assert.Single(await bench.ToldAsync("unknown-number"));
        // The number is where it is sent to, and in no key that logs and pages may show.
        Assert.DoesNotContain(Stranger, reply);
        Assert.Equal(0, await bench.CountAsync($"outbox WHERE message_key LIKE '%{Stranger}%'"));
        Assert.Equal(2, await bench.CountAsync("inbound WHERE state = 'inbox' AND role = 'nobody'"));
        Assert.Equal(["ReplyNeedsPerson", "ReplyNeedsPerson"], await bench.AlertsAsync());
        Assert.Equal(["alert coordinator:c1", "alert coordinator:c2"], await bench.LettersAsync("alert"));
    }

    [DatabaseTheory]
    [InlineData("+46701740608")]
    [InlineData("+46701740607")]
    public async Task That_a_church_or_a_site_lead_said_STOP_is_seen_by_a_person(string provider, string phone)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", phone, "STOPP", default);
        await bench.Get<Inbox>().HandleNewAsync(default);

        Assert.Equal(1, await bench.CountAsync("stopped"));
        Assert.Equal(["ReplyNeedsPerson"], await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_coordinator_who_stops_twice_is_raised_twice(string provider)
    {
        await using var bench = await StartAsync(provider);
        foreach (var (id, word) in new[] { ("SM1", "STOPP"), ("SM2", "START"), ("SM3", "STOPP") })
        {
            await bench.Get<Inbox>().ReceiveAsync(id, "sms", "+46701740605", word, default);
            await HandleAsync(bench);
            Assert.Equal(word == "STOPP", (await bench.AlertsAsync()).Contains("CoordinatorStopped"));
            bench.Clock.Advance(TimeSpan.FromHours(2));
        }
        Assert.Equal(2, await bench.CountAsync("outbox WHERE purpose = 'alert' AND recipient = 'coordinator:c2'"));
    }

    [DatabaseTheory]
    public async Task A_church_that_has_answered_is_not_silent_any_more(string provider)
    {
        await using var bench = await StartAsync(provider);
        bench.ItIs("2026-12-01 14:30");
        await bench.Get<Jobs.FollowUp>().RunAsync(default);
        await bench.Get<Jobs.FollowUp>().RunAsync(default);
        Assert.Single(await bench.AlertsAsync(), "ChurchSilent");

        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", "+46701740608", "JA", default);
        await HandleAsync(bench);

        Assert.DoesNotContain("ChurchSilent", await bench.AlertsAsync());
        Assert.Equal(["premises:1"], await bench.ToldAsync("church-yes"));
    }

    [Fact]
    public void A_text_gives_away_neither_number_nor_words() =>
        Assert.Equal(
            "inbound 5",
            new InboundText
            {
                Id = 5,
                Sender = Stranger,
                Text = "A1",
            }.ToString()
        );

    /// <summary>Tonight is open, with twenty volunteers.</summary>
    [DatabaseTheory]
    public async Task A_church_contact_who_is_a_volunteer_too_is_heard_as_both(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET phone = '+46701740620' WHERE id = 1");

        await ReceiveAsync(bench, "SM1", 1, "A1");
        await ReceiveAsync(bench, "SM2", 1, "JA");
        await ReceiveAsync(bench, "SM3", 1, "A2");
        await HandleAsync(bench);

        Assert.Equal(
            ["volunteer signup", "church yes", "volunteer signup"],
            await bench.QueryAsync<string>("SELECT role || ' ' || reading FROM inbound ORDER BY id")
        );
        Assert.Equal(2, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("night_premises WHERE state = 'accepted'"));
    }

    [DatabaseTheory]
    public async Task That_somebody_booked_comes_late_changes_nothing_and_is_read_by_a_person(string provider)
    {
        await using var bench = await StartAsync(provider);
        await ReceiveAsync(bench, "SM1", 1, "A1");
        await ReceiveAsync(bench, "SM2", 1, "Kommer 10 min sent");
        await HandleAsync(bench);

        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(
            ["signup handled", "nothing inbox"],
            await bench.QueryAsync<string>("SELECT reading || ' ' || state FROM inbound ORDER BY id")
        );
    }

    [DatabaseTheory]
    public async Task That_STOP_was_heard_is_the_last_text_that_leaves_in_spite_of_it(string provider)
    {
        await using var bench = await StartAsync(provider);
        await ReceiveAsync(bench, "SM1", 1, "A1");
        await ReceiveAsync(bench, "SM2", 1, "STOPP");
        await HandleAsync(bench);

        Assert.Equal(
            ["stopped"],
            await bench.QueryAsync<string>(
                "SELECT purpose FROM outbox WHERE recipient = 'volunteer:1' AND obeys_stop = 0"
            )
        );
        Assert.Equal(["ReplyNeedsPerson"], await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_church_contact_who_leads_the_site_can_count(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET phone = '+46701740607' WHERE id = 1");
        bench.ItIs("2026-12-01 23:00");

        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", "+46701740607", "14K 23M", default);
        await HandleAsync(bench);

        Assert.Equal(1, await bench.CountAsync("guest_count WHERE women = 14 AND men = 23"));
    }

    [DatabaseTheory]
    public async Task An_answer_the_morning_after_hears_that_the_night_is_over_also_before_it_is_closed(string provider)
    {
        await using var bench = await StartAsync(provider);
        bench.ItIs("2026-12-02 09:30");

        await ReceiveAsync(bench, "SM1", 1, "A1");
        await HandleAsync(bench);

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("night-over"));
        Assert.Empty(await bench.ToldAsync("no-such-shift"));
    }

    [DatabaseTheory]
    public async Task Who_takes_a_weekday_for_good_on_that_day_has_tonight_too(string provider)
    {
        await using var bench = await StartAsync(provider);

        await ReceiveAsync(bench, "SM1", 1, "jag tar alla tisdagar kväll");
        await HandleAsync(bench);

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("standing-kept"));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
    }

    private static async Task<CoreBench> StartAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(20);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static Task<bool> ReceiveAsync(CoreBench bench, string id, int volunteer, string text) =>
        bench.Get<Inbox>().ReceiveAsync(id, "sms", CoreBench.PhoneOf(volunteer), text, default);

    private static Task<int> HandleAsync(CoreBench bench) => bench.Get<Inbox>().HandleNewAsync(default);
}
