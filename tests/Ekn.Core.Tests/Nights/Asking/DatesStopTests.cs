using Ekn.Core.Calendar;
using Ekn.Core.Jobs;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Asking;

public sealed class DatesStopTests
{
    private const string Question = "dates:form";
    private static readonly Night Wednesday = Night.Parse("2026-12-02");
    private static readonly Night Thursday = Night.Parse("2026-12-03");

    [DatabaseTheory]
    public async Task No_wave_follows_and_who_has_not_answered_hears_once_that_they_are_not_needed(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        var asked = await bench.QueryAsync<long>("SELECT DISTINCT volunteer_id FROM asked ORDER BY volunteer_id");
        await SaysAsync(bench, asked[0], "ons kväll");
        await SaysAsync(bench, asked[1], "nej tyvärr");

        Assert.True(await StopAsync(bench));
        bench.ItIs("2026-12-01 12:30");
        await MinuteAsync(bench);

        Assert.Equal(asked.Count, await bench.CountAsync("(SELECT DISTINCT volunteer_id FROM asked) AS a"));
        Assert.Equal(
            asked.Skip(2).Select(id => $"volunteer:{id}").Order(StringComparer.Ordinal),
            await bench.ToldAsync("not-needed-dates")
        );
        Assert.All(
            await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'not-needed-dates'"),
            text =>
                Assert.StartsWith(
                    "Vi söker inte längre folk till ons 2/12 mot tor 3/12, tor 3/12 mot fre 4/12, så du behövs inte då.",
                    text
                )
        );
    }

