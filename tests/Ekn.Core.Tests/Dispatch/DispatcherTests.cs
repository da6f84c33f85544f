using Ekn.Core.Alerts;
using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class DispatcherTests
{
    [DatabaseTheory]
    public async Task A_queued_message_is_sent_once_on_its_channel(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2, Channel.Email));

        var pass = await bench.Worker().RunOnceAsync(default);
        var next = await bench.Worker().RunOnceAsync(default);

        Assert.Equal(new DispatchPass(2, 2, 0, 0, 0, false), pass);
        Assert.Equal(DispatchPass.Nothing, next);
        var rows = await bench.RowsAsync();
        Assert.All(rows, row => Assert.Equal("accepted", row.State));
        Assert.Equal(rows[0].ProviderId, Assert.Single(bench.Gateway.Messages).Id);
        Assert.Equal(rows[1].Reference, Assert.Single(bench.Mail.Messages).Reference);
    }

    [DatabaseTheory]
    public async Task Two_workers_on_one_database_send_each_of_200_messages_once(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.BatchSize = 7;
        await bench.AddAsync([.. Enumerable.Range(1, 200).Select(number => bench.Message(number))]);

        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var worker = bench.Worker();
                        DispatchPass pass;
                        do
                        {
                            pass = await worker.RunOnceAsync(default);
                        } while (pass.Claimed > 0);
                    })
                )
        );
        await bench.SettleAsync();

        Assert.Equal(200, bench.Gateway.Sends);
        Assert.Equal(200, bench.Gateway.Messages.Select(message => message.Reference).Distinct().Count());
    }

    [DatabaseTheory]
    public async Task A_message_waits_for_its_hour(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1) with { NotBefore = bench.Clock.UtcNow.AddHours(1) });

        await bench.Worker().RunOnceAsync(default);
        Assert.Empty(bench.Gateway.Messages);

        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Worker().RunOnceAsync(default);
        Assert.Single(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task An_expired_message_is_not_sent_and_a_person_hears_of_it_once_per_purpose(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2));
        bench.Clock.Advance(TimeSpan.FromHours(6));

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal(0, bench.Gateway.Sends);
        Assert.All(await bench.RowsAsync(), row => Assert.Equal("expired", row.State));
        Assert.Equal(AlertKind.MessageFailed, Assert.Single(bench.Alerts).Kind);
    }

    [DatabaseTheory]
    public async Task A_message_expires_when_no_attempt_succeeds_in_time(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Unavailable;

        await bench.SettleAsync();

        Assert.Equal("expired", await bench.StateAsync());
        Assert.True(bench.Clock.UtcNow >= (await bench.RowAsync()).ExpiresAt);
        Assert.InRange(bench.Gateway.Sends, 20, 40);
        // That nothing at all gets out is told long before the messages expire.
        Assert.Equal([AlertKind.GatewayRefuses, AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task Calling_off_and_STOP_between_claim_and_attempt_win(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsConcurrency = 1;
        var stays = bench.Message(4) with { ObeysStop = false };
        await bench.AddAsync(
            bench.Message(1) with
            {
                Night = null,
            },
            bench.Message(2),
            bench.Message(3) with
            {
                Night = null,
            },
            stays with
            {
                Night = null,
            }
        );
        // All four are claimed together; while the first is being sent, the night is called off and two people stop.
        bench.Gateway.OnSend = async () =>
        {
            await bench.CancelAsync();
            await bench.StopAsync(bench.Message(3).Address);
            await bench.StopAsync(bench.Message(4).Address);
        };

        var pass = await bench.Worker().RunOnceAsync(default);

        Assert.Equal(4, pass.Claimed);
        Assert.Equal(
            ["accepted", "cancelled", "stopped", "accepted"],
            (await bench.RowsAsync()).Select(row => row.State)
        );
        Assert.Equal(2, bench.Gateway.Sends);
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task STOP_holds_for_email_however_the_address_is_written(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1, Channel.Email) with { Address = " V1@Example.ORG " });
        await bench.StopAsync("v1@example.org");

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal("stopped", await bench.StateAsync());
        Assert.Equal(0, bench.Mail.Sends);
    }

    [DatabaseTheory]
    public async Task A_message_that_is_called_off_while_it_is_refused_for_now_is_not_tried_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Unavailable;
        bench.Gateway.OnSend = () => bench.CancelAsync();

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal("cancelled", await bench.StateAsync());
        await bench.SettleAsync();
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_provider_that_says_when_to_come_back_is_left_alone_until_then(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.RetryAfter = TimeSpan.FromMinutes(3);
        bench.Gateway.FaultOf = _ => Fault.Throttled;
        var worker = bench.Worker();
        await worker.RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;

        bench.Clock.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromMilliseconds(1));
        await worker.RunOnceAsync(default);
        Assert.Equal(1, bench.Gateway.Sends);

        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await worker.RunOnceAsync(default);
        Assert.Equal("accepted", await bench.StateAsync());
    }

    [DatabaseTheory]
    public async Task A_message_refused_for_good_is_seen_by_a_person_and_stops_nobody_else(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2) with { Address = "not a number" }, bench.Message(3));
        var first = (await bench.RowsAsync())[0];
        bench.Gateway.FaultOf = reference => reference == first.Reference ? Fault.Refused : Fault.None;

        await bench.Worker().RunOnceAsync(default);
        await bench.SettleAsync();

        Assert.Equal(["failed", "failed", "accepted"], (await bench.RowsAsync()).Select(row => row.State));
        Assert.Equal(2, bench.Gateway.Sends);
        Assert.Equal(2, bench.Alerts.Count);
        Assert.All(bench.Alerts, alert => Assert.Equal(AlertKind.MessageFailed, alert.Kind));
        Assert.All(bench.Alerts, alert => Assert.DoesNotContain("+46", alert.Detail.Stored));
        Assert.Contains(bench.Alerts, alert => alert.Subject == first.Reference && alert.Night == DispatchBench.Night);
    }

    [DatabaseTheory]
    public async Task Somebody_who_stopped_at_the_provider_is_stopped_and_no_failure(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.OptedOut;

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal("stopped", await bench.StateAsync());
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task A_refused_account_keeps_every_message_and_alarms_once_until_one_gets_out(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2), bench.Message(3, Channel.Email));
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        await bench.Worker().RunOnceAsync(default);

        Assert.Equal(["queued", "queued", "accepted"], (await bench.RowsAsync()).Select(row => row.State));
        Assert.Equal([AlertKind.GatewayRefuses], bench.Alerts.Select(alert => alert.Kind));

        bench.Gateway.FaultOf = _ => Fault.None;
        await bench.SettleAsync();
        Assert.Equal(2, bench.Gateway.Messages.Count);

        // It is over: the next time is a new alert.
        await bench.AddAsync(bench.Message(4));
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(2, bench.Alerts.Count);
    }

    [DatabaseTheory]
    public async Task A_channel_that_breaks_on_one_message_goes_on_with_the_others(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2));
        var first = (await bench.RowsAsync())[0].Reference;
        bench.Gateway.FaultOf = reference => reference == first ? Fault.Throws : Fault.None;

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal(["unknown", "accepted"], (await bench.RowsAsync()).Select(row => row.State));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));

        bench.Gateway.FaultOf = _ => Fault.None;
        await bench.SettleAsync();
        Assert.Equal(2, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task A_coordinator_who_cannot_be_reached_is_one_alert_however_often_it_fails(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Gateway.FaultOf = _ => Fault.Refused;
        for (var number = 1; number <= 3; number++)
        {
            await bench.AddAsync(
                bench.Message(1) with
                {
                    Purpose = OutgoingMessage.AlertPurpose,
                    Recipient = "coordinator:c1",
                    Occasion = $"alert:{number}",
                }
            );
            await bench.Worker().RunOnceAsync(default);
        }

        Assert.Single(bench.Alerts);
    }

    [Fact]
    public async Task Messages_beyond_the_rate_are_left_for_a_later_pass_without_waiting()
    {
        await using var bench = await DispatchBench.NewAsync("sqlite");
        bench.Options.SmsPerSecond = 2;
        await bench.AddAsync([.. Enumerable.Range(1, 5).Select(number => bench.Message(number))]);
        var worker = bench.Worker();

        var first = await worker.RunOnceAsync(default);
        var second = await worker.RunOnceAsync(default);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await worker.RunOnceAsync(default);

        Assert.Equal((2, true), (first.Claimed, first.MoreDue));
        Assert.Equal((0, true), (second.Claimed, second.MoreDue));
        Assert.Equal(2, third.Claimed);
    }

    [Fact]
    public async Task The_loop_sends_at_its_rate_and_ends_when_it_is_told_to()
    {
        await using var bench = await DispatchBench.NewAsync("sqlite");
        bench.Options.SmsPerSecond = 1;
        var start = bench.Clock.UtcNow;
        await bench.AddAsync(bench.Message(1), bench.Message(2));
        using var stop = new CancellationTokenSource();

        var loop = bench.Worker().RunAsync(stop.Token);
        while (bench.Gateway.Sends < 1)
        {
            await Task.Yield();
        }
        await UntilBothChannelsRestAsync(bench);
        Assert.Equal(1, bench.Gateway.Sends);
        while (bench.Gateway.Sends < 2)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(0.25));
            await UntilBothChannelsRestAsync(bench);
        }
        Assert.InRange((bench.Clock.UtcNow - start).TotalSeconds, 1, 5);
        var idle = bench.Clock.UtcNow;
        await bench.AddAsync(bench.Message(3));
        while (bench.Gateway.Sends < 3)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(0.25));
            await UntilBothChannelsRestAsync(bench);
        }
        Assert.InRange((bench.Clock.UtcNow - idle).TotalSeconds, 0.25, 5);
        await stop.CancelAsync();
        await loop;

        Assert.Equal(3, bench.Gateway.Messages.Count);
    }

    [Fact]
    public async Task A_stopping_worker_finishes_what_is_under_way_and_gives_the_rest_back_at_once()
    {
        await using var bench = await DispatchBench.NewAsync("sqlite");
        bench.Options.SmsConcurrency = 1;
        await bench.AddAsync(bench.Message(1), bench.Message(2));
        using var stop = new CancellationTokenSource();
        bench.Gateway.OnSend = () => stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Worker().RunOnceAsync(stop.Token));
        Assert.Equal(["accepted", "queued"], (await bench.RowsAsync()).Select(row => row.State));

        bench.Gateway.OnSend = () => Task.CompletedTask;
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(2, bench.Gateway.Messages.Count);
    }

    private static async Task UntilBothChannelsRestAsync(DispatchBench bench)
    {
        // A send waits on the clock too, for its answer; the pauses of the two channels are far shorter.
        var longestPause = TimeSpan.FromSeconds(bench.Options.SendTimeoutSeconds) / 2;
        while (
            bench.Clock.WaitingFor(longestPause) < 2
            || (await bench.RowsAsync()).Count(row => row.State == "accepted") < bench.Gateway.Sends
        )
        {
            await Task.Yield();
        }
    }
}
