using Ekn.Core.Calendar;
using Ekn.Core.Jobs;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Asking;

public sealed class DatesCallTests
{
    private static readonly Night Wednesday = Night.Parse("2026-12-02");
    private static readonly Night Thursday = Night.Parse("2026-12-03");

    [DatabaseTheory]
    public async Task A_wave_asks_as_many_as_each_night_is_likely_to_need(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        await AskAsync(bench, Wednesday, Thursday);
        Assert.Equal(13, await AskedAsync(bench, Wednesday));
        Assert.Equal(13, await AskedAsync(bench, Thursday));
        Assert.Equal(13, await bench.CountAsync("outbox WHERE purpose = 'call-dates'"));

        bench.ItIs("2026-12-01 12:29");
        await MinuteAsync(bench);
        Assert.Equal(13, await AskedAsync(bench, Wednesday));
        bench.ItIs("2026-12-01 12:30");
        await MinuteAsync(bench);
        await MinuteAsync(bench);
        Assert.InRange(await AskedAsync(bench, Wednesday), 14, 26);
    }

    [DatabaseTheory]
    public async Task Several_workers_send_a_wave_once(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        await AskAsync(bench, Wednesday, Thursday);
        bench.ItIs("2026-12-01 12:30");

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => bench.DoAsync(session => bench.Get<DatesCall>().SendDueAsync(session, default)))
                )
        );

        Assert.Equal([2], await bench.QueryAsync<int>("SELECT wave FROM dates_plan"));
        Assert.InRange(await AskedAsync(bench, Wednesday), 14, 26);
    }

    [DatabaseTheory]
    public async Task When_everybody_has_been_asked_no_wave_is_due(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5);
        await AskAsync(bench, Wednesday, Thursday);
        Assert.Equal(5, await AskedAsync(bench, Thursday));
        Assert.Equal(0, await DueAsync(bench));
    }

    [DatabaseTheory]
    public async Task All_at_once_asks_those_who_have_had_their_share_of_the_week_only_when_time_has_passed(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider, volunteers: 30, strategy: "All");
        foreach (var day in new[] { 28, 29, 30 })
        {
            await bench.ExecuteAsync(
                $"INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-11-{day}', 'X{day - 20}', 'ended', '2026-11-01T00:00:00.000Z')"
            );
            await bench.ExecuteAsync(
                $"INSERT INTO asked (night, volunteer_id, asked_at) SELECT '2026-11-{day}', id, '2026-11-{day}T11:00:00.000Z' FROM volunteer WHERE id <= 5"
            );
        }
        await AskAsync(bench, Wednesday, Thursday);
        Assert.Equal(25, await AskedAsync(bench, Thursday));

        bench.ItIs("2026-12-01 14:30");
        await MinuteAsync(bench);
        Assert.Equal(30, await AskedAsync(bench, Thursday));
    }

    [DatabaseTheory]
    public async Task A_wave_that_is_due_at_night_waits_until_morning(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        bench.ItIs("2026-12-01 21:50");
        await AskAsync(bench, Wednesday, Thursday);
        bench.ItIs("2026-12-01 22:20");
        await MinuteAsync(bench);
        bench.ItIs("2026-12-02 06:59");
        await MinuteAsync(bench);
        Assert.Equal(13, await AskedAsync(bench, Thursday));

        bench.ItIs("2026-12-02 07:00");
        await MinuteAsync(bench);
        Assert.True(await AskedAsync(bench, Thursday) > 13);
    }

    [DatabaseTheory]
    public async Task A_night_that_is_opened_in_between_is_asked_about_by_its_own_call(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 60);
        await AskAsync(bench, Wednesday, Thursday);
        bench.ItIs("2026-12-01 12:10");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: Wednesday));

        bench.ItIs("2026-12-01 12:30");
        await MinuteAsync(bench);

        var later = await bench.QueryAsync<string>(
            "SELECT text FROM outbox WHERE purpose = 'call-dates' ORDER BY id LIMIT 100 OFFSET 13"
        );
        Assert.NotEmpty(later);
        Assert.All(later, text => Assert.DoesNotContain("ons 2/12 mot", text));
        Assert.All(later, text => Assert.Contains("tor 3/12 mot", text));
    }

    [DatabaseTheory]
    public async Task Questions_that_have_not_left_when_the_last_of_their_nights_is_filled_are_not_sent(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 8);
        // Two share a phone: the one text would name both.
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740690' WHERE id IN (7, 8)");
        await AskAsync(bench, Wednesday, Thursday);
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'accepted' WHERE purpose = 'call-dates' AND recipient IN ('volunteer:1', 'volunteer:2', 'volunteer:3')"
        );

        await SaysAsync(bench, 1, "ons kväll");
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'call-dates' AND state = 'cancelled'"));
        await SaysAsync(bench, 2, "tors kväll");

        Assert.Equal(4, await bench.CountAsync("outbox WHERE purpose = 'call-dates' AND state = 'cancelled'"));
        Assert.Equal(
            [1, 2, 3],
            await bench.QueryAsync<long>("SELECT DISTINCT volunteer_id FROM asked ORDER BY volunteer_id")
        );
        // And once they are open, only those whom the question reached hear that they are not needed.
        bench.ItIs("2026-12-02 12:00");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: Wednesday));
        Assert.Equal(["volunteer:2", "volunteer:3"], (await bench.ToldAsync("not-needed")).Order());
        await MinuteAsync(bench);
        Assert.Equal(2, (await bench.ToldAsync("not-needed")).Count);
    }

    private static async Task<CoreBench> OpenAsync(string provider, int volunteers, string strategy = "Waves")
    {
        var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Asking:Strategy", strategy),
                ("Ekn:Asking:ExpectedYesPercent", "10"),
                ("Ekn:Shifts:Evening:Heads", "1"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddVolunteersAsync(volunteers);
        return bench;
    }

    private static Task AskAsync(CoreBench bench, params Night[] about) =>
        bench.DoAsync(session =>
            bench.Get<DatesCall>().SendAsync(session, about, everybody: false, "form", CancellationToken.None)
        );

    private static Task<long> AskedAsync(CoreBench bench, Night night) =>
        bench.CountAsync($"asked WHERE night = '{night}'");

    private static Task<long> DueAsync(CoreBench bench) => bench.CountAsync("dates_plan WHERE next_at IS NOT NULL");

    private static async Task SaysAsync(CoreBench bench, int id, string text)
    {
        await bench.Get<Inbox>().ReceiveAsync(Guid.NewGuid().ToString(), "sms", CoreBench.PhoneOf(id), text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }

    private static Task MinuteAsync(CoreBench bench) => bench.Get<FollowUp>().RunAsync(default);
}
