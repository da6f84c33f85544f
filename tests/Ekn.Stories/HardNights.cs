using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

/// <summary>Clock changes, New Year, restarts and broken providers.</summary>
public sealed class HardNights
{
    private const string Unread = "SELECT COUNT(*) FROM inbound WHERE state = 'inbox'";

    [DatabaseTheory]
    public async Task New_year_is_a_night_like_any_other(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-31T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-31T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        Assert.Contains("natten tor 31/12 mot fre 1/1", town.LastTextTo(Cast.Vera));

        await town.MoveToAsync("2027-01-01T00:30");
        await town.SaysAsync(Cast.Sara, "2K 3M");
        Assert.Contains("natten tor 31/12 mot fre 1/1", town.LastTextTo(Cast.Sara));
        await town.MoveToAsync("2027-01-01T09:00");
        Assert.Equal(NightState.Ended, (await town.NightAsync("2026-12-31"))!.State);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task The_night_that_the_clocks_go_forward_has_no_two_o_clock(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2027-03-27T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2027-03-27T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A2");
        Assert.Contains("natt lör 27/3 22:00 till 06:00", town.LastTextTo(Cast.Vera));

        await town.MoveToAsync("2027-03-28T03:00");
        await town.SaysAsync(Cast.Sara, "2K 3M");
        await town.MoveToAsync("2027-03-28T09:00");

        Assert.Equal(NightState.Ended, (await town.NightAsync("2027-03-27"))!.State);
        Assert.Contains("5 gäster", town.MailsTo(Cast.Carin)[^1].Text);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_worker_that_was_down_at_noon_decides_once_when_it_is_back(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:40");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));

        // Down from 11:40 to 13:20, then back, and restarted twice more.
        town.Clock.Advance(TimeSpan.FromMinutes(100));
        await town.LetItHappenAsync();
        await town.LetItHappenAsync();
        await town.LetItHappenAsync();

        Assert.Single(town.TextsTo(Cast.Anna));
        Assert.Contains("ÖPPNA", town.LastTextTo(Cast.Anna));
        Assert.Equal(1, await CountAsync(town, "SELECT COUNT(*) FROM job_run WHERE job = 'noon' AND outcome = 'done'"));
        Assert.Equal(1, await CountAsync(town, "SELECT COUNT(*) FROM decision_event"));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_worker_that_is_back_only_in_the_evening_leaves_it_to_a_person(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:40");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));

        town.Clock.UtcNow = town.Time.At(new DateOnly(2026, 12, 1), new TimeOnly(19, 0));
        await town.LetItHappenAsync();

        Assert.Contains(town.TextsTo(Cast.Anna), text => text.Contains("Bestäm för hand", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task The_gateway_takes_a_text_and_never_says_so(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        town.Gateway.Faults.To(Cast.Anna.Phone!, new GatewayFault.NoAnswer(Accepts: true));

        await town.GiveUpAsync(town.MoveToAsync("2026-12-01T12:00"));
        town.Gateway.Faults.To(Cast.Anna.Phone!, null);
        await town.MoveToAsync("2026-12-01T12:20");

        Assert.Single(town.TextsTo(Cast.Anna));
        await town.SaysAsync(Cast.Anna, "JA");
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_worker_that_is_killed_during_the_call_loses_nothing_and_sends_nothing_twice(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58", Cast.Volunteers);
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.Gateway.Phone(Cast.Anna.Phone!).SendAsync("JA A");

        // Some texts are taken and answered, some are taken and the answer never comes.
        town.Gateway.Faults.Next(new GatewayFault.Slow(TimeSpan.Zero), 10);
        town.Gateway.Faults.Next(new GatewayFault.NoAnswer(Accepts: true), 5);
        await town.KillWorkerWhileSendingAsync(afterTexts: 15);
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        await town.MoveToAsync("2026-12-01T12:30");

        foreach (var person in Cast.Volunteers.Where(one => one.Phone is not null && one != Cast.Sixten))
        {
            var calls = town.TextsTo(person)
                .Count(text =>
                    text.Contains("natten tis 1/12", StringComparison.Ordinal)
                    || text.Contains("the night Tue 1/12", StringComparison.Ordinal)
                );
            // Once also where two share a phone: the one text names them both.
            Assert.Equal(1, calls);
        }
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_gateway_that_is_down_for_an_hour_loses_nothing(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        town.Gateway.Faults.Always(new GatewayFault.TooManyRequests());
        await town.MoveToAsync("2026-12-01T12:45");
        Assert.Empty(town.TextsTo(Cast.Anna));
        Assert.Single(town.MailsTo(Cast.Anna), mail => mail.Subject.Contains("ÖPPNA", StringComparison.Ordinal));
        Assert.Contains(
            town.MailsTo(Cast.Anna),
            mail => mail.Text!.Contains("tar inte emot våra sms", StringComparison.Ordinal)
        );

        town.Gateway.Faults.Always(null);
        await town.MoveToAsync("2026-12-01T14:00");

        // The question fell away when it took effect at 13:00; what stands is told, and everyone is called.
        Assert.Single(town.TextsTo(Cast.Anna), text => text.Contains("ÖPPET natten", StringComparison.Ordinal));
        Assert.DoesNotContain(town.TextsTo(Cast.Anna), text => text.Contains("ÖPPNA natten", StringComparison.Ordinal));
        Assert.Single(town.TextsTo(Cast.Viktor), text => text.Contains("ÖPPET natten", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_site_lead_who_forgets_is_reminded_once_and_then_the_coordinator_sees_it(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-12) },
                otherNights: new NightLow(0)
            )
        );
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");

        await town.MoveToAsync("2026-12-02T09:00");
        Assert.Single(town.TextsTo(Cast.Sara), text => text.Contains("Hur många gäster", StringComparison.Ordinal));
        Assert.Contains(
            town.MailsTo(Cast.Anna),
            mail => mail.Text!.Contains("är inte rapporterat", StringComparison.Ordinal)
        );
        Assert.Equal(NightState.Open, (await town.NightAsync("2026-12-01"))!.State);

        // At half past ten she answers after all, with an incident, and at noon the night is closed with her count.
        await town.MoveToAsync("2026-12-02T10:30");
        await town.SaysAsync(Cast.Sara, "14 kvinnor 23 män 1 hot 2 avvisade");
        Assert.Contains(town.TextsTo(Cast.Sara), text => text.Contains("Avvisade 2. 1 hot", StringComparison.Ordinal));
        Assert.Contains(town.TextsTo(Cast.Sara), text => text.Contains("nolltolerans", StringComparison.Ordinal));
        await town.MoveToAsync("2026-12-02T12:00");
        Assert.Contains("37 gäster", town.MailsTo(Cast.Carin)[^1].Text);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_that_is_closed_at_three_wakes_nobody_in_vain_and_is_reported(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-12) },
                otherNights: new NightLow(0)
            )
        );
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.SaysAsync(Cast.Wilma, "A3");
        await town.MoveToAsync("2026-12-02T01:00");
        await town.SaysAsync(Cast.Sara, "3K 4M");
        await town.MoveToAsync("2026-12-02T03:00");
        await town.SaysAsync(Cast.Anna, "STÄNG A vattenläcka");

        // Who is there, who is on the way and the house hear it now; who has been there or was only asked is let sleep.
        foreach (var person in new[] { Cast.Viktor, Cast.Wilma, Cast.Sara, Cast.Churches["Norrmalmskyrkan"] })
        {
            Assert.Contains("slutar i förtid", town.LastTextTo(person));
        }
        Assert.Contains("slutar i förtid", town.MailsTo(Cast.Carin)[^1].Text);
        Assert.DoesNotContain("slutar i förtid", town.LastTextTo(Cast.Vera));
        Assert.DoesNotContain("slutar i förtid", town.LastTextTo(Cast.Xerxes));
        Assert.Equal(NightState.Ended, (await town.NightAsync("2026-12-01"))!.State);

        // Two guests more than were counted slept there, and Sara can still say so.
        await town.SaysAsync(Cast.Sara, "5K 4M");
        Assert.Contains("Noterat Norrmalmskyrkan", town.LastTextTo(Cast.Sara));
        await town.MoveToAsync("2026-12-02T07:05");
        Assert.Contains("slutar i förtid", town.LastTextTo(Cast.Vera));
        Assert.Contains("slutar i förtid", town.LastTextTo(Cast.Xerxes));

        await town.MoveToAsync("2026-12-02T12:05");
        Assert.Single(town.MailsTo(Cast.Carin), mail => mail.Text!.Contains("hade 9 gäster", StringComparison.Ordinal));
        Assert.Contains("9 gäster", town.LastTextTo(Cast.Viktor));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_site_lead_who_falls_ill_reaches_a_person(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA A");

        await town.SaysAsync(Cast.Sara, "Tack!");
        Assert.DoesNotContain(town.TextsTo(Cast.Sara), text => text.Contains("förstod", StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync(town, Unread));

        await town.SaysAsync(Cast.Sara, "Jag är sjuk och kan inte i natt");
        Assert.Contains("läser en människa", town.LastTextTo(Cast.Sara));
        Assert.Equal(1, await CountAsync(town, Unread));
        Assert.Contains(
            town.MailsTo(Cast.Anna),
            mail => mail.Text!.Contains("behöver läsas av en människa", StringComparison.Ordinal)
        );
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_that_is_closed_at_three_before_anybody_was_counted_was_held_all_the_same(string provider)
    {
        await using var story = await OneColdNightAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.MoveToAsync("2026-12-02T03:00");
        await town.SaysAsync(Cast.Anna, "STÄNG A vattenläcka");

        // Its doors have been open since six in the evening: it ends, and nobody is woken to hear that it is off.
        Assert.Equal(NightState.Ended, (await town.NightAsync("2026-12-01"))!.State);
        Assert.Contains("slutar i förtid", town.LastTextTo(Cast.Viktor));
        Assert.DoesNotContain("slutar i förtid", town.LastTextTo(Cast.Xerxes));
        Assert.DoesNotContain(town.TextsTo(Cast.Xerxes), text => text.Contains("INSTÄLLT", StringComparison.Ordinal));

        // The count is asked for and waited for, as after any other night.
        await town.MoveToAsync("2026-12-02T09:05");
        Assert.Single(town.TextsTo(Cast.Sara), text => text.Contains("Hur många gäster", StringComparison.Ordinal));
        Assert.DoesNotContain(
            town.MailsTo(Cast.Carin),
            mail => mail.Subject.Contains("Så gick", StringComparison.Ordinal)
        );
        await town.SaysAsync(Cast.Sara, "5K 4M");
        Assert.Contains("Noterat Norrmalmskyrkan", town.LastTextTo(Cast.Sara));
        await town.MoveToAsync("2026-12-02T12:05");
        Assert.Single(town.MailsTo(Cast.Carin), mail => mail.Text!.Contains("hade 9 gäster", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_that_is_closed_before_its_doors_open_is_called_off(string provider)
    {
        await using var story = await OneColdNightAsync(provider);
        var town = story.Town;
        await town.MoveToAsync("2026-12-01T17:55");
        await town.SaysAsync(Cast.Anna, "STÄNG A vattenläcka");

        Assert.Equal(NightState.Off, (await town.NightAsync("2026-12-01"))!.State);
        Assert.Contains("INSTÄLLT", town.LastTextTo(Cast.Xerxes));
        await town.MoveToAsync("2026-12-02T12:05");
        Assert.DoesNotContain(
            town.TextsTo(Cast.Sara),
            text => text.Contains("Hur många gäster", StringComparison.Ordinal)
        );
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_that_never_had_a_room_was_not_held_however_late_it_is_closed(string provider)
    {
        await using var story = await OneColdNightAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "NEJ A");
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "NEJ A");
        await town.MoveToAsync("2026-12-01T18:30");
        await town.SaysAsync(Cast.Anna, "STÄNG A lokal saknas");

        Assert.Equal(NightState.Off, (await town.NightAsync("2026-12-01"))!.State);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_night_that_is_opened_by_mistake_at_midnight_and_closed_at_once_was_not_held(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(0));
        await town.MoveToAsync("2026-12-02T00:00");
        foreach (var kind in new[] { AnswerKind.Open, AnswerKind.Close })
        {
            var answer = new Answer("coordinator:c1", "web", kind, "fel knapp", null, town.Clock.UtcNow);
            Assert.IsType<AnswerResult.Taken>(
                await town.Get<DecisionDesk>().AnswerAsync(new Night(new(2026, 12, 1)), answer, default)
            );
            await town.LetItHappenAsync();
        }

        Assert.Equal(NightState.Off, (await town.NightAsync("2026-12-01"))!.State);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_early_notice_that_comes_to_nothing_is_taken_back(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 2)] = new(-12) },
                otherNights: new NightLow(0)
            )
        );
        await town.MoveToAsync("2026-12-01T12:00");
        Assert.Contains("natten ons 2/12 mot tor 3/12 KAN bli öppen", town.LastTextTo(Cast.Vera));
        await town.SaysAsync(Cast.Vera, "A1");
        Assert.Contains("OM det blir öppet", town.LastTextTo(Cast.Vera));

        town.Smhi.Serve(ForecastScript.Cold(2));
        await town.MoveToAsync("2026-12-02T12:00");

        Assert.Contains("öppnar INTE", town.LastTextTo(Cast.Vera));
        Assert.Contains("öppnar INTE", town.LastTextTo(Cast.Viktor));
        await story.EndAsync();
    }

    private static async Task<Story> OneColdNightAsync(string provider)
    {
        var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var lows = new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-12) };
        story.Town.Smhi.Serve(ForecastScript.Nights(lows, otherNights: new NightLow(0)));
        await story.Town.MoveToAsync("2026-12-01T12:00");
        await story.Town.SaysAsync(Cast.Anna, "JA");
        return story;
    }

    private static async Task<long> CountAsync(Stockholm town, string sql)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.SingleAsync<long>(sql, null, default);
    }
}
