using System.Net;
using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Reports;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Practising;

public sealed class PracticeDeskTests
{
    private const string Anna = "coordinator:c1";
    private static readonly ReportPeriod Winter = ReportPeriod.Parse("2026-11-01", "2027-04-30", out _)!;
    private const string Late = "+46701740620";

    [DatabaseTheory]
    public async Task An_exercise_calls_everybody_and_every_message_of_it_says_so_first(string provider)
    {
        await using var bench = await StartAsync(provider);

        Assert.Equal(PracticeResult.Started, await PractiseAsync(bench));

        Assert.True((await bench.NightAsync())!.Practice);
        Assert.Equal(["volunteer:1", "volunteer:2", "volunteer:3"], await bench.ToldAsync("call-volunteer"));
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
        Assert.Equal(["open-city city:k1"], await bench.LettersAsync("open-city"));
        Assert.Equal([Anna, "coordinator:c2"], await bench.ToldAsync("practice-started"));
        await AllSaySoAsync(bench);
        Assert.Empty((await bench.DecisionAsync()).History);
    }

    [DatabaseTheory]
    public async Task Pressed_twice_an_exercise_begins_once(string provider)
    {
        await using var bench = await StartAsync(provider);

        Assert.Equal(
            [PracticeResult.Started, PracticeResult.Running],
            (await Task.WhenAll(PractiseAsync(bench), PractiseAsync(bench))).Order()
        );

        var letters = (await bench.LettersAsync()).Count;
        Assert.Equal(PracticeResult.Running, await PractiseAsync(bench));
        Assert.Equal(letters, (await bench.LettersAsync()).Count);
        Assert.Equal(1, await bench.CountAsync("change_event WHERE kind = 'practice-started'"));
    }

    [DatabaseTheory]
    public async Task Nobody_practises_on_a_date_that_is_asked_about(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.AssessAsync(bench.Weather(-12));
        Assert.Equal(PracticeResult.ForReal, await PractiseAsync(bench));
        Assert.Empty(await bench.LettersAsync("call-volunteer"));
    }

    [DatabaseTheory]
    public async Task Nobody_practises_on_a_date_that_is_open_or_was(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.OpenTonightAsync();
        Assert.Equal(PracticeResult.ForReal, await PractiseAsync(bench));
        await bench.AnswersAsync("c1", AnswerKind.Close, "vattenläcka");
        Assert.Equal(PracticeResult.ForReal, await PractiseAsync(bench));
        Assert.False((await bench.NightAsync())!.Practice);
    }

    [DatabaseTheory]
    public async Task Nobody_practises_on_a_date_that_is_announced(string provider)
    {
        await using var bench = await StartAsync(provider);
        await LookAheadAsync(bench);
        Assert.Equal(PracticeResult.ForReal, await PractiseAsync(bench, bench.Tonight.Next));
    }

    [DatabaseTheory]
    public async Task Nobody_practises_on_a_night_that_is_over_or_more_than_a_year_away(string provider)
    {
        await using var bench = await StartAsync(provider);
        Assert.Equal(PracticeResult.Over, await PractiseAsync(bench, bench.Tonight.Previous));
        Assert.Equal(PracticeResult.TooFar, await PractiseAsync(bench, bench.Tonight.AddDays(366)));
        Assert.Equal(0, await bench.CountAsync("night"));
    }

