using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Testing;
using static Ekn.Core.Channels.DeliveryStatus;

namespace Ekn.Core.Tests.Dispatch;

public sealed class ReceiptsTests
{
    public static IEnumerable<object[]> Orders =>
        [
            [new[] { Queued }, "accepted"],
            [new[] { Queued, Sent, Delivered }, "delivered"],
            [new[] { Delivered, Delivered }, "delivered"],
            // Out of order: nothing goes back.
            [new[] { Delivered, Sent, Queued }, "delivered"],
            [new[] { Undelivered, Sent }, "failed"],
            [new[] { Undelivered, Undelivered }, "failed"],
            // A phone that got the message got it, whatever was said before or after.
            [new[] { Undelivered, Delivered }, "delivered"],
            [new[] { Delivered, Undelivered }, "delivered"],
        ];

    [DatabaseTheory]
    [MemberData(nameof(Orders))]
    public async Task Receipts_move_a_message_only_forward(string provider, DeliveryStatus[] receipts, string state)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        var reference = (await bench.RowAsync()).Reference;

        foreach (var receipt in receipts)
        {
            Assert.True(await bench.ReceiptAsync(reference, "id1", receipt));
        }

        Assert.Equal(state, await bench.StateAsync());
        Assert.Equal(receipts[0] == Undelivered ? 1 : 0, bench.Alerts.Count);
        await using var session = await bench.Database.OpenAsync(default);
        Assert.Equal(receipts.Length, await session.SingleAsync<long>("SELECT COUNT(*) FROM receipt", null, default));
    }

    [DatabaseTheory]
    public async Task A_receipt_that_comes_before_the_response_is_not_undone_by_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var reference = (await bench.RowAsync()).Reference;
        bench.Gateway.OnSend = () => bench.ReceiptAsync(reference, "id1", Delivered);

        await bench.Worker().RunOnceAsync(default);

        var row = await bench.RowAsync();
        Assert.Equal(("delivered", "id1"), (row.State, row.ProviderId));
    }

    [DatabaseTheory]
    public async Task A_failure_told_before_the_response_stays_a_failure(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var reference = (await bench.RowAsync()).Reference;
        bench.Gateway.OnSend = () => bench.ReceiptAsync(reference, "id1", Undelivered);

        await bench.Worker().RunOnceAsync(default);
        await bench.SettleAsync();

        Assert.Equal("failed", await bench.StateAsync());
        Assert.Equal(AlertKind.MessageFailed, Assert.Single(bench.Alerts).Kind);
    }

    [DatabaseTheory]
    public async Task A_receipt_shows_that_a_message_given_back_for_now_was_taken_after_all(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Unavailable;
        await bench.Worker().RunOnceAsync(default);

        await bench.ReceiptAsync((await bench.RowAsync()).Reference, "id1", Sent);
        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_receipt_without_a_reference_is_known_by_the_providers_id(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.Worker().RunOnceAsync(default);

        Assert.True(await bench.ReceiptAsync(null, "id1", Delivered));

        Assert.Equal("delivered", await bench.StateAsync());
    }

    [DatabaseTheory]
    public async Task A_receipt_of_nobody_is_kept_and_changes_nothing(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));

        Assert.False(await bench.ReceiptAsync("0123", "id9", Undelivered));
        Assert.False(await bench.ReceiptAsync(null, "id9", Undelivered));

        Assert.Equal("queued", await bench.StateAsync());
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task The_failure_of_another_attempt_does_not_fail_the_one_that_counts(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.Worker().RunOnceAsync(default);

        await bench.ReceiptAsync((await bench.RowAsync()).Reference, "id0", Undelivered);

        Assert.Equal("accepted", await bench.StateAsync());
    }

    [DatabaseTheory]
    public async Task A_receipt_for_a_message_that_was_called_off_says_the_truth(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.CancelAsync();

        await bench.ReceiptAsync((await bench.RowAsync()).Reference, "id1", Delivered);

        await using var session = await bench.Database.OpenAsync(default);
        var told = await bench.Outbox.WhoWasToldAsync(session, DispatchBench.Night, ["call-volunteer"], default);
        Assert.Equal(["volunteer:1"], told);
    }
}
