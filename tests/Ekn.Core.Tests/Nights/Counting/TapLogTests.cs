using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Counting;

public sealed class TapLogTests
{
    private const string Sara = "sitelead:s1";

    [DatabaseTheory]
    public async Task Each_tap_counts_once_however_often_it_is_sent(string provider)
    {
        await using var bench = await OpenAsync(provider);

        Assert.Equal(TapResult.Counted, await TapAsync(bench, "a", GuestField.Women));
        Assert.Equal(TapResult.Known, await TapAsync(bench, "a", GuestField.Women));
        Assert.Equal(TapResult.Counted, await TapAsync(bench, "b", GuestField.Women));

        Assert.Equal("2/0", await CountedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Nothing_goes_below_zero(string provider)
    {
        await using var bench = await OpenAsync(provider);

        Assert.Equal(TapResult.BelowZero, await TapAsync(bench, "a", GuestField.Men, -1));
        await TapAsync(bench, "b", GuestField.Men);
        Assert.Equal(TapResult.Counted, await TapAsync(bench, "c", GuestField.Men, -1));
        Assert.Equal(TapResult.BelowZero, await TapAsync(bench, "d", GuestField.Men, -1));

        Assert.Equal("0/0", await CountedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Two_phones_that_tap_at_once_lose_no_tap(string provider)
    {
        await using var bench = await OpenAsync(provider);

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => TapAsync(bench, $"t{i}", i % 2 == 0 ? GuestField.Women : GuestField.Men))
        );

        Assert.Equal("20/20", await CountedAsync(bench));
    }

    [DatabaseTheory]
    public async Task The_same_taps_in_any_order_and_repeated_give_the_same_figures(string provider)
    {
        var taps = Enumerable.Range(0, 12).Select(i => (Id: $"t{i}", Field: (GuestField)(i % 4))).ToList();
        foreach (var seed in new[] { 1, 2, 3 })
        {
            await using var bench = await OpenAsync(provider);
            var chance = new Random(seed);
            foreach (var (id, field) in taps.Concat(taps).OrderBy(_ => chance.Next()))
            {
                await TapAsync(bench, id, field);
            }
            Assert.Equal("3/3", await CountedAsync(bench));
        }
    }

    [DatabaseTheory]
    public async Task A_report_by_text_in_between_is_the_new_ground(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TapAsync(bench, "a", GuestField.Women);

        await bench.DoAsync(session =>
            bench.Get<GuestLog>().ReportAsync(session, bench.Tonight, 1, new(Women: 14, Men: 23), Sara, "sms", default)
        );
        await TapAsync(bench, "b", GuestField.Women);

        Assert.Equal("15/23", await CountedAsync(bench));
    }

    [DatabaseTheory]
    public async Task Undo_takes_back_tap_by_tap_and_each_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TapAsync(bench, "a", GuestField.Women);
        await TapAsync(bench, "b", GuestField.Men);

        Assert.Equal("undo:b", (await UndoAsync(bench))!.Id);
        Assert.Equal("1/0", await CountedAsync(bench));
        Assert.Equal("undo:a", (await UndoAsync(bench))!.Id);
        Assert.Equal("0/0", await CountedAsync(bench));
        Assert.Null(await UndoAsync(bench));
    }

    [DatabaseTheory]
    public async Task Nobody_undoes_what_another_counted(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TapAsync(bench, "a", GuestField.Women, by: "coordinator:c1");

        Assert.Null(await UndoAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_night_that_is_not_open_is_not_counted(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");

        Assert.Equal(TapResult.NotOpen, await TapAsync(bench, "a", GuestField.Women));
        Assert.Equal(0, await bench.CountAsync("guest_count"));
    }

    [DatabaseTheory]
    public async Task A_room_that_the_night_has_left_is_not_counted(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE night_premises SET state = 'left'");

        Assert.Equal(TapResult.NotOpen, await TapAsync(bench, "a", GuestField.Women));
    }

    [DatabaseTheory]
    public async Task After_the_report_a_tap_is_a_correction_that_a_coordinator_hears_of_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.DoAsync(session =>
            bench.Get<NightClosing>().CloseAsync(session, bench.Tonight, evenWithoutCount: true, default)
        );

        await TapAsync(bench, "a", GuestField.Women);
        await TapAsync(bench, "b", GuestField.Women);

        Assert.Equal("2/0", await CountedAsync(bench));
        Assert.Equal(2, await bench.CountAsync("guest_count"));
        Assert.Equal(1, await bench.CountAsync("alert WHERE kind = 'CountCorrected'"));
    }

    [DatabaseTheory]
    public async Task A_night_that_was_closed_early_is_counted_and_nothing_is_corrected_before_its_report(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE night SET state = 'ended'");

        Assert.Equal(TapResult.Counted, await TapAsync(bench, "a", GuestField.Women));

        Assert.Equal(0, await bench.CountAsync("alert WHERE kind = 'CountCorrected'"));
    }

    [DatabaseTheory]
    public async Task A_minor_reaches_the_coordinator(string provider)
    {
        await using var bench = await OpenAsync(provider);

        await TapAsync(bench, "a", GuestField.Minors);

        Assert.Equal(1, await bench.CountAsync("alert WHERE kind = 'MinorOnSite'"));
    }

    [Theory]
    [InlineData("", 1, GuestField.Women)]
    [InlineData("a b", 1, GuestField.Women)]
    [InlineData("a'; DROP TABLE tap", 1, GuestField.Women)]
    [InlineData("a", 0, GuestField.Women)]
    [InlineData("a", 2, GuestField.Women)]
    [InlineData("a", -1000, GuestField.Women)]
    [InlineData("a", 1, (GuestField)99)]
    public void What_no_phone_of_ours_makes_is_no_tap(string id, int change, GuestField field) =>
        Assert.False(new Tap(id, field, change, default).IsWellFormed);

    private static async Task<CoreBench> OpenAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider, "2026-12-01 22:00");
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES (@night, 'A', 'open', @now)",
            new { night = bench.Tonight, now = bench.Clock.UtcNow }
        );
        await bench.DoAsync(session =>
            bench.Get<NightBook>().AddPremisesAsync(session, bench.Tonight, 1, Sara, "accepted", default)
        );
        return bench;
    }

    private static Task<TapResult> TapAsync(
        CoreBench bench,
        string id,
        GuestField field,
        int change = 1,
        string by = Sara
    ) =>
        bench.DoAsync(async session =>
            await bench
                .Get<TapLog>()
                .CountAsync(
                    session,
                    (await bench.Get<NightBook>().PremisesAsync(session, bench.Tonight, default))[0],
                    new Tap(id, field, change, bench.Clock.UtcNow),
                    by,
                    default
                )
        );

    private static async Task<Tap?> UndoAsync(CoreBench bench)
    {
        var undo = await bench.DoAsync(session => bench.Get<TapLog>().UndoOfLastAsync(session, 1, Sara, default));
        if (undo is not null)
        {
            await TapAsync(bench, undo.Id, undo.Field, undo.Change);
        }
        return undo;
    }

    private static async Task<string> CountedAsync(CoreBench bench) =>
        (await bench.QueryAsync<string>("SELECT women || '/' || men FROM guest_count ORDER BY id DESC")).FirstOrDefault(
            "0/0"
        );
}