    [DatabaseTheory]
    public async Task Nobody_practises_without_a_room(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, rota: false);
        Assert.Equal(PracticeResult.NoRoom, await PractiseAsync(bench));
        Assert.Equal(PracticeResult.UnknownRoom, await PractiseAsync(bench, null, 77));
        Assert.Equal(0, await bench.CountAsync("night"));
    }

    [DatabaseTheory]
    public async Task A_room_may_be_chosen_on_any_date_of_the_year(string provider)
    {
        await using var bench = await StartAsync(provider, "2026-07-01 10:00");
        Assert.Equal(PracticeResult.Started, await PractiseAsync(bench, bench.Tonight.AddDays(3), 2));
        Assert.Equal(["premises:2"], await bench.ToldAsync("call-church"));
        await AllSaySoAsync(bench);
    }

    [DatabaseTheory]
    public async Task Answers_counts_and_the_report_of_an_exercise_say_so_too_and_count_for_nothing(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await SaysAsync(bench, Late, "A1", "nej", "vad är klockan", "Q7", "avboka A1");
        await SaysAsync(bench, "+46701740608", "JA");
        await SaysAsync(bench, "+46701740607", "14K 23M");
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 09:00");
        await bench.DoAsync(session =>
            bench.Get<NightClosing>().CloseAsync(session, new Night(new(2026, 12, 1)), true, default)
        );

        Assert.Equal(NightState.Ended, (await bench.NightAsync(new Night(new(2026, 12, 1))))!.State);
        Assert.NotEmpty(await bench.LettersAsync("booked"));
        Assert.NotEmpty(await bench.LettersAsync("church-yes"));
        Assert.NotEmpty(await bench.LettersAsync("night-report"));
        await AllSaySoAsync(bench);
        var report = await bench.DoAsync(session => new PeriodReportReader().ReadAsync(session, Winter, default));
        Assert.Equal(0, report.Total.Nights);
        Assert.Equal(0, report.Total.Guests);
        Assert.DoesNotContain(
            "2026-12-01",
            await bench.DoAsync(session => CsvExport.WriteAsync(session, "nights", default))
        );
    }

    [DatabaseTheory]
    [InlineData("2026-12-01", null)]
    [InlineData("2026-12-01", 1L)]
    [InlineData("2026-12-09", null)]
    [InlineData("2026-12-09", 1L)]
    public async Task A_church_that_says_no_in_an_exercise_is_replaced_by_the_reserve(
        string provider,
        string date,
        long? room
    )
    {
        await using var bench = await StartAsync(provider);
        var night = Night.Parse(date);
        await PractiseAsync(bench, night, room);
        await SaysAsync(bench, Late, "A1");

        await SaysAsync(bench, "+46701740608", "NEJ");

        Assert.Equal(["premises:1", "premises:2"], await bench.ToldAsync("call-church"));
        Assert.Equal(
            ["1 declined", "2 called"],
            await bench.QueryAsync<string>(
                "SELECT premises_id || ' ' || state FROM night_premises ORDER BY premises_id"
            )
        );
        Assert.Contains("volunteer:1", await bench.ToldAsync("moved"));
        Assert.Contains("ChurchDeclined", await bench.AlertsAsync());
        await AllSaySoAsync(bench);
    }

    [DatabaseTheory]
    public async Task Ended_by_hand_everyone_who_was_told_hears_it_and_nobody_is_called_further(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered' WHERE recipient <> 'volunteer:3'");

        Assert.True(await EndAsync(bench));
        Assert.False(await EndAsync(bench));

        Assert.Equal(
            [Anna, "coordinator:c2", "premises:1", "sitelead:s1", "volunteer:1", "volunteer:2"],
            await bench.ToldAsync("practice-over")
        );
        Assert.Equal(0, await bench.CountAsync("outbox WHERE recipient = 'volunteer:3' AND state = 'queued'"));
        Assert.Equal(NightState.Ended, (await bench.NightAsync())!.State);
        await AllSaySoAsync(bench);
        await SaysAsync(bench, Late, "A1");
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("practice-no-more"));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task A_real_night_is_not_ended_as_an_exercise(string provider)
    {
        await using var bench = await StartAsync(provider);
        Assert.False(await EndAsync(bench));
        await bench.OpenTonightAsync();
        Assert.False(await EndAsync(bench));
        Assert.Equal(NightState.Open, (await bench.NightAsync())!.State);
        Assert.Empty(await bench.LettersAsync("practice-over"));
    }

    [DatabaseTheory]
    public async Task The_proposal_of_noon_is_made_beside_an_exercise_and_is_not_marked(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);

        await bench.AssessAsync(bench.Weather(-12));

        Assert.Equal(Outcome.Open, (await bench.DecisionAsync()).Pending!.Outcome);
        var proposals = await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'proposal-open'");
        Assert.NotEmpty(proposals);
        Assert.DoesNotContain(proposals, text => text.Contains("ÖVNING"));
    }

    [DatabaseTheory]
    public async Task A_real_opening_ends_the_exercise_and_carries_no_booking_over(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await SaysAsync(bench, Late, "A1");
        await SaysAsync(bench, "+46701740608", "JA");
        await SaysAsync(bench, "+46701740607", "14K 23M");
        await SaysAsync(bench, "+46701740621", "nej");
        await bench.SendEverythingAsync();

        await bench.AssessAsync(bench.Weather(-12));
        await SaysAsync(bench, "+46701740605", "JA A");

        var night = (await bench.NightAsync())!;
        Assert.Equal((NightState.Open, false, "B"), (night.State, night.Practice, night.Code));
        Assert.Equal(
            [Anna, "coordinator:c2", "premises:1", "sitelead:s1", "volunteer:1", "volunteer:2", "volunteer:3"],
            await bench.ToldAsync("practice-now-open")
        );
        // All are called, also who said no to the exercise, and nobody is booked.
        Assert.Equal(
            ["volunteer:1", "volunteer:2", "volunteer:3"],
            await bench.QueryAsync<string>(
                "SELECT recipient FROM outbox WHERE purpose = 'call-volunteer' AND practice = 0 ORDER BY recipient"
            )
        );
        Assert.Equal(
            ["called"],
            await bench.QueryAsync<string>("SELECT state FROM night_premises WHERE night = '2026-12-01'")
        );
        Assert.Equal(
            0,
            await bench.CountAsync(
                "place p JOIN shift s ON s.id = p.shift_id WHERE s.night = '2026-12-01' AND p.volunteer_id IS NOT NULL"
            )
        );
        var real = await bench.QueryAsync<string>("SELECT text FROM outbox WHERE night = '2026-12-01'");
        Assert.DoesNotContain(real, text => text.StartsWith("ÖVNING"));
        // The goodbye stands before the call.
        Assert.True(
            await bench.CountAsync(
                "outbox a, outbox b WHERE a.purpose = 'practice-now-open' AND b.purpose = 'call-volunteer' AND b.practice = 0 AND a.id > b.id"
            ) == 0
        );
        Assert.Equal(
            0,
            (await bench.DoAsync(session => new PeriodReportReader().ReadAsync(session, Winter, default))).Total.Guests
        );
    }

    [DatabaseTheory]
    public async Task An_answer_to_the_exercise_that_comes_after_the_real_call_books_nothing(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        // Written in time, read too late: three ways of saying yes.
        await ReceiveAsync(bench, Late, "JA");
        await ReceiveAsync(bench, "+46701740621", "kan ta tis kväll");
        await ReceiveAsync(bench, "+46701740608", "JA");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.OpenTonightAsync();
        await bench.Get<Inbox>().HandleNewAsync(default);
        await SaysAsync(bench, "+46701740622", "A1");

        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("practice-no-more"));
        Assert.Empty(await bench.LettersAsync("church-yes"));
        // And a yes to the real one is a yes.
        await SaysAsync(bench, "+46701740622", "B1");
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("booked"));
    }

    [DatabaseTheory]
    public async Task A_coordinator_who_answers_with_the_code_of_the_exercise_decides_the_real_night(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.OpenTonightAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));

        await SaysAsync(bench, "+46701740605", "STÄNG A vattenläcka");

        Assert.False((await bench.DecisionAsync()).IsOpen);
        Assert.Equal(NightState.Off, (await bench.NightAsync())!.State);
    }

    [DatabaseTheory]
    public async Task STÄNG_to_an_exercise_ends_it_and_keeps_noon_from_nothing(string provider)
    {
        await using var bench = await StartAsync(provider, "2026-12-01 10:00");
        await PractiseAsync(bench);
        await SaysAsync(bench, "+46701740605", "STÄNG A");
        await bench.SendEverythingAsync();

        Assert.Equal(NightState.Ended, (await bench.NightAsync())!.State);
        Assert.Empty((await bench.DecisionAsync()).History);
        bench.ItIs("2026-12-01 12:00");
        await bench.AssessAsync(bench.Weather(-12));
        Assert.NotNull((await bench.DecisionAsync()).Pending);
        await bench.AnswersAsync("c1", AnswerKind.Accept);
        Assert.Equal(3, (await bench.ToldAsync("call-volunteer")).Count(key => key.StartsWith("volunteer")) / 2);
        // It was over already: nobody is told once more.
        Assert.Empty(await bench.LettersAsync("practice-now-open"));
    }

    [DatabaseTheory]
    public async Task A_mild_night_is_recorded_as_closed_and_the_exercise_goes_on(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.AssessAsync(bench.Weather(5));

        Assert.Equal(Outcome.Closed, (await bench.DecisionAsync()).Standing!.Outcome);
        Assert.Equal(NightState.Open, (await bench.NightAsync())!.State);
        Assert.Empty(await bench.LettersAsync("called-off"));
        // Colder at the reread: the exercise makes way.
        bench.ItIs("2026-12-01 16:00");
        await bench.AssessAsync(bench.Weather(-12), Occasion.Reread);
        await bench.AnswersAsync("c1", AnswerKind.Accept);
        Assert.False((await bench.NightAsync())!.Practice);
    }

    [DatabaseTheory]
    public async Task An_early_notice_ends_the_exercise_of_its_date(string provider)
    {
        await using var bench = await StartAsync(provider);
        var tomorrow = bench.Tonight.Next;
        await PractiseAsync(bench, tomorrow);
        await bench.SendEverythingAsync();

        await LookAheadAsync(bench);

        Assert.Equal(NightState.Early, (await bench.NightAsync(tomorrow))!.State);
        Assert.Contains("volunteer:1", await bench.ToldAsync("practice-now-early"));
        Assert.Equal(["volunteer:1", "volunteer:2", "volunteer:3"], await bench.ToldAsync("early-notice"));
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'early-notice' AND practice = 1"));
    }

    [DatabaseTheory]
    public async Task Silence_opens_for_real_while_an_exercise_is_running(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.AssessAsync(bench.Weather(-12));
        bench.ItIs("2026-12-01 13:00");
        await bench.Get<DecisionDesk>().FollowUpAsync(default);

        Assert.True((await bench.DecisionAsync()).IsOpen);
        Assert.Equal(
            (NightState.Open, false),
            ((await bench.NightAsync())!.State, (await bench.NightAsync())!.Practice)
        );
    }

    [DatabaseTheory]
    public async Task Nothing_stands_in_for_a_message_of_the_exercise_once_it_has_made_way(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'v1@example.org' WHERE id = 1");
        await PractiseAsync(bench);
        await SaysAsync(bench, Late, "A1");
        await bench.SendEverythingAsync();
        Assert.NotEqual(0, await bench.CountAsync("spare"));
        Assert.Equal(0, await bench.CountAsync("spare WHERE text NOT LIKE 'ÖVNING: %'"));

        await bench.OpenTonightAsync();

        Assert.Equal(0, await bench.CountAsync("spare s JOIN outbox o ON o.id = s.outbox_id WHERE o.practice = 1"));
    }

    [DatabaseTheory]
    public async Task What_was_raised_in_the_exercise_is_raised_again_for_real(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await SaysAsync(bench, "+46701740608", "NEJ");
        await SaysAsync(bench, "+46701740613", "NEJ");
        await bench.OpenTonightAsync();
        Assert.DoesNotContain("NoPremises", await bench.AlertsAsync());
        await SaysAsync(bench, "+46701740608", "NEJ");
        await SaysAsync(bench, "+46701740613", "NEJ");

        Assert.Contains("NoPremises", await bench.AlertsAsync());
        Assert.Contains("ChurchDeclined", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_of_the_exercise_that_fails_is_told_as_such_and_not_at_all_once_it_has_made_way(
        string provider,
        bool madeWay
    )
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted' WHERE state = 'queued'");
        if (madeWay)
        {
            await bench.OpenTonightAsync();
        }

        await FailsAsync(bench, await ReferenceAsync(bench, practice: 1));

        var alerts = await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'alert'");
        if (madeWay)
        {
            Assert.Empty(alerts);
            Assert.DoesNotContain("MessageFailed", await bench.AlertsAsync());
        }
        else
        {
            Assert.NotEmpty(alerts);
            Assert.All(alerts, text => Assert.StartsWith("ÖVNING: ", text));
        }
    }

    [DatabaseTheory]
    public async Task A_real_failure_is_told_though_one_of_the_exercise_was_told_of_within_the_hour(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted' WHERE state = 'queued'");
        await FailsAsync(bench, await ReferenceAsync(bench, practice: 1));
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted' WHERE state = 'queued'");

        await FailsAsync(bench, await ReferenceAsync(bench, practice: 0));

        Assert.Equal(
            [1L, 0L],
            await bench.QueryAsync<long>(
                "SELECT practice FROM outbox WHERE purpose = 'alert' AND recipient = 'coordinator:c1' ORDER BY id"
            )
        );
    }

    [DatabaseTheory]
    public async Task What_is_left_of_an_exercise_that_was_ended_does_not_go_out_after_the_real_call(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await SaysAsync(bench, Late, "A1");
        await SaysAsync(bench, "+46701740607", "14K 23M");
        await bench.SendEverythingAsync();
        await EndAsync(bench);

        await bench.OpenTonightAsync();

        Assert.Equal(0, await bench.CountAsync("outbox WHERE practice = 1 AND state = 'queued'"));
        // That it is over had not gone out: they hear the whole of it now.
        Assert.Contains("volunteer:2", await bench.ToldAsync("practice-now-open"));
    }

    [DatabaseTheory]
    public async Task A_date_is_practised_on_again_but_not_without_end(string provider)
    {
        await using var bench = await StartAsync(provider);
        for (var i = 0; i <= PracticeRecords.MostOfOneDate; i++)
        {
            Assert.Equal(PracticeResult.Started, await PractiseAsync(bench));
            await EndAsync(bench);
        }
        Assert.Equal(PracticeResult.TooOften, await PractiseAsync(bench));
        // Even then the real night opens.
        await bench.OpenTonightAsync();
        Assert.Equal(NightState.Open, (await bench.NightAsync())!.State);
        Assert.Equal(
            PracticeRecords.MostOfOneDate + 2,
            (await bench.QueryAsync<string>("SELECT DISTINCT code FROM night")).Count
        );
    }

    [DatabaseTheory]
    public async Task Who_practised_is_neither_tired_nor_asked_too_often_when_it_is_real(string provider)
    {
        await using var bench = await StartAsync(provider);
        await PractiseAsync(bench);
        await SaysAsync(bench, Late, "A2");
        bench.ItIs("2026-12-02 12:00");
        await bench.AssessAsync(bench.Weather(-12));
        await bench.AnswersAsync("c1", AnswerKind.Accept);

        Assert.Equal(
            ["volunteer:1", "volunteer:2", "volunteer:3"],
            await bench.QueryAsync<string>(
                "SELECT recipient FROM outbox WHERE purpose = 'call-volunteer' AND practice = 0 ORDER BY recipient"
            )
        );
    }

    private static async Task<CoreBench> StartAsync(string provider, string start = "2026-12-01 12:00")
    {
        var bench = await CoreBench.NewAsync(provider, start);
        await bench.AddVolunteersAsync(3);
        return bench;
    }

    private static Task<PracticeResult> PractiseAsync(CoreBench bench, Night? night = null, long? room = null) =>
        bench.Get<PracticeDesk>().StartAsync(night ?? bench.Tonight, room, Anna, default);

    private static Task<bool> EndAsync(CoreBench bench) =>
        bench.Get<PracticeDesk>().EndAsync(bench.Tonight, Anna, default);

    private static Task LookAheadAsync(CoreBench bench) =>
        bench.Get<DecisionDesk>().LookAheadAsync(bench.Tonight.Next, bench.Weather(-12, bench.Tonight.Next), default);

    private static Task<bool> ReceiveAsync(CoreBench bench, string sender, string text) =>
        bench.Get<Inbox>().ReceiveAsync($"SM{Guid.NewGuid()}", "sms", sender, text, default);

    private static async Task SaysAsync(CoreBench bench, string sender, params string[] texts)
    {
        foreach (var text in texts)
        {
            // Far enough apart to be two texts and not one that came twice.
            bench.Clock.Advance(TimeSpan.FromSeconds(40));
            await ReceiveAsync(bench, sender, text);
            await bench.Get<Inbox>().HandleNewAsync(default);
        }
    }

    private static async Task<string> ReferenceAsync(CoreBench bench, int practice) =>
        (
            await bench.QueryAsync<string>(
                "SELECT reference FROM outbox WHERE purpose = 'call-volunteer' AND practice = @practice AND recipient = 'volunteer:2'",
                new { practice }
            )
        )[0];

    private static Task FailsAsync(CoreBench bench, string reference) =>
        bench.DoAsync(session =>
            bench
                .Get<Receipts>()
                .RecordAsync(
                    session,
                    reference,
                    $"SM{reference}",
                    DeliveryStatus.Undelivered,
                    null,
                    optedOut: false,
                    default
                )
        );

    private static async Task AllSaySoAsync(CoreBench bench)
    {
        var all = await bench.QueryAsync<Written>("SELECT purpose, subject, text, html FROM outbox");
        Assert.NotEmpty(all);
        Assert.All(
            all.Where(one => one.Purpose is not ("question-passed-on" or "unclear-passed-on")),
            one =>
            {
                Assert.StartsWith("ÖVNING: ", one.Text);
                Assert.True(one.Subject is null || one.Subject.StartsWith("ÖVNING: "), one.Subject);
                Assert.True(one.Html is null || WebUtility.HtmlDecode(one.Html).Contains("<p>ÖVNING: "), one.Purpose);
            }
        );
    }

    private sealed record Written
    {
        public string Purpose { get; init; } = "";
        public string? Subject { get; init; }
        public string Text { get; init; } = "";
        public string? Html { get; init; }
    }
}
