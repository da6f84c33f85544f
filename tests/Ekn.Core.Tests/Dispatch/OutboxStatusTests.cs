using Ekn.Core.Channels;
using Ekn.Core.Dispatch;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class OutboxStatusTests
{
    [DatabaseTheory]
    public async Task An_empty_outbox_says_so(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await using var session = await bench.Database.OpenAsync(default);

        var summary = await bench.Status.ReadAsync(session, default);

        Assert.Empty(summary.Messages);
        Assert.Null(summary.OldestDue);
        Assert.Equal(
            [new ChannelStatus(Channel.Sms, null, null, null), new ChannelStatus(Channel.Email, null, null, null)],
            summary.Channels
        );
        Assert.False(summary.Channels[0].Troubled);
    }

    [DatabaseTheory]
    public async Task States_age_errors_and_the_night_are_told(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var start = bench.Clock.UtcNow;
        await bench.AddAsync([.. Enumerable.Range(1, 5).Select(number => bench.Message(number))]);
        var references = (await bench.RowsAsync()).Select(row => row.Reference).ToList();
        bench.Gateway.FaultOf = reference =>
            references.IndexOf(reference) switch
            {
                0 => Fault.Refused,
                1 => Fault.Throttled,
                2 => Fault.TimeoutAfterAccept,
                _ => Fault.None,
            };
        bench.Options.SmsConcurrency = 1;
        await bench.Worker().RunOnceAsync(default);
        await bench.ReceiptAsync(references[4], (await bench.RowsAsync())[4].ProviderId!, DeliveryStatus.Delivered);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));

        await using var session = await bench.Database.OpenAsync(default);
        var summary = await bench.Status.ReadAsync(session, default);
        var night = await bench.Status.ReadNightAsync(session, DispatchBench.Night, default);
        var unreached = await bench.Status.ReadUnreachedAsync(session, DispatchBench.Night, default);

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["failed"] = 1,
                ["queued"] = 1,
                ["unknown"] = 1,
                ["accepted"] = 1,
                ["delivered"] = 1,
            },
            summary.Messages
        );
        // The unknown one should have been looked up after 30 seconds.
        Assert.Equal(TimeSpan.FromSeconds(90), summary.OldestDue);
        Assert.Equal(
            new ChannelStatus(Channel.Sms, Note.Words("no answer in time"), start, start),
            summary.Channels[0]
        );
        Assert.Equal(new NightDelivery(DispatchBench.Night, 2, 1, 1, 2), night);
        var person = Assert.Single(unreached);
        Assert.Equal(
            ("volunteer:1", "failed", Note.Words("not a number"), Channel.Sms),
            (person.Recipient, person.State, person.Reason, person.Channel)
        );
    }
}
