using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Channels.Email;
using Ekn.Core.Dispatch;
using Ekn.Testing;
using static Ekn.Core.Channels.DeliveryStatus;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>A message that failed for good goes by the person's other channel: once, and never where it must not.</summary>
public sealed class FallbackTests
{
    [DatabaseTheory]
    public async Task A_text_that_the_phone_never_got_goes_by_email_in_the_same_moment(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);

        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);

        Assert.Equal(["Sms failed", "Email queued"], await StatesAsync(bench));
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(["Sms failed", "Email accepted"], await StatesAsync(bench));
        var mail = Assert.Single(bench.Mail.Messages);
        Assert.Equal(("v1@example.org", "by email"), (mail.To, mail.Text));
        // Something was left to try, and it got out.
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task A_number_that_is_refused_goes_by_email(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Refused;

        await bench.SettleAsync();

        Assert.Equal(["Sms failed", "Email accepted"], await StatesAsync(bench));
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task An_email_that_is_refused_goes_by_text(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1, Channel.Email));
        bench.Mail.FaultOf = _ => Fault.Refused;

        await bench.SettleAsync();

        Assert.Equal(["Email failed", "Sms accepted"], await StatesAsync(bench));
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task A_text_that_does_not_get_out_for_an_hour_goes_by_email_and_never_by_both(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Unavailable;
        var start = bench.Clock.UtcNow;

        await bench.SettleAsync();

        Assert.Equal(["Sms expired", "Email accepted"], await StatesAsync(bench));
        Assert.InRange((bench.Clock.UtcNow - start).TotalMinutes, 60, 75);
        Assert.DoesNotContain(bench.Alerts, alert => alert.Kind == AlertKind.MessageFailed);
        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        await bench.Worker().RunOnceAsync(default);
        Assert.Empty(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task A_text_that_stays_in_doubt_for_an_hour_goes_by_email_and_is_not_sent_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutBeforeAccept;
        bench.Gateway.CannotBeAsked = true;
        var start = bench.Clock.UtcNow;
        var worker = bench.Worker();

        while (bench.Mail.Messages.Count == 0 && bench.Clock.UtcNow < start.AddHours(3))
        {
            await worker.RunOnceAsync(default);
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["Sms unknown", "Email accepted"], await StatesAsync(bench));
        Assert.InRange((bench.Clock.UtcNow - start).TotalMinutes, 60, 90);
        Assert.Equal(1, bench.Gateway.Sends);
    }

    [DatabaseTheory]
    public async Task A_short_lived_text_goes_by_email_before_it_expires(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1) with { ExpiresAt = bench.Clock.UtcNow.AddMinutes(40) });
        bench.Gateway.FaultOf = _ => Fault.Unavailable;

        await bench.SettleAsync();

        Assert.Equal(["Sms expired", "Email accepted"], await StatesAsync(bench));
        Assert.True(Assert.Single(bench.Mail.Messages).At < (await bench.RowsAsync())[0].ExpiresAt);
    }

    [DatabaseTheory]
    public async Task What_nobody_sent_before_it_expired_goes_by_nothing_and_a_person_hears_of_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        bench.Clock.Advance(TimeSpan.FromHours(6));

        await bench.SettleAsync();

        Assert.Equal(["Sms expired"], await StatesAsync(bench));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task A_failure_told_after_the_expiry_brings_nothing_any_more(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        bench.Clock.Advance(TimeSpan.FromHours(7));

        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);

        Assert.Equal(["Sms failed"], await StatesAsync(bench));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task Failed_then_delivered_then_failed_again_brings_one_email(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        var reference = await ReferenceAsync(bench);

        await bench.ReceiptAsync(reference, "id1", Undelivered);
        await bench.SettleAsync();
        foreach (var status in new[] { Undelivered, Delivered, Undelivered, Delivered })
        {
            await bench.ReceiptAsync(reference, "id1", status);
            await bench.SettleAsync();
        }

        Assert.Equal(["Sms delivered", "Email accepted"], await StatesAsync(bench));
        Assert.Single(bench.Mail.Messages);
        Assert.Single(bench.Gateway.Messages);
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task An_email_that_waits_still_is_called_off_when_the_text_has_arrived_after_all(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        var reference = await ReferenceAsync(bench);

        await bench.ReceiptAsync(reference, "id1", Undelivered);
        await bench.ReceiptAsync(reference, "id1", Delivered);
        await bench.SettleAsync();

        Assert.Equal(["Sms delivered", "Email cancelled"], await StatesAsync(bench));
        Assert.Empty(bench.Mail.Messages);
    }

    [DatabaseTheory]
    [InlineData(Delivered)]
    [InlineData(Queued)]
    [InlineData(Sent)]
    public async Task Nothing_but_a_failure_brings_the_other_channel(string provider, DeliveryStatus status)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);

        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", status);
        await bench.SettleAsync();

        Assert.Single(await bench.RowsAsync());
        Assert.Empty(bench.Mail.Messages);
    }

    [DatabaseTheory]
    public async Task Who_has_stopped_at_the_provider_is_not_followed_to_another_channel(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await WithSpareAsync(bench, bench.Message(2));
        bench.Gateway.FaultOf = _ => Fault.OptedOut;
        bench.Options.BatchSize = 1;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;
        await bench.Worker().RunOnceAsync(default);
        await bench.ReceiptAsync((await bench.RowsAsync())[1].Reference, "id1", Undelivered, optedOut: true);
        await bench.SettleAsync();

        Assert.Equal(["Sms stopped", "Sms stopped"], await StatesAsync(bench));
        Assert.Equal(0, await SparesAsync(bench));
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task Who_said_STOP_to_us_gets_neither(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.StopAsync(bench.Message(1).Address);

        await bench.SettleAsync();

        Assert.Equal(["Sms stopped"], await StatesAsync(bench));
        Assert.Empty(bench.Mail.Messages);
    }

    [DatabaseTheory]
    public async Task An_email_address_that_said_STOP_is_not_written_to_when_the_phone_fails(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        await bench.StopAsync("v1@example.org");

        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);
        await bench.SettleAsync();

        Assert.Equal(["Sms failed"], await StatesAsync(bench));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task A_STOP_that_comes_before_the_email_leaves_leaves_a_person_to_call(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);
        Assert.Empty(bench.Alerts);
        await bench.StopAsync("v1@example.org");

        await bench.SettleAsync();

        Assert.Equal(["Sms failed", "Email stopped"], await StatesAsync(bench));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task A_night_that_is_called_off_takes_the_spares_of_messages_that_are_gone_with_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);

        await bench.CancelAsync(["call-volunteer"]);
        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);
        await bench.SettleAsync();

        Assert.Equal(["Sms failed"], await StatesAsync(bench));
        Assert.Empty(bench.Mail.Messages);
    }

    [DatabaseTheory]
    public async Task A_night_that_is_called_off_takes_an_email_that_waits_with_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.Worker().RunOnceAsync(default);
        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);

        await bench.CancelAsync(["call-volunteer"]);
        await bench.SettleAsync();

        Assert.Equal(["Sms failed", "Email cancelled"], await StatesAsync(bench));
    }

    [DatabaseTheory]
    public async Task Calling_off_other_purposes_or_later_revisions_leaves_the_spare(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));

        await bench.CancelAsync(["reminder"]);
        await bench.CancelAsync(null, beforeRevision: 1);

        Assert.Equal(1, await SparesAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_person_is_told_when_the_last_channel_has_failed_and_not_before(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.Refused;
        bench.Mail.FaultOf = _ => Fault.Unavailable;
        await bench.Worker().RunOnceAsync(default);
        await bench.Worker().RunOnceAsync(default);
        Assert.Empty(bench.Alerts);

        bench.Mail.FaultOf = _ => Fault.Refused;
        await bench.SettleAsync();

        Assert.Equal(["Sms failed", "Email failed"], await StatesAsync(bench));
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task Who_was_written_to_by_both_is_a_person_to_call_only_when_both_fail(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(1, Channel.Email));
        await bench.Worker().RunOnceAsync(default);
        var rows = await bench.RowsAsync();

        await bench.ReceiptAsync(rows[0].Reference, rows[0].ProviderId!, Undelivered);
        Assert.Empty(bench.Alerts);

        await bench.AddAsync(bench.Message(2), bench.Message(2, Channel.Email));
        bench.Gateway.FaultOf = _ => Fault.Refused;
        bench.Mail.FaultOf = _ => Fault.Refused;
        await bench.SettleAsync();
        Assert.Single(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task Two_channels_that_fail_in_the_same_moment_do_not_take_each_other_for_alive(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        for (var number = 1; number <= 10; number++)
        {
            await bench.AddAsync(bench.Message(number), bench.Message(number, Channel.Email));
        }
        await bench.Worker().RunOnceAsync(default);
        var rows = await bench.RowsAsync();

        await Task.WhenAll(
            rows.Select(row => Task.Run(() => bench.ReceiptAsync(row.Reference, row.ProviderId!, Undelivered)))
        );

        Assert.Equal(10, bench.Alerts.Count(alert => alert.Kind == AlertKind.MessageFailed));
    }

    [DatabaseTheory]
    public async Task Receipts_and_calling_off_in_the_same_moment_leave_no_call_to_a_night_that_is_off(string provider)
    {
        for (var round = 0; round < 5; round++)
        {
            await using var bench = await DispatchBench.NewAsync(provider);
            for (var number = 1; number <= 8; number++)
            {
                await WithSpareAsync(bench, bench.Message(number));
            }
            await bench.Worker().RunOnceAsync(default);
            var rows = await bench.RowsAsync();
            var failures = rows.Select(row =>
                Task.Run(() => bench.ReceiptAsync(row.Reference, row.ProviderId!, Undelivered))
            );

            await Task.WhenAll([.. failures, Task.Run(() => bench.CancelAsync())]);
            await bench.SettleAsync();

            Assert.Empty(bench.Mail.Messages);
        }
    }

    [DatabaseTheory]
    public async Task An_email_in_place_of_a_text_waits_out_the_quiet_hours(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Clock.UtcNow = Weather.Stockholm.At("2026-12-01 21:58");
        await WithSpareAsync(bench, bench.Message(1) with { ExpiresAt = bench.Clock.UtcNow.AddHours(12) });
        await WithSpareAsync(
            bench,
            bench.Message(2) with
            {
                ExpiresAt = bench.Clock.UtcNow.AddHours(12),
                Wakes = true,
            }
        );
        await bench.Worker().RunOnceAsync(default);
        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        foreach (var row in await bench.RowsAsync())
        {
            await bench.ReceiptAsync(row.Reference, row.ProviderId!, Undelivered);
        }

        await bench.Worker().RunOnceAsync(default);
        Assert.Equal("v2@example.org", Assert.Single(bench.Mail.Messages).To);

        bench.Clock.UtcNow = Weather.Stockholm.At("2026-12-02 07:00");
        await bench.Worker().RunOnceAsync(default);
        Assert.Equal(2, bench.Mail.Messages.Count);
    }

    [DatabaseTheory]
    public async Task What_stands_in_for_a_message_of_an_exercise_is_one_too(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1) with { Practice = true });
        bench.Gateway.FaultOf = _ => Fault.Refused;

        await bench.SettleAsync();

        await using var session = await bench.Database.OpenAsync(default);
        Assert.Equal(
            2,
            await session.SingleAsync<long>("SELECT COUNT(*) FROM outbox WHERE practice = 1", null, default)
        );
    }

    [DatabaseTheory]
    public async Task A_file_goes_with_the_email_that_stands_in(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1), new EmailAttachment("list.html", "text/html", [1, 2, 3]));
        bench.Gateway.FaultOf = _ => Fault.Refused;

        await bench.SettleAsync();

        await using var session = await bench.Database.OpenAsync(default);
        Assert.Equal(
            1,
            await session.SingleAsync<long>(
                "SELECT COUNT(*) FROM attachment a JOIN outbox o ON o.id = a.outbox_id WHERE o.channel = 'email'",
                null,
                default
            )
        );
    }

    [DatabaseTheory]
    public async Task That_a_message_fails_after_it_was_called_off_is_nobodys_trouble(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        bench.Gateway.FaultOf = _ => Fault.TimeoutAfterAccept;
        await bench.Worker().RunOnceAsync(default);
        await bench.CancelAsync();

        await bench.ReceiptAsync(await ReferenceAsync(bench), "id1", Undelivered);

        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task Calling_off_and_a_receipt_never_wait_for_each_other(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await WithSpareAsync(bench, bench.Message(1));
        await bench.ExecuteAsync("UPDATE outbox SET state = 'sending', lease_owner = 'w'");
        var row = (await bench.RowsAsync())[0];
        Task<int>? calledOff = null;

        await bench.Database.InTransactionAsync(
            async session =>
            {
                // As Receipts and Outcomes do: first the message, then its spare.
                await Fallback.LockAsync(session, row);
                calledOff = Task.Run(() => bench.CancelAsync());
                await Task.WhenAny(calledOff, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System));
                await session.ExecuteAsync("DELETE FROM spare WHERE outbox_id = @Id", new { row.Id }, default);
            },
            default
        );

        Assert.Equal(1, await calledOff!);
    }

    /// <summary>A message, with the other channel kept ready as <see cref="LetterWriter"/> keeps it.</summary>
    private static Task WithSpareAsync(DispatchBench bench, OutgoingMessage first, EmailAttachment? file = null)
    {
        var number = int.Parse(
            first.Recipient["volunteer:".Length..],
            System.Globalization.CultureInfo.InvariantCulture
        );
        var other = bench.Message(number, first.Channel == Channel.Sms ? Channel.Email : Channel.Sms) with
        {
            Text = first.Channel == Channel.Sms ? "by email" : "by text",
        };
        return bench.Database.InTransactionAsync(
            async session =>
            {
                Assert.True(await bench.Outbox.AddAsync(session, first, default));
                await bench.Spares.KeepAsync(session, first.Key, other, file, default);
            },
            default
        );
    }

    private static async Task<string> ReferenceAsync(DispatchBench bench) => (await bench.RowsAsync())[0].Reference;

    private static async Task<IEnumerable<string>> StatesAsync(DispatchBench bench) =>
        (await bench.RowsAsync()).Select(row => $"{row.Channel} {row.State}");

    private static async Task<long> SparesAsync(DispatchBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await session.SingleAsync<long>("SELECT COUNT(*) FROM spare", null, default);
    }
}
