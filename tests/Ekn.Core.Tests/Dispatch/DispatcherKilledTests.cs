using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>Nothing is lost and nothing is sent twice, wherever a worker is killed, frozen or left without an answer.</summary>
public sealed class DispatcherKilledTests
{
    [DatabaseTheory]
    public async Task Killed_between_claim_and_attempt_it_is_simply_sent_by_the_next(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var claims = new Claims(bench.Database, bench.Options, bench.Clock);
        Assert.Single(await claims.ClaimAsync(Channel.Sms, "killed", 10, default));

        bench.Clock.Advance(TimeSpan.FromSeconds(119));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(0, bench.Gateway.Sends);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal((1, 0), (bench.Gateway.Sends, bench.Gateway.Lookups));
    }

    [DatabaseTheory]
    public async Task Killed_after_the_attempt_was_recorded_it_is_looked_up_and_sent_once(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentBeforeAccept);
        Assert.Equal("sending", await bench.StateAsync());

        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Single(bench.Gateway.Messages);
        Assert.Equal(1, bench.Gateway.Lookups);
    }

    [DatabaseTheory]
    public async Task Killed_after_the_provider_took_it_it_is_found_and_not_sent_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentAfterAccept);

        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal(Assert.Single(bench.Gateway.Messages).Id, (await bench.RowAsync()).ProviderId);
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task An_abandoned_attempt_is_not_asked_about_before_its_lease_and_the_providers_lag_are_over(
        string provider
    )
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentAfterAccept);

        bench.Clock.Advance(TimeSpan.FromSeconds(149));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(0, bench.Gateway.Lookups);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(1, bench.Gateway.Lookups);
    }

    [DatabaseTheory]
    public async Task A_timeout_after_the_provider_took_it_is_found_and_not_sent_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;

        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_timeout_before_the_provider_took_it_is_sent_again_once_the_list_can_be_trusted(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutBeforeAccept;
        var worker = bench.Worker();
        await worker.RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;

        bench.Clock.Advance(TimeSpan.FromSeconds(29));
        await worker.RunOnceAsync(default);
        Assert.Equal("unknown", await bench.StateAsync());

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await worker.RunOnceAsync(default);
        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Single(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task A_database_that_breaks_before_an_alarm_is_taken_back_leaves_no_alarm_that_nothing_ends(
        string provider
    )
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.AccountRefused;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;
        Assert.True(await AlarmStandsAsync(bench));

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ExecuteAsync("ALTER TABLE alert RENAME TO alert_out_of_reach");
        await bench.Worker().RunOnceAsync(default);
        await bench.ExecuteAsync("ALTER TABLE alert_out_of_reach RENAME TO alert");
        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Single(bench.Gateway.Messages);
        Assert.False(await AlarmStandsAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_channel_that_never_answers_is_given_up_within_the_lease(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Gateway.OnSilence = () => silence.TrySetResult();
        bench.Gateway.FaultOf = _ => Fault.SilentAfterAccept;

        var pass = bench.Worker().RunOnceAsync(default);
        await silence.Task;
        bench.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1, (await pass).Unknown);
        await bench.SettleAsync();
        Assert.Equal(("accepted", 1), (await bench.StateAsync(), bench.Gateway.Sends));
    }

    [DatabaseTheory]
    public async Task While_the_provider_cannot_be_asked_nothing_is_sent_and_a_person_hears_of_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        bench.Gateway.CannotBeAsked = true;
        var worker = bench.Worker();
        for (var minute = 0; minute < 8 * 60; minute++)
        {
            await worker.RunOnceAsync(default);
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("unknown", await bench.StateAsync());
        Assert.Equal(1, bench.Gateway.Sends);
        Assert.InRange(bench.Gateway.Lookups, 10, 60);
        Assert.Equal([AlertKind.GatewayRefuses, AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));

        // Even after its expiry it is found out.
        bench.Gateway.CannotBeAsked = false;
        await bench.SettleAsync();
        Assert.Equal("accepted", await bench.StateAsync());
    }

    [DatabaseTheory]
    public async Task Called_off_while_the_outcome_is_unknown_it_is_looked_up_but_not_sent_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2));
        var first = (await bench.RowsAsync())[0].Reference;
        bench.Gateway.FaultOf = reference => reference == first ? Fault.TimeoutAfterAccept : Fault.TimeoutBeforeAccept;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;
        await bench.CancelAsync();

        await bench.SettleAsync();

        Assert.Equal(["accepted", "cancelled"], (await bench.RowsAsync()).Select(row => row.State));
        Assert.Single(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task A_frozen_worker_that_wakes_after_another_found_its_message_changes_nothing(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var frozen = await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentAfterAccept);
        await bench.SettleAsync();
        await bench.ReceiptAsync((await bench.RowAsync()).Reference, "id1", DeliveryStatus.Delivered);
        var before = await bench.RowAsync();

        bench.Gateway.AnswerAll();
        await frozen;

        Assert.Equal(before, await bench.RowAsync());
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_frozen_worker_that_wakes_with_a_yes_spares_the_other_its_second_send(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var frozen = await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentAfterAccept);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        bench.Gateway.CannotBeAsked = true;
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal("unknown", await bench.StateAsync());

        bench.Gateway.AnswerAll();
        await frozen;

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal("id1", (await bench.RowAsync()).ProviderId);
    }

    [DatabaseTheory]
    public async Task A_frozen_worker_that_wakes_with_a_no_does_not_write_over_the_send_of_another(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var frozen = await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentBeforeAccept);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await bench.FreezeWhileSendingAsync(bench.Gateway, Fault.SilentAfterAccept);
        var before = await bench.RowAsync();
        Assert.Equal("sending", before.State);

        bench.Gateway.AnswerNext();
        await frozen;
        Assert.Equal(before, await bench.RowAsync());

        bench.Gateway.AnswerNext();
        await second;

        Assert.Equal("accepted", await bench.StateAsync());
        await bench.SettleAsync();
        Assert.Single(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task A_worker_that_froze_with_a_claim_finds_it_taken_and_sends_nothing(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        var claims = new Claims(bench.Database, bench.Options, bench.Clock);
        var row = Assert.Single(await claims.ClaimAsync(Channel.Sms, "frozen", 10, default));
        bench.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Single(await claims.ClaimAsync(Channel.Sms, "other", 10, default));

        Assert.Null(await claims.BeginAttemptAsync(row, "frozen", null));
        Assert.NotNull(await claims.BeginAttemptAsync(row, "other", null));
        Assert.Null(await claims.BeginAttemptAsync(row, "other", null));
    }

    [DatabaseTheory]
    public async Task Two_people_with_one_phone_and_the_same_words_each_get_theirs_and_no_third(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var one = bench.Message(1);
        await bench.AddAsync(one, one with { Recipient = "volunteer:2" }, one with { Recipient = "volunteer:3" });
        var references = (await bench.RowsAsync()).Select(row => row.Reference).ToList();
        bench.Gateway.FaultOf = reference =>
            reference == references[0] ? Fault.TimeoutAfterAccept
            : reference == references[1] ? Fault.TimeoutBeforeAccept
            : Fault.None;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;

        await bench.SettleAsync();

        var rows = await bench.RowsAsync();
        Assert.All(rows, row => Assert.Equal("accepted", row.State));
        Assert.Equal(3, rows.Select(row => row.ProviderId).Distinct().Count());
        Assert.Equal(3, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task A_receipt_clears_up_an_unknown_outcome_without_a_question(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        await bench.Worker().RunOnceAsync(default);

        await bench.ReceiptAsync((await bench.RowAsync()).Reference, "id1", DeliveryStatus.Sent);

        await bench.SettleAsync();
        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal((1, 0), (bench.Gateway.Sends, bench.Gateway.Lookups));
    }

    [DatabaseTheory]
    public async Task An_email_in_doubt_is_sent_again_under_the_same_reference(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1, Channel.Email));
        await bench.FreezeWhileSendingAsync(bench.Mail, Fault.SilentAfterAccept);

        await bench.SettleAsync();

        Assert.Equal("accepted", await bench.StateAsync());
        Assert.Equal(2, bench.Mail.Messages.Count);
        Assert.Single(bench.Mail.Messages.Select(message => message.Reference).Distinct());
    }

    [DatabaseTheory]
    public async Task An_email_that_stays_in_doubt_ends_where_a_person_sees_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1, Channel.Email));
        bench.Mail.FaultOf = _ => Fault.TimeoutAfterAccept;

        await bench.SettleAsync();

        Assert.Equal("failed", await bench.StateAsync());
        Assert.Equal(3, bench.Mail.Sends);
        Assert.Contains(bench.Alerts, alert => alert.Kind == AlertKind.MessageFailed);
    }

    private static Task<bool> AlarmStandsAsync(DispatchBench bench) =>
        bench.Database.WriteAsync(
            async session =>
                await session.SingleAsync<long>(
                    "SELECT COUNT(*) FROM alert WHERE kind = 'GatewayRefuses' AND cleared_at IS NULL",
                    null,
                    CancellationToken.None
                ) > 0,
            CancellationToken.None
        );
}
