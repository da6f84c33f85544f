using Ekn.Core.Alerts;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

public sealed class InboxSettlingTests
{
    [DatabaseTheory]
    public async Task A_text_that_nobody_could_read_is_booked_once_and_the_person_hears_it(string provider)
    {
        await using var bench = await InboxAsync(provider);

        var done = await Task.WhenAll(
            SettleAsync(bench, InboxReading.Book, 1, "c1"),
            SettleAsync(bench, InboxReading.Decline, 1, "c2")
        );

        Assert.Single(done, one => one);
        Assert.Equal(1, await bench.CountAsync("inbound WHERE state = 'handled' AND settled_by IS NOT NULL"));
        Assert.Equal(
            await bench.CountAsync("place WHERE volunteer_id = 1"),
            (await bench.ToldAsync("booked")).Count(key => key == "volunteer:1")
        );
        Assert.DoesNotContain("ReplyNeedsPerson", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task It_cannot_be_settled_for_somebody_who_did_not_write_it(string provider)
    {
        await using var bench = await InboxAsync(provider);

        Assert.False(await SettleAsync(bench, InboxReading.Book, 2, "c1"));
        Assert.False(await SettleAsync(bench, InboxReading.Book, null, "c1"));
        Assert.False(await SettleAsync(bench, InboxReading.Withdraw, 1, "c1"));

        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(1, await bench.CountAsync("inbound WHERE state = 'inbox'"));
        Assert.Contains("ReplyNeedsPerson", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_text_that_meant_stop_stops_everything(string provider)
    {
        await using var bench = await InboxAsync(provider);
        Assert.True(await SettleAsync(bench, InboxReading.Stop, null, "c1"));
        Assert.Equal([CoreBench.PhoneOf(1)], await bench.QueryAsync<string>("SELECT address FROM stopped"));
        Assert.Single(await bench.ToldAsync("stopped"));

        Assert.False(await SettleAsync(bench, InboxReading.Stop, 1, "c2"));
        Assert.Single(await bench.ToldAsync("stopped"));
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'stopped' AND obeys_stop = 0"));
    }

    [DatabaseTheory]
    public async Task Who_is_stopped_hears_it_as_themselves_and_in_their_language(string provider)
    {
        await using var bench = await InboxAsync(provider);
        await bench.ExecuteAsync("UPDATE volunteer SET language = 'en' WHERE id = 1");

        Assert.True(await SettleAsync(bench, InboxReading.Stop, 1, "c1"));

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("stopped"));
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'stopped' AND text LIKE 'You get no more%'"));
    }

    [DatabaseTheory]
    public async Task An_email_is_settled_as_a_text_is_and_its_writer_hears_it_by_email(string provider)
    {
        await using var bench = await InboxAsync(provider);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'vera@example.org' WHERE id = 1");
        await bench.ExecuteAsync(
            "UPDATE inbound SET channel = 'email', sender = 'vera@example.org', subject = 'Re: x'"
        );

        Assert.False(await SettleAsync(bench, InboxReading.Book, 2, "c1"));
        Assert.True(await SettleAsync(bench, InboxReading.Book, 1, "c1"));

        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'booked' AND channel = 'email'"));
    }

    [DatabaseTheory]
    public async Task Who_cannot_come_and_is_booked_is_not_left_on_the_shift(string provider)
    {
        await using var bench = await InboxAsync(provider);
        await BookAsync(bench, ShiftKind.Evening);
        await BookAsync(bench, ShiftKind.Night);

        Assert.True(await SettleAsync(bench, InboxReading.Decline, 1, "c1"));

        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(["volunteer:1", "volunteer:1"], await bench.ToldAsync("withdrawn"));
        Assert.Equal(1, await bench.CountAsync("asked WHERE volunteer_id = 1 AND declined_at IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task A_night_that_was_called_off_meanwhile_books_nobody_and_says_so(string provider)
    {
        await using var bench = await InboxAsync(provider);
        await BookAsync(bench, ShiftKind.Night);
        await bench.AnswersAsync("c1", Deciding.AnswerKind.Close, "varmt");

        await SettleAsync(bench, InboxReading.Book, 1, "c1");

        Assert.Empty(await bench.ToldAsync("already-booked"));
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("night-off"));
    }

    [DatabaseTheory]
    public async Task Nobody_is_taken_off_a_shift_that_is_over(string provider)
    {
        await using var bench = await InboxAsync(provider);
        await BookAsync(bench, ShiftKind.Night);
        bench.ItIs("2026-12-02 10:00");

        Assert.False(
            await bench
                .Get<InboxSettling>()
                .SettleAsync(
                    1,
                    InboxReading.Withdraw,
                    1,
                    new Choice(Calendar.Night.Parse("2026-12-01"), ShiftKind.Night),
                    "coordinator:c1",
                    default
                )
        );

        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Empty(await bench.ToldAsync("withdrawn"));
    }

    private static Task BookAsync(CoreBench bench, ShiftKind kind) =>
        bench.DoAsync(s => bench.Get<Bookings>().BookAsync(s, bench.Tonight, kind, 1, "sms", null, default));

    private static async Task<CoreBench> InboxAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(2);
        await bench.OpenTonightAsync();
        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", CoreBench.PhoneOf(1), "kanske, beror på bussen", default);
        // As the desk leaves a text that it cannot read.
        await bench.ExecuteAsync("UPDATE inbound SET state = 'inbox'");
        await bench.DoAsync(s =>
            bench
                .Get<AlertLog>()
                .RaiseAsync(
                    s,
                    new Alert(AlertKind.ReplyNeedsPerson, "inbound:1", null, Note.Words("volunteer")),
                    default
                )
        );
        Assert.Equal(1, await bench.CountAsync("inbound WHERE state = 'inbox'"));
        return bench;
    }

    private static Task<bool> SettleAsync(CoreBench bench, InboxReading reading, long? who, string by) =>
        bench
            .Get<InboxSettling>()
            .SettleAsync(1, reading, who, new Choice(bench.Tonight, ShiftKind.Night), $"coordinator:{by}", default);
}
