using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

public sealed class AskMoreTests
{
    [DatabaseTheory]
    public async Task The_preview_names_who_is_spared_and_why_and_leaves_nothing_behind(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.AddVolunteersAsync(7);
        await bench.ExecuteAsync("UPDATE volunteer SET paused_until = '2026-12-02' WHERE id = 5");
        await bench.ExecuteAsync("UPDATE volunteer SET weekdays = '1' WHERE id = 6");
        await bench.ExecuteAsync("UPDATE volunteer SET phone = '+46701740627' WHERE id = 9");
        // Of two who share a phone the one who was asked less often is the one whom the text goes to.
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES ('2026-11-20', 'Z', 'ended', '2026-11-20T12:00:00.000Z')"
        );
        await bench.ExecuteAsync(
            "INSERT INTO asked (night, volunteer_id, asked_at) VALUES ('2026-11-20', 9, '2026-11-20T12:00:00.000Z')"
        );
        await bench.ExecuteAsync("UPDATE volunteer SET erased_at = '2026-11-01T00:00:00.000Z' WHERE id = 10");
        await bench.DoAsync(s => bench.Get<StopList>().StopAsync(s, CoreBench.PhoneOf(7), "sms", default));
        await TakeAsync(bench, 1);
        var before = await bench.CountAsync("outbox");

        var preview = await bench.Get<AskMore>().PreviewAsync(bench.Tonight, wide: false, default);

        Assert.Equal([8, 11], preview.Audience.Asked.Select(ask => ask.Who.Id).Order());
        Assert.Equal(
            [
                (1, LeftOut.Booked),
                (2, LeftOut.Asked),
                (3, LeftOut.Asked),
                (4, LeftOut.Asked),
                (5, LeftOut.Paused),
                (6, LeftOut.Weekday),
                (7, LeftOut.Stopped),
                (9, LeftOut.SharedPhone),
            ],
            preview.Audience.Spared.Select(one => (one.Who.Id, one.Why))
        );
        Assert.Equal(2, preview.Texts);
        Assert.Equal(preview.Segments * 0.5m, preview.Price);
        Assert.Contains("INTE bokad", Assert.Single(preview.Samples).Text);
        Assert.Equal(before, await bench.CountAsync("outbox"));
    }

    [DatabaseTheory]
    public async Task What_was_shown_is_what_is_sent_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.AddVolunteersAsync(2);
        var preview = await bench.Get<AskMore>().PreviewAsync(bench.Tonight, wide: false, default);

        Assert.Equal(CallResult.Sent, await SendAsync(bench, preview, "f1"));
        Assert.Equal(CallResult.SentBefore, await SendAsync(bench, preview, "f1"));
        // The other coordinator had the same preview open.
        Assert.Equal(CallResult.Changed, await SendAsync(bench, preview, "f2"));

        Assert.Equal(
            preview.Drafts.Select(draft => draft.Text),
            await bench.QueryAsync<string>("SELECT text FROM outbox WHERE message_key LIKE '%|more:f1' ORDER BY id")
        );
    }

    [DatabaseTheory]
    public async Task An_answer_since_the_preview_is_said_and_nothing_is_sent(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var preview = await bench.Get<AskMore>().PreviewAsync(bench.Tonight, wide: true, default);
        await TakeAsync(bench, 2);
        var before = await bench.CountAsync("outbox");

        Assert.Equal(CallResult.Changed, await SendAsync(bench, preview, "f1", wide: true));
        Assert.Equal(before, await bench.CountAsync("outbox"));
    }

    [DatabaseTheory]
    public async Task Before_a_night_opens_its_whole_call_can_be_read_and_nothing_has_happened(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(3);

        var preview = await bench.Get<AskMore>().PreviewOpeningAsync(bench.Tonight, default);

        Assert.Equal(3, preview.Drafts.Count(draft => draft.Purpose == "call-volunteer"));
        Assert.Single(preview.Drafts, draft => draft is { Purpose: "open-city", Channel: Channel.Email });
        Assert.Equal(0, await bench.CountAsync("outbox"));
        Assert.Null(await bench.NightAsync());
    }

    [DatabaseTheory]
    public async Task People_are_asked_by_the_means_that_they_chose(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(3);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'v' || id || '@example.org'");
        await bench.ExecuteAsync("UPDATE volunteer SET channel = 'sms' WHERE id = 1");
        await bench.ExecuteAsync("UPDATE volunteer SET channel = 'email' WHERE id = 2");
        await bench.OpenTonightAsync();

        Assert.Equal(
            ["volunteer:1 sms", "volunteer:2 email", "volunteer:3 sms", "volunteer:3 email"],
            await bench.QueryAsync<string>(
                "SELECT recipient || ' ' || channel FROM outbox WHERE purpose = 'call-volunteer' ORDER BY recipient, id"
            )
        );
    }

    private static async Task<CoreBench> OpenAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider, settings: [("Ekn:Sms:PricePerSegment", "0.5")]);
        await bench.AddVolunteersAsync(4);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static Task<CallResult> SendAsync(CoreBench bench, CallPreview preview, string form, bool wide = false) =>
        bench.Get<AskMore>().SendAsync(bench.Tonight, wide, preview.Mark, "coordinator:c1", form, default);

    private static Task TakeAsync(CoreBench bench, long id) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .TakeAsync(
                    s,
                    (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!,
                    new Choice(bench.Tonight, ShiftKind.Evening),
                    asReserve: false,
                    "sms",
                    null,
                    $"inbound:{id}",
                    default
                )
        );
}
