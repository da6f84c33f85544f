using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>A coordinator decides that a text twice is better than none.</summary>
public sealed class DoubtsTests
{
    [DatabaseTheory]
    public async Task What_the_gateway_cannot_be_asked_about_waits_until_a_coordinator_decides(string provider)
    {
        await using var bench = await InDoubtAsync(provider);
        Assert.Equal(0, await CountAsync(bench));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(1, await CountAsync(bench));
        Assert.Equal(1, bench.Gateway.Sends);

        Assert.Equal(1, await SendAnywayAsync(bench));
        Assert.Equal(0, await SendAnywayAsync(bench));
        await bench.Worker().RunOnceAsync(default);

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal(2, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task What_was_called_off_or_is_too_old_is_not_sent_anyway(string provider)
    {
        await using var bench = await InDoubtAsync(provider);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.CancelAsync();
        Assert.Equal(0, await SendAnywayAsync(bench));

        await using var late = await InDoubtAsync(provider);
        late.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(0, await SendAnywayAsync(late));
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whom_the_first_text_may_have_reached_hears_that_it_is_off(string provider, bool tried)
    {
        await using var bench = await InDoubtAsync(provider);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendAnywayAsync(bench);
        if (tried)
        {
            bench.Gateway.FaultOf = _ => Fault.Unavailable;
            await bench.Worker().RunOnceAsync(default);
        }
        await bench.CancelAsync();

        await using var session = await bench.Database.OpenAsync(default);
        Assert.Equal(
            ["volunteer:1"],
            await bench.Outbox.WhoWasToldAsync(session, DispatchBench.Night, ["call-volunteer"], default)
        );
    }

    [DatabaseTheory]
    public async Task That_a_message_stays_in_doubt_after_it_was_called_off_is_nobodys_trouble(string provider)
    {
        await using var bench = await InDoubtAsync(provider);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.CancelAsync();
        bench.Clock.Advance(TimeSpan.FromHours(7));

        await bench.Worker().RunOnceAsync(default);

        Assert.DoesNotContain(bench.Alerts, alert => alert.Kind == Ekn.Core.Alerts.AlertKind.MessageFailed);
    }

    [DatabaseTheory]
    public async Task What_a_worker_is_asking_about_at_this_moment_is_left_to_it(string provider)
    {
        await using var bench = await InDoubtAsync(provider);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "UPDATE outbox SET lease_owner = 'w', lease_until = @Until",
                    new { Until = bench.Clock.UtcNow.AddMinutes(1) },
                    default
                ),
            default
        );

        Assert.Equal(0, await SendAnywayAsync(bench));
    }

    private static async Task<DispatchBench> InDoubtAsync(string provider)
    {
        var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutBeforeAccept;
        bench.Gateway.CannotBeAsked = true;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;
        return bench;
    }

    private static Task<int> CountAsync(DispatchBench bench) =>
        bench.Database.InTransactionAsync(
            session => new Doubts(bench.Clock).CountAsync(session, DispatchBench.Night, default),
            default
        );

    private static Task<int> SendAnywayAsync(DispatchBench bench) =>
        bench.Database.InTransactionAsync(
            session => new Doubts(bench.Clock).SendAnywayAsync(session, DispatchBench.Night, default),
            default
        );
}
