using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class ReceiptWatchTests
{
    [DatabaseTheory]
    public async Task When_nothing_was_sent_nothing_is_wrong(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Clock.Advance(TimeSpan.FromDays(3));

        await LookAsync(bench);

        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task Texts_without_any_receipt_are_told_of_after_half_an_hour_once(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 40, receipts: 0);

        bench.Clock.Advance(TimeSpan.FromMinutes(29));
        await LookAsync(bench);
        Assert.DoesNotContain(bench.Alerts, alert => alert.Kind == AlertKind.ReceiptsSilent);

        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await LookAsync(bench);
        await LookAsync(bench);
        Assert.Single(bench.Alerts, alert => alert.Kind == AlertKind.ReceiptsSilent);
        Assert.DoesNotContain(bench.Alerts, alert => alert.Detail.Stored.Contains("+46"));
    }

    [DatabaseTheory]
    public async Task Two_texts_prove_nothing_and_emails_are_not_counted(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync([.. Enumerable.Range(50, 20).Select(number => bench.Message(number, Channel.Email))]);
        await SendAsync(bench, 2, receipts: 0);
        bench.Clock.Advance(TimeSpan.FromMinutes(45));

        await LookAsync(bench);

        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    [InlineData(20, 20, false)]
    [InlineData(20, 10, false)] // half of them is the share that is asked for
    [InlineData(20, 9, true)]
    [InlineData(9, 1, false)] // too few to tell
    [InlineData(10, 4, true)]
    public async Task Too_few_receipts_are_told_of(string provider, int sent, int receipts, bool told)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, sent, receipts);
        bench.Clock.Advance(TimeSpan.FromMinutes(16));

        await LookAsync(bench);

        Assert.Equal(told, bench.Alerts.Any(alert => alert.Kind == AlertKind.ReceiptsDrift));
    }

    [DatabaseTheory]
    public async Task Texts_of_the_last_minutes_may_still_get_theirs(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 20, receipts: 0);
        bench.Clock.Advance(TimeSpan.FromMinutes(14));

        await LookAsync(bench);

        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task A_failure_is_a_receipt_too(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 20, receipts: 20, DeliveryStatus.Undelivered);
        bench.Clock.Advance(TimeSpan.FromMinutes(16));

        await LookAsync(bench);

        Assert.DoesNotContain(bench.Alerts, alert => alert.Kind is AlertKind.ReceiptsDrift or AlertKind.ReceiptsSilent);
    }

    [DatabaseTheory]
    public async Task The_alarm_is_over_when_receipts_come_and_not_merely_when_time_goes_by(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 20, receipts: 0);
        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        await LookAsync(bench);
        Assert.Equal(1, await StandingAsync(bench));

        bench.Clock.Advance(TimeSpan.FromHours(5));
        await LookAsync(bench);
        Assert.Equal(1, await StandingAsync(bench));

        foreach (var row in await bench.RowsAsync())
        {
            await bench.ReceiptAsync(row.Reference, row.ProviderId!, DeliveryStatus.Delivered);
        }
        await LookAsync(bench);
        Assert.Equal(0, await StandingAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_drift_is_over_when_the_late_receipts_have_come(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 20, receipts: 2);
        bench.Clock.Advance(TimeSpan.FromMinutes(16));
        await LookAsync(bench);
        Assert.Equal(1, await StandingAsync(bench));

        foreach (var row in await bench.RowsAsync())
        {
            await bench.ReceiptAsync(row.Reference, row.ProviderId!, DeliveryStatus.Sent);
        }
        await LookAsync(bench);
        Assert.Equal(0, await StandingAsync(bench));
    }

    [DatabaseTheory]
    public async Task An_alarm_of_yesterday_lapses(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await SendAsync(bench, 20, receipts: 0);
        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        await LookAsync(bench);

        bench.Clock.Advance(TimeSpan.FromHours(25));
        await LookAsync(bench);

        Assert.Equal(0, await StandingAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_gateway_without_receipts_can_be_said_to_be_one(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.ReceiptsExpected = false;
        await SendAsync(bench, 20, receipts: 0);
        bench.Clock.Advance(TimeSpan.FromHours(1));

        await LookAsync(bench);

        Assert.Empty(bench.Alerts);
    }

    private static async Task SendAsync(
        DispatchBench bench,
        int count,
        int receipts,
        DeliveryStatus status = DeliveryStatus.Delivered
    )
    {
        await bench.AddAsync([.. Enumerable.Range(1, count).Select(number => bench.Message(number))]);
        await bench.Worker().RunOnceAsync(default);
        foreach (var row in (await bench.RowsAsync()).Where(row => row.Channel == Channel.Sms).Take(receipts))
        {
            await bench.ReceiptAsync(row.Reference, row.ProviderId!, status);
        }
    }

    private static Task LookAsync(DispatchBench bench) =>
        bench.Database.InTransactionAsync(
            session =>
                new ReceiptWatch(
                    new AlertLog(bench.Clock, bench),
                    Microsoft.Extensions.Options.Options.Create(bench.Options),
                    bench.Clock
                ).LookAsync(session, default),
            default
        );

    private static async Task<long> StandingAsync(DispatchBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await session.SingleAsync<long>("SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL", null, default);
    }
}
