using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Texts;
using Ekn.Simulators.Clock;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>A second gateway takes over from the first, and nobody ever gets two texts.</summary>
public sealed class SecondGatewayTests
{
    [DatabaseTheory]
    public async Task While_the_first_works_the_second_is_not_used(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        await AddAsync(bench, 1, 10);

        await bench.SettleAsync();

        Assert.Equal(0, second.Sends);
        Assert.All(await bench.RowsAsync(), row => Assert.Equal("first:AC1", row.Gateway));
    }

    [DatabaseTheory]
    public async Task An_account_that_is_refused_hands_over_at_once_and_is_told_of(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Options.SmsConcurrency = 1;
        await AddAsync(bench, 1, 5);
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;

        await bench.SettleAsync();

        Assert.Equal(1, bench.Gateway.Sends);
        Assert.Equal(5, second.Messages.Count);
        Assert.Equal([AlertKind.GatewayRefuses], bench.Alerts.Select(alert => alert.Kind));
    }

    [Fact]
    public void A_text_that_was_under_way_when_the_first_refused_hands_nothing_over_a_second_time()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero));
        var first = new SmsRoute(SmsAccount.First, "AC1", new StandInGateway(clock));
        var second = new SmsRoute(SmsAccount.Second, "AC2", new StandInGateway(clock, "second-"));
        var options = new DispatchOptions();
        var choice = new GatewayChoice(new SmsGateways(first, second), options, clock);
        var refused = new SendResult.FailedForGood(Note.Of("why.no-reason"), SendFailure.Account);
        var unknown = new SendResult.OutcomeUnknown(Note.Of("why.no-reason"));

        Assert.True(choice.Learn(first, refused));
        Assert.False(choice.Learn(first, unknown));

        Assert.Same(second, choice.Next());
        clock.Advance(options.FirstGatewayRest);
        Assert.Same(first, choice.Next());
        Assert.True(choice.Learn(first, unknown));
        Assert.Same(second, choice.Next());
    }

    [DatabaseTheory]
    public async Task That_the_second_sends_does_not_end_the_alarm_of_the_first(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.AddSecond();
        await AddAsync(bench, 1, 2);
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        await bench.SettleAsync();
        await AddAsync(bench, 3, 1);
        await bench.SettleAsync();

        Assert.Equal(1, await StandingAsync(bench));

        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await AddAsync(bench, 4, 1);
        await bench.SettleAsync();
        Assert.Equal(0, await StandingAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_first_that_is_unreachable_for_a_while_hands_over_and_not_before(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Gateway.FaultOf = _ => Fault.Unavailable;
        var start = bench.Clock.UtcNow;
        await AddAsync(bench, 1, 4);
        var worker = bench.Worker();
        await worker.RunOnceAsync(default);
        Assert.Equal(0, second.Sends);

        while (second.Sends == 0)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(15));
            await worker.RunOnceAsync(default);
        }

        Assert.InRange((bench.Clock.UtcNow - start).TotalMinutes, 2, 6);
        // Texts get out, so nothing else would tell a person that the first is down.
        Assert.Contains(bench.Alerts, alert => alert.Detail.Stored.Contains("trouble.first-gateway"));
        await SettleAsync(bench, worker);
        Assert.Equal(4, second.Messages.Count);
    }

    [DatabaseTheory]
    public async Task One_slow_down_or_one_bad_number_hands_nothing_over(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Options.SecondGatewayAfterMinutes = 0;
        await AddAsync(bench, 1, 20);
        var refused = 0;
        bench.Gateway.FaultOf = _ =>
            Interlocked.Increment(ref refused) switch
            {
                <= 8 => Fault.Throttled,
                <= 12 => Fault.Refused,
                _ => Fault.None,
            };

        await SettleAsync(bench, bench.Worker());

        Assert.Equal(0, second.Sends);
    }

    [DatabaseTheory]
    public async Task The_first_is_tried_again_after_a_while_by_one_text_and_used_when_it_works(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        var worker = bench.Worker();
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        await AddAsync(bench, 1, 1);
        await SettleAsync(bench, worker);
        var tried = bench.Gateway.Sends;

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await AddAsync(bench, 2, 10);
        await worker.RunOnceAsync(default);
        Assert.Equal(tried + 1, bench.Gateway.Sends);
        Assert.Equal(10, second.Messages.Count);
        await SettleAsync(bench, worker);

        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await AddAsync(bench, 20, 1);
        await worker.RunOnceAsync(default);
        await AddAsync(bench, 21, 10);
        await worker.RunOnceAsync(default);
        Assert.Equal(11, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task A_timeout_at_the_first_that_took_it_never_becomes_a_text_of_the_second(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Options.SecondGatewayAfterMinutes = 0;
        await AddAsync(bench, 1, 3);
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        var worker = bench.Worker();
        await worker.RunOnceAsync(default);
        // From here on the second is in use.
        bench.Gateway.CannotBeAsked = true;

        for (var minute = 0; minute < 30; minute++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await worker.RunOnceAsync(default);
        }
        Assert.Equal(0, second.Sends);

        bench.Gateway.CannotBeAsked = false;
        await SettleAsync(bench, worker);
        Assert.Equal(0, second.Sends);
        Assert.All(await bench.RowsAsync(), row => Assert.Equal(("accepted", "first:AC1"), (row.State, row.Gateway)));
    }

    [DatabaseTheory]
    public async Task What_the_first_says_it_has_not_the_second_may_send(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Options.SecondGatewayAfterMinutes = 0;
        await AddAsync(bench, 1, 10);
        bench.Gateway.FaultOf = _ => Fault.TimeoutBeforeAccept;
        var worker = bench.Worker();

        await SettleAsync(bench, worker);

        Assert.Empty(bench.Gateway.Messages);
        Assert.Equal(10, second.Messages.Select(message => message.Reference).Distinct().Count());
        Assert.Equal(10, second.Messages.Count);
    }

    [DatabaseTheory]
    public async Task A_doubt_about_the_second_is_asked_at_the_second(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        second.FaultOf = _ => Fault.TimeoutAfterAccept;
        await AddAsync(bench, 1, 1);
        var worker = bench.Worker();
        while (second.Sends == 0)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await worker.RunOnceAsync(default);
        }
        // The first is well again, and does not know of it: its "not there" would be a double.
        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        await SettleAsync(bench, bench.Worker());

        Assert.Equal(0, bench.Gateway.Lookups);
        Assert.Empty(bench.Gateway.Messages);
        Assert.Equal("second-id1", (await bench.RowAsync()).ProviderId);
    }

    [DatabaseTheory]
    public async Task A_doubt_about_a_gateway_that_was_taken_out_of_the_settings_waits(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await AddAsync(bench, 1, 1);
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        await bench.Worker().RunOnceAsync(default);
        await bench.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE outbox SET gateway = 'second:AC9'", null, default),
            default
        );
        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(30));

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal("unknown", await bench.StateAsync());
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_worker_killed_while_the_second_sends_leaves_a_doubt_about_the_second(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        var worker = bench.Worker();
        await AddAsync(bench, 1, 1);
        await worker.RunOnceAsync(default);
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.OnSilence = () => silence.TrySetResult();
        second.FaultOf = _ => Fault.SilentAfterAccept;
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var hanging = worker.RunOnceAsync(default);
        await silence.Task;
        second.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        bench.Gateway.FaultOf = _ => Fault.None;

        await SettleAsync(bench, bench.Worker());
        second.AnswerAll();
        await hanging;

        Assert.Single(second.Messages);
        Assert.Empty(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_both_do_every_text_is_there_once(string provider, int seed)
    {
        var random = new Random(seed);
        await using var bench = await DispatchBench.NewAsync(provider);
        var second = bench.AddSecond();
        bench.Options.SecondGatewayAfterMinutes = 0;
        bench.Options.SmsConcurrency = 1;
        Fault[] faults =
        [
            Fault.None,
            Fault.TimeoutAfterAccept,
            Fault.TimeoutBeforeAccept,
            Fault.Unavailable,
            Fault.AccountRefused,
            Fault.Throttled,
        ];
        Fault Draw(string _) => faults[random.Next(faults.Length)];
        bench.Gateway.FaultOf = Draw;
        second.FaultOf = Draw;
        await AddAsync(bench, 1, 40);
        var worker = bench.Worker();

        for (var step = 0; step < 60; step++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(random.Next(5, 120)));
            bench.Gateway.CannotBeAsked = random.Next(3) == 0;
            second.CannotBeAsked = random.Next(3) == 0;
            // A new worker knows nothing of what the one before it had learned.
            worker = random.Next(5) == 0 ? bench.Worker() : worker;
            await worker.RunOnceAsync(default);
        }
        bench.Gateway.FaultOf = _ => Fault.None;
        second.FaultOf = _ => Fault.None;
        (bench.Gateway.CannotBeAsked, second.CannotBeAsked) = (false, false);
        await SettleAsync(bench, worker);

        var taken = bench.Gateway.Messages.Concat(second.Messages).Select(message => message.Reference).ToList();
        Assert.Equal(40, taken.Count);
        Assert.Equal(40, taken.Distinct().Count());
    }

    private static Task AddAsync(DispatchBench bench, int from, int count) =>
        bench.AddAsync([.. Enumerable.Range(from, count).Select(number => bench.Message(number))]);

    private static async Task<long> StandingAsync(DispatchBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await session.SingleAsync<long>("SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL", null, default);
    }

    /// <summary>As the bench does, with one worker that keeps what it has learned.</summary>
    private static async Task SettleAsync(DispatchBench bench, Dispatcher worker)
    {
        for (var step = 0; step < 300; step++)
        {
            await worker.RunOnceAsync(default);
            if ((await bench.RowsAsync()).All(row => row.State is not ("queued" or "sending" or "unknown")))
            {
                return;
            }
            bench.Clock.Advance(TimeSpan.FromSeconds(30));
        }
        Assert.Fail("Messages still wait.");
    }
}
