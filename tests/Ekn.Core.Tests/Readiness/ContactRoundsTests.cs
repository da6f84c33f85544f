using Ekn.Core.Jobs;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Readiness;

public sealed class ContactRoundsTests
{
    private const string Anna = "coordinator:c1";

    [DatabaseTheory]
    public async Task Everyone_with_an_address_is_asked_once_by_each(string provider)
    {
        await using var bench = await StartAsync(provider);

        Assert.True(await AskAsync(bench));

        Assert.Equal(
            [
                "contact-test coordinator:c1",
                "contact-test coordinator:c1",
                "contact-test coordinator:c2",
                "contact-test sitelead:s1",
                "contact-test premises:1",
                "contact-test premises:2",
                "contact-test volunteer:1",
                "contact-test volunteer:2",
                "contact-test volunteer:3",
            ],
            await bench.LettersAsync()
        );
        Assert.Equal(1, await bench.CountAsync("change_event WHERE kind = 'contact-round'"));
    }

    [DatabaseTheory]
    public async Task Pressed_twice_or_by_two_at_once_it_is_sent_once(string provider)
    {
        await using var bench = await StartAsync(provider);

        Assert.Single(await Task.WhenAll(AskAsync(bench), AskAsync(bench), AskAsync(bench)), true);
        Assert.False(await AskAsync(bench));
        Assert.False(await AskAsync(bench, 1));

        Assert.Equal(9, (await bench.LettersAsync("contact-test")).Count);
        Assert.Equal(1, await bench.CountAsync("contact_round"));
    }

    [DatabaseTheory]
    public async Task An_old_form_starts_nothing_when_the_round_is_over(string provider)
    {
        await using var bench = await StartAsync(provider);
        await AskAsync(bench);
        bench.ItIs("2026-11-20 10:00");
        await RunAsync(bench);
        Assert.Equal(1, await bench.CountAsync("contact_round WHERE ended_at IS NOT NULL"));

        Assert.False(await AskAsync(bench));
        Assert.True(await AskAsync(bench, 1));
        Assert.Equal(18, (await bench.LettersAsync("contact-test")).Count);
    }

    [DatabaseTheory]
    public async Task Who_said_STOP_or_is_erased_is_not_asked_and_who_pauses_is(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE volunteer SET paused_until = '2027-01-01' WHERE id = 1");
        await bench.DoAsync(session => bench.Get<StopList>().StopAsync(session, CoreBench.PhoneOf(2), "sms", default));
        await bench.DoAsync(async session =>
            await bench
                .Get<Erasure>()
                .EraseAsync(
                    session,
                    (await bench.Get<VolunteerRegister>().FindAsync(session, 3, default))!,
                    Anna,
                    default
                )
        );

        await AskAsync(bench);

        Assert.Equal(["volunteer:1"], (await bench.ToldAsync("contact-test")).Where(key => key.StartsWith("vol")));
        Assert.DoesNotContain(await LinesAsync(bench), line => line.Key is "volunteer:2" or "volunteer:3");
    }

    [DatabaseTheory]
    public async Task A_shared_phone_gets_one_text_and_its_answer_reaches_all_who_share_it(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync(
            "UPDATE volunteer SET phone = @phone WHERE id = 2",
            new { phone = CoreBench.PhoneOf(1) }
        );

        await AskAsync(bench);
        Assert.Equal(1, await bench.CountAsync($"outbox WHERE address = '{CoreBench.PhoneOf(1)}'"));
        await SaysAsync(bench, CoreBench.PhoneOf(1), "OK");

        Assert.Equal(["volunteer:1", "volunteer:2"], await ReachedAsync(bench));
        // Who of them wrote is not asked: it does not matter.
        Assert.Empty(await bench.LettersAsync("who-are-you"));
        Assert.Single(await bench.LettersAsync("contact-thanks"));
    }

