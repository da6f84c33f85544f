using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class LetterWriterTests
{
    private static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly Recipient Vera = new(
        "volunteer:1",
        "Vera",
        PhoneNumber.Parse("+46701740620"),
        "vera@example.org",
        "sv"
    );

    [DatabaseTheory]
    public async Task A_volunteer_is_asked_when_the_quiet_hours_end(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 22:30");

        Assert.Equal(2, await WriteAsync(bench, NotNeeded()));

        Assert.Equal([Stockholm.At("2026-12-02 07:00")], await DueAsync(bench));
    }

    [DatabaseTheory]
    public async Task What_is_worth_nothing_by_the_morning_is_not_written(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 22:30");

        Assert.Equal(0, await WriteAsync(bench, NotNeeded() with { ExpiresAt = Stockholm.At("2026-12-02 07:00") }));

        Assert.Empty(await bench.LettersAsync());
    }

    [DatabaseTheory]
    public async Task A_letter_for_later_that_falls_into_the_quiet_hours_waits_for_their_end(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 21:00");

        await WriteAsync(bench, NotNeeded() with { NotBefore = Stockholm.At("2026-12-01 23:00") });

        Assert.Equal([Stockholm.At("2026-12-02 07:00")], await DueAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_coordinator_may_wake_people(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 22:30");

        await WriteAsync(bench, NotNeeded() with { DespiteQuietHours = true });

        Assert.Equal([bench.Clock.UtcNow], await DueAsync(bench));
    }

    [DatabaseTheory]
    public async Task By_day_and_for_what_is_urgent_nothing_waits(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 21:59");
        await WriteAsync(bench, NotNeeded());
        Assert.Equal([bench.Clock.UtcNow], await DueAsync(bench));
        await bench.SendEverythingAsync();

        bench.ItIs("2026-12-02 03:00");
        await WriteAsync(bench, NotNeeded() with { Purpose = "started" });
        Assert.Equal([bench.Clock.UtcNow], await DueAsync(bench));
    }

    [DatabaseTheory]
    public async Task One_channel_is_used_and_the_other_kept_ready(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        Assert.Equal(1, await WriteAsync(bench, NotNeeded() with { Reach = Reach.SmsFirst }));
        Assert.Equal(0, await WriteAsync(bench, NotNeeded() with { Reach = Reach.SmsFirst }));
        Assert.Equal(1, await WriteAsync(bench, NotNeeded() with { Reach = Reach.EmailFirst, Occasion = "again" }));

        Assert.Equal(
            ["sms +46701740620, email vera@example.org", "email vera@example.org, sms +46701740620"],
            await bench.QueryAsync<string>(
                "SELECT o.channel || ' ' || o.address || ', ' || s.channel || ' ' || s.address FROM outbox o JOIN spare s ON s.outbox_id = o.id ORDER BY o.id"
            )
        );
        Assert.Equal(0, await bench.CountAsync("spare WHERE channel = 'email' AND (html IS NULL OR subject IS NULL)"));
        Assert.Equal(0, await bench.CountAsync("spare WHERE channel = 'sms' AND segments IS NULL"));
    }

    [DatabaseTheory]
    public async Task Who_has_one_channel_or_is_told_by_both_or_has_said_STOP_has_no_spare(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await WriteAsync(bench, NotNeeded());
        await WriteAsync(bench, NotNeeded() with { Reach = Reach.SmsFirst, ObeysStop = false, Occasion = "stop" });
        await bench.DoAsync(session =>
            bench
                .Get<LetterWriter>()
                .WriteAsync(
                    session,
                    Vera with
                    {
                        Email = null,
                        Key = "volunteer:2",
                    },
                    NotNeeded() with
                    {
                        Reach = Reach.EmailFirst,
                    },
                    default
                )
        );

        Assert.Equal(4, (await bench.LettersAsync()).Count);
        Assert.Equal(0, await bench.CountAsync("spare"));
    }

    private static Letter NotNeeded() =>
        new("not-needed", Night, 1, wording => Facts.None.With("night", wording.Night(Night)))
        {
            Reach = Reach.Every,
            ExpiresAt = Stockholm.At("2026-12-02 09:00"),
        };

    private static Task<int> WriteAsync(CoreBench bench, Letter letter) =>
        bench.DoAsync(session => bench.Get<LetterWriter>().WriteAsync(session, Vera, letter, default));

    private static Task<IReadOnlyList<DateTimeOffset>> DueAsync(CoreBench bench) =>
        bench.QueryAsync<DateTimeOffset>("SELECT DISTINCT next_attempt_at FROM outbox WHERE state = 'queued'");
}