    [DatabaseTheory]
    public async Task Who_presses_second_changes_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 20);
        await AskAsync(bench);
        await bench.SendEverythingAsync();

        var pressed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StopAsync(bench))));

        Assert.Single(pressed, stopped => stopped);
        Assert.Equal(13, (await bench.ToldAsync("not-needed-dates")).Count);
        Assert.Equal(2, await bench.CountAsync("change_event WHERE kind = 'stopped.dates'"));
        Assert.False(await bench.Get<AskDates>().StopAsync("dates:unknown", "coordinator:c1", default));
    }

    [DatabaseTheory]
    public async Task A_wave_that_is_sent_in_the_same_second_is_stopped_whole_or_hears_of_it(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 12:30");

        await Task.WhenAll(
            Task.Run(() => bench.DoAsync(session => bench.Get<DatesCall>().SendDueAsync(session, default))),
            Task.Run(() => StopAsync(bench))
        );

        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'call-dates' AND state = 'queued'"));
        Assert.Equal(0, await bench.CountAsync("dates_plan WHERE next_at IS NOT NULL"));
        Assert.Equal(13, (await bench.ToldAsync("not-needed-dates")).Count);
    }

    [DatabaseTheory]
    public async Task Questions_that_have_not_left_are_not_sent_and_whoever_they_were_for_hears_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 8);
        // Two share a phone: the one text would name both.
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740690' WHERE id IN (7, 8)");
        await AskAsync(bench);
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'accepted' WHERE purpose = 'call-dates' AND recipient IN ('volunteer:1', 'volunteer:2')"
        );

        await StopAsync(bench);

        Assert.Equal(5, await bench.CountAsync("outbox WHERE purpose = 'call-dates' AND state = 'cancelled'"));
        Assert.Equal(
            [1, 2],
            await bench.QueryAsync<long>("SELECT DISTINCT volunteer_id FROM asked ORDER BY volunteer_id")
        );
        Assert.Equal(["volunteer:1", "volunteer:2"], await bench.ToldAsync("not-needed-dates"));
    }

    [DatabaseTheory]
    public async Task A_shared_phone_hears_it_once(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3);
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740690' WHERE id IN (2, 3)");
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        await StopAsync(bench);
        Assert.Equal(2, (await bench.ToldAsync("not-needed-dates")).Count);
    }

    [DatabaseTheory]
    public async Task An_answer_that_comes_later_counts_and_nobody_hears_again_that_they_are_not_needed(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        await StopAsync(bench);
        await bench.SendEverythingAsync();

        await SaysAsync(bench, 1, "ons kväll");
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("booked-early"));
        bench.ItIs("2026-12-02 12:00");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: Wednesday));
        await MinuteAsync(bench);

        Assert.Equal(4 + 1, (await bench.ToldAsync("not-needed-dates")).Count);
        Assert.Empty(await bench.ToldAsync("not-needed"));
    }

    [DatabaseTheory]
    public async Task Of_a_night_that_is_full_or_off_by_then_nobody_hears_twice(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        await SaysAsync(bench, 1, "ons kväll");
        bench.ItIs("2026-12-02 12:00");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: Wednesday));
        Assert.Equal(4, (await bench.ToldAsync("not-needed")).Count);

        await StopAsync(bench);

        Assert.All(
            await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'not-needed-dates'"),
            text => Assert.StartsWith("Vi söker inte längre folk till tor 3/12 mot fre 4/12, så", text)
        );
        Assert.Equal(4, (await bench.ToldAsync("not-needed-dates")).Count);
    }

    [DatabaseTheory]
    public async Task A_night_that_was_opened_since_and_calls_by_itself_is_still_asked_about(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 12:00");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: Wednesday));
        Assert.NotEmpty(await bench.ToldAsync("call-volunteer"));

        await StopAsync(bench);

        Assert.All(
            await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'not-needed-dates'"),
            text => Assert.DoesNotContain("ons 2/12", text)
        );
    }

    [DatabaseTheory]
    public async Task At_night_it_waits_until_morning(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 2);
        await AskAsync(bench);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 23:00");
        await StopAsync(bench);
        Assert.Equal(
            2,
            await bench.CountAsync(
                "outbox WHERE purpose = 'not-needed-dates' AND next_attempt_at = '2026-12-02T06:00:00.000Z'"
            )
        );
    }

    [DatabaseTheory]
    public async Task It_can_be_stopped_as_long_as_somebody_may_still_be_asked_or_answer(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 2);
        Assert.Empty(await RunningAsync(bench));
        await AskAsync(bench);
        await bench.SendEverythingAsync();

        // Everybody has been asked: no wave follows, and two have not answered.
        var running = Assert.Single(await RunningAsync(bench));
        Assert.Equal((Question, (DateTimeOffset?)null, 2), (running.Question, running.NextAt, running.Silent));
        await SaysAsync(bench, 1, "nej");
        await SaysAsync(bench, 2, "nej");
        Assert.Empty(await RunningAsync(bench));
    }

    private static async Task<CoreBench> OpenAsync(string provider, int volunteers)
    {
        var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Asking:Strategy", "Waves"),
                ("Ekn:Asking:ExpectedYesPercent", "10"),
                ("Ekn:Shifts:Evening:Heads", "1"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddVolunteersAsync(volunteers);
        return bench;
    }

    private static Task AskAsync(CoreBench bench) =>
        bench.DoAsync(session =>
            bench
                .Get<DatesCall>()
                .SendAsync(session, [Wednesday, Thursday], everybody: false, "form", CancellationToken.None)
        );

    private static Task<bool> StopAsync(CoreBench bench) =>
        bench.Get<AskDates>().StopAsync(Question, "coordinator:c1", default);

    private static Task<IReadOnlyList<DatesCall.Running>> RunningAsync(CoreBench bench) =>
        bench.DoAsync(session => bench.Get<DatesCall>().RunningAsync(session, default));

    private static async Task SaysAsync(CoreBench bench, long id, string text)
    {
        await bench
            .Get<Inbox>()
            .ReceiveAsync(Guid.NewGuid().ToString(), "sms", CoreBench.PhoneOf((int)id), text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }

    private static Task MinuteAsync(CoreBench bench) => bench.Get<FollowUp>().RunAsync(default);
}