    [DatabaseTheory]
    public async Task Any_answer_at_all_reaches_and_none_of_them_books(string provider)
    {
        await using var bench = await StartAsync(provider);
        await AskAsync(bench);

        await SaysAsync(bench, CoreBench.PhoneOf(1), "ok");
        await SaysAsync(bench, CoreBench.PhoneOf(2), "vem är detta?");
        await SaysAsync(bench, CoreBench.PhoneOf(3), "STOPP");
        await SaysAsync(bench, "+46701740608", "Ok!");
        await SaysAsync(bench, "+46701740607", "👍");
        await SaysAsync(bench, "+46701740606", "ja");
        await SaysAsync(bench, "+46701740697", "OK");

        Assert.Equal(
            ["coordinator:c2", "premises:1", "sitelead:s1", "volunteer:1", "volunteer:2", "volunteer:3"],
            await ReachedAsync(bench)
        );
        Assert.Equal(0, await bench.CountAsync("booking_event"));
        Assert.Equal(4, (await bench.LettersAsync("contact-thanks")).Count);
        // A question is for a person, and a stranger is still one.
        Assert.Equal(2, await bench.CountAsync("inbound WHERE state = 'inbox'"));
        Assert.Equal(1, await bench.CountAsync("stopped WHERE via = 'sms'"));
    }

    [DatabaseTheory]
    public async Task While_a_call_is_open_an_OK_is_read_as_before(string provider)
    {
        await using var alone = await StartAsync(provider, "2026-12-01 12:00");
        await alone.OpenTonightAsync();
        await SaysAsync(alone, CoreBench.PhoneOf(1), "OK");
        await SaysAsync(alone, "+46701740608", "OK");
        await using var bench = await StartAsync(provider, "2026-12-01 12:00");
        await AskAsync(bench);
        await bench.OpenTonightAsync();

        await SaysAsync(bench, CoreBench.PhoneOf(1), "OK");
        await SaysAsync(bench, "+46701740608", "OK");

        const string Read = "SELECT role || ' ' || reading || ' ' || state FROM inbound ORDER BY id";
        Assert.Equal(await alone.QueryAsync<string>(Read), await bench.QueryAsync<string>(Read));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(["premises:1", "volunteer:1"], await ReachedAsync(bench));
        Assert.Empty(await bench.LettersAsync("contact-thanks"));
    }

    [DatabaseTheory]
    public async Task While_a_coordinator_is_asked_to_decide_an_OK_is_read_as_before(string provider)
    {
        await using var bench = await StartAsync(provider, "2026-12-01 12:00");
        await AskAsync(bench);
        await bench.AssessAsync(bench.Weather(-12));

        await SaysAsync(bench, "+46701740605", "OK");

        Assert.NotNull((await bench.DecisionAsync()).Pending);
        Assert.Equal([Anna], await bench.ToldAsync("coordinator-unclear"));
        Assert.Equal([Anna], await ReachedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Without_a_test_an_OK_is_read_as_before(string provider)
    {
        await using var bench = await StartAsync(provider);
        await SaysAsync(bench, CoreBench.PhoneOf(1), "OK");
        Assert.Empty(await bench.LettersAsync("contact-thanks"));
        Assert.Equal(["volunteer"], await bench.QueryAsync<string>("SELECT role FROM inbound"));
    }

    [DatabaseTheory]
    public async Task Who_has_not_answered_is_reminded_once_on_each_channel_and_nobody_else(string provider)
    {
        await using var bench = await StartAsync(provider);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        await SaysAsync(bench, CoreBench.PhoneOf(1), "OK");
        // Anna answered by text: her silent email is not reminded of.
        await SaysAsync(bench, "+46701740605", "OK");
        await bench.Get<ContactRounds>().SpokeAsync("premises:1", Anna, default);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'failed' WHERE recipient = 'volunteer:2'");
        bench.ItIs("2026-10-24 10:00");
        await RunAsync(bench);
        Assert.Empty(await bench.LettersAsync("contact-test-reminder"));

        for (var day = 25; day < 30; day++)
        {
            bench.ItIs($"2026-10-{day} 10:00");
            await RunAsync(bench);
        }

        Assert.Equal(
            [
                "contact-test-reminder coordinator:c2",
                "contact-test-reminder sitelead:s1",
                "contact-test-reminder premises:2",
                "contact-test-reminder volunteer:3",
            ],
            await bench.LettersAsync("contact-test-reminder")
        );
    }

    [DatabaseTheory]
    public async Task What_became_of_the_reminder_is_seen_also_where_another_of_a_shared_phone_got_it(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.AddVolunteersAsync(7);
        await bench.ExecuteAsync(
            "UPDATE volunteer SET phone = @phone WHERE id IN (9, 10)",
            new { phone = CoreBench.PhoneOf(9) }
        );
        await AskAsync(bench);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'expired'");
        bench.ItIs("2026-10-25 10:00");
        await RunAsync(bench);
        await bench.SendEverythingAsync();

        var shared = (await LinesAsync(bench)).Where(line => line.Key is "volunteer:9" or "volunteer:10");

        Assert.Equal(["delivered", "delivered"], shared.Select(line => Assert.Single(line.Ways).State));
    }

    [DatabaseTheory]
    public async Task A_number_that_is_put_right_is_asked_the_day_after(string provider)
    {
        await using var bench = await StartAsync(provider);
        await AskAsync(bench);
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740655' WHERE id = 2");
        bench.ItIs("2026-10-21 10:00");
        await RunAsync(bench);
        await RunAsync(bench);

        Assert.Equal(1, await bench.CountAsync("outbox WHERE address = '+46701740655'"));
        await SaysAsync(bench, "+46701740655", "OK");
        Assert.Equal(["volunteer:2"], await ReachedAsync(bench));
    }

    [DatabaseTheory]
    public async Task The_list_says_in_order_whom_we_did_not_reach_and_why(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET phone = NULL WHERE id = 2");
        await AskAsync(bench);
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'failed', accepted_at = NULL WHERE recipient = 'volunteer:1'"
        );
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered' WHERE recipient = 'volunteer:2'");
        await bench.ExecuteAsync("UPDATE outbox SET state = 'expired' WHERE recipient = 'volunteer:3'");
        await NightOfAsync(bench, 3);
        await SaysAsync(bench, "+46701740606", "OK");

        var lines = await LinesAsync(bench);

        Assert.Equal(
            [
                "coordinator:c1 waiting waiting",
                "coordinator:c2 reply",
                "sitelead:s1 waiting",
                "premises:1 waiting",
                "premises:2",
                "volunteer:3 expired",
                "volunteer:1 bad-address",
                "volunteer:2 delivered",
            ],
            lines.Select(line => $"{line.Key} {string.Join(' ', line.Ways.Select(way => way.State))}".Trim())
        );
        Assert.Equal(["coordinator:c2"], lines.Where(line => line.IsReached).Select(line => line.Key));
    }

    [DatabaseTheory]
    public async Task Spoken_with_once_is_reached_and_written_once(string provider)
    {
        await using var bench = await StartAsync(provider);
        Assert.False(await bench.Get<ContactRounds>().SpokeAsync("volunteer:1", Anna, default));
        await AskAsync(bench);

        Assert.True(await bench.Get<ContactRounds>().SpokeAsync("volunteer:1", Anna, default));
        Assert.True(await bench.Get<ContactRounds>().SpokeAsync("volunteer:1", "coordinator:c2", default));
        Assert.False(await bench.Get<ContactRounds>().SpokeAsync("volunteer:77", Anna, default));

        Assert.Equal(["volunteer:1"], await ReachedAsync(bench));
        Assert.Equal(
            ["coordinator:c1 volunteer:1"],
            await bench.QueryAsync<string>(
                "SELECT actor || ' ' || subject FROM change_event WHERE kind = 'spoken-with'"
            )
        );
    }

    [DatabaseTheory]
    public async Task Who_is_erased_leaves_no_address_in_the_test(string provider)
    {
        await using var bench = await StartAsync(provider);
        await AskAsync(bench);
        await bench.DoAsync(async session =>
            await bench
                .Get<Erasure>()
                .EraseAsync(
                    session,
                    (await bench.Get<VolunteerRegister>().FindAsync(session, 2, default))!,
                    Anna,
                    default
                )
        );

        Assert.Equal(0, await bench.CountAsync($"contact_address WHERE address = '{CoreBench.PhoneOf(2)}'"));
        Assert.DoesNotContain(await LinesAsync(bench), line => line.Key == "volunteer:2");
    }

    [DatabaseTheory]
    public async Task From_mid_October_a_test_that_was_not_made_since_summer_is_proposed_once(string provider)
    {
        await using var bench = await StartAsync(provider, "2026-05-01 10:00");
        await AskAsync(bench);
        foreach (var day in new[] { "2026-06-15 10:00", "2026-10-14 10:00" })
        {
            bench.ItIs(day);
            await RunAsync(bench);
            Assert.Empty(await bench.AlertsAsync());
        }
        foreach (var day in new[] { "2026-10-15 10:00", "2026-10-16 10:00" })
        {
            bench.ItIs(day);
            await RunAsync(bench);
            Assert.Equal(["ContactTestDue"], await bench.AlertsAsync());
        }
        Assert.Single(await bench.LettersAsync("alert"), "alert coordinator:c1");

        Assert.True(await AskAsync(bench, 1));
        Assert.Empty(await bench.AlertsAsync());
        bench.ItIs("2026-10-17 10:00");
        await RunAsync(bench);
        Assert.Empty(await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task In_the_season_nobody_is_told_that_a_test_is_due(string provider)
    {
        await using var bench = await StartAsync(provider, "2026-11-01 10:00");
        await RunAsync(bench);
        Assert.Empty(await bench.AlertsAsync());
    }

    private static async Task<CoreBench> StartAsync(string provider, string start = "2026-10-20 10:00")
    {
        var bench = await CoreBench.NewAsync(provider, start);
        await bench.AddVolunteersAsync(3);
        return bench;
    }

    private static Task<bool> AskAsync(CoreBench bench, long seen = 0) =>
        bench.Get<ContactRounds>().StartAsync(seen, Anna, default);

    private static Task RunAsync(CoreBench bench) =>
        bench
            .Get<IEnumerable<IRound>>()
            .Single(round => round.Name == "readiness")
            .RunAsync(bench.Clock.UtcNow, default);

    private static async Task<IReadOnlyList<ContactLine>> LinesAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        var round = await bench.Get<ContactRounds>().LatestAsync(session, default);
        return await bench.Get<ContactList>().ReadAsync(session, round!.Id, default);
    }

    private static async Task<IReadOnlyList<string>> ReachedAsync(CoreBench bench) =>
        [
            .. (await LinesAsync(bench))
                .Where(line => line.IsReached)
                .Select(line => line.Key)
                .Order(StringComparer.Ordinal),
        ];

    private static async Task NightOfAsync(CoreBench bench, long volunteer)
    {
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-02-01', 'Q', 'ended', @now)",
            new { now = bench.Clock.UtcNow }
        );
        await bench.ExecuteAsync(
            "INSERT INTO night_premises (night, premises_id, capacity, state) VALUES ('2026-02-01', 1, 40, 'accepted')"
        );
        await bench.ExecuteAsync(
            """
            INSERT INTO shift (night, night_premises_id, kind, starts_at, ends_at, heads)
            SELECT night, id, 1, @now, @now, 1 FROM night_premises
            """,
            new { now = bench.Clock.UtcNow }
        );
        await bench.ExecuteAsync(
            "INSERT INTO place (shift_id, number, volunteer_id) SELECT id, 1, @volunteer FROM shift",
            new { volunteer }
        );
    }

    private static async Task SaysAsync(CoreBench bench, string sender, string text)
    {
        bench.Clock.Advance(TimeSpan.FromSeconds(40));
        await bench.Get<Inbox>().ReceiveAsync($"SM{Guid.NewGuid()}", "sms", sender, text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }
}
