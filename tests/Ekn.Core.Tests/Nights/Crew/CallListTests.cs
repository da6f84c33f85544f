using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Tests;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

/// <summary>Volunteers are 1, 2, …; a message is "purpose volunteer channel state", in the order of writing.</summary>
public sealed class CallListTests
{
    private const string Anna = "coordinator:c1";

    [DatabaseTheory]
    public async Task Whom_no_channel_reached_is_on_it_with_the_number_and_the_reasons(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Email, "expired");

        var one = Assert.Single(await ReadAsync(bench));

        Assert.Equal(("volunteer:1", CoreBench.PhoneOf(1), "call-volunteer"), (one.Recipient, one.Phone, one.Purpose));
        Assert.Equal(
            [(Channel.Sms, "failed"), (Channel.Email, "expired")],
            one.Reasons.Select(reason => (reason.Channel, reason.State))
        );
        Assert.False(one.First || one.Booked);
        Assert.Null(one.LastContact);
        Assert.Null(one.Call);
    }

    [DatabaseTheory]
    [InlineData("accepted")]
    [InlineData("delivered")]
    [InlineData("queued")]
    [InlineData("sending")]
    [InlineData("unknown")]
    public async Task Whom_the_other_channel_reaches_or_may_reach_is_not(string provider, string other)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Email, other);

        Assert.Empty(await ReadAsync(bench));
    }

    [DatabaseTheory]
    public async Task Whom_a_text_in_doubt_may_never_have_reached_is_on_it_once_its_time_is_over(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-church", "premises:1", Channel.Sms, "unknown");
        Assert.Empty(await ReadAsync(bench));

        bench.Clock.Advance(TimeSpan.FromHours(7));

        Assert.Equal("premises:1", Assert.Single(await ReadAsync(bench)).Recipient);
    }

    [DatabaseTheory]
    public async Task Who_was_reached_by_something_later_is_not_unless_it_must_be_known(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "reminder", "volunteer:1", Channel.Sms, "failed");
        await SentAsync(bench, "booked", "volunteer:1", Channel.Email, "delivered");
        await SentAsync(bench, "called-off", "volunteer:2", Channel.Sms, "failed");
        await SentAsync(bench, "booked", "volunteer:2", Channel.Email, "delivered");

        Assert.Equal(["volunteer:2"], (await ReadAsync(bench)).Select(one => one.Recipient));
    }

    [DatabaseTheory]
    public async Task What_was_called_off_and_other_nights_put_nobody_on_it(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "cancelled");
        await SentAsync(bench, "call-volunteer", "volunteer:2", Channel.Sms, "failed", night: bench.Tonight.AddDays(1));
        await SentAsync(bench, "open-city", "city:k1", Channel.Email, "failed");

        Assert.Empty(await ReadAsync(bench));
    }

    [DatabaseTheory]
    public async Task Who_said_STOP_is_called_only_about_a_night_they_work(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync("DELETE FROM outbox");
        await bench.ExecuteAsync(
            "UPDATE place SET volunteer_id = 2 WHERE number = 1 AND shift_id = (SELECT MIN(id) FROM shift)"
        );
        await SentAsync(bench, "called-off", "volunteer:1", Channel.Sms, "stopped");
        await SentAsync(bench, "called-off", "volunteer:2", Channel.Sms, "stopped");

        var one = Assert.Single(await ReadAsync(bench));

        Assert.Equal(("volunteer:2", true), (one.Recipient, one.Booked));
    }

    [DatabaseTheory]
    [InlineData("call-church", "premises:1")]
    [InlineData("call-site-lead", "sitelead:s1")]
    public async Task A_church_or_a_site_lead_who_said_STOP_must_know_all_the_same(
        string provider,
        string purpose,
        string recipient
    )
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, purpose, recipient, Channel.Sms, "stopped");

        Assert.Equal(recipient, Assert.Single(await ReadAsync(bench)).Recipient);
    }

    [DatabaseTheory]
    public async Task Church_and_site_lead_come_first_then_whom_nothing_has_reached_for_longest(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await ReachedAsync(bench, "volunteer:1", days: 1);
        await ReachedAsync(bench, "volunteer:2", days: 30);
        await ReachedAsync(bench, "premises:1", days: 1);
        foreach (var recipient in new[] { "volunteer:1", "volunteer:2", "volunteer:3", "sitelead:s1", "premises:1" })
        {
            await SentAsync(bench, "called-off", recipient, Channel.Sms, "failed");
        }

        var list = await ReadAsync(bench);

        Assert.Equal(
            ["sitelead:s1", "premises:1", "volunteer:3", "volunteer:2", "volunteer:1"],
            list.Select(one => one.Recipient)
        );
        Assert.Equal("+46701740607", list[0].Phone);
        Assert.Equal("+46701740608", list[1].Phone);
    }

    [DatabaseTheory]
    public async Task A_church_that_has_said_no_need_not_hear_the_call(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'failed' WHERE purpose = 'call-church'");
        Assert.Single(await ReadAsync(bench));

        await bench.ExecuteAsync("UPDATE night_premises SET state = 'declined'");

        Assert.Empty(await ReadAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_call_is_noted_once_with_who_and_when_and_no_name(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");

        Assert.True(await NoteAsync(bench, "volunteer:1", CallOutcome.NoAnswer, "f1"));
        Assert.False(await NoteAsync(bench, "volunteer:1", CallOutcome.NoAnswer, "f1"));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await NoteAsync(bench, "volunteer:1", CallOutcome.WrongNumber, "f2"));

        Assert.Equal(CallOutcome.WrongNumber, Assert.Single(await ReadAsync(bench)).Call!.Outcome);
        Assert.Equal(
            ["call.no-answer coordinator:c1 volunteer:1", "call.wrong-number coordinator:c1 volunteer:1"],
            await bench.QueryAsync<string>(
                "SELECT kind || ' ' || actor || ' ' || subject FROM change_event WHERE kind LIKE 'call.%' ORDER BY id"
            )
        );
        Assert.Equal(1, await CountAsync(bench));
    }

    [DatabaseTheory]
    public async Task Who_has_been_talked_to_goes_last_and_counts_as_reached(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");
        await SentAsync(bench, "call-volunteer", "volunteer:2", Channel.Sms, "failed");

        await NoteAsync(bench, "volunteer:1", CallOutcome.Reached, "f1");

        var list = await ReadAsync(bench);
        Assert.Equal(["volunteer:2", "volunteer:1"], list.Select(one => one.Recipient));
        Assert.Equal(bench.Clock.UtcNow, list[1].LastContact);
        Assert.Equal(1, await CountAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_later_message_that_is_lost_puts_them_back_on_it(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");
        await NoteAsync(bench, "volunteer:1", CallOutcome.Reached, "f1");
        bench.Clock.Advance(TimeSpan.FromHours(2));

        await SentAsync(bench, "called-off", "volunteer:1", Channel.Sms, "failed");

        Assert.Equal(1, await CountAsync(bench));
        Assert.Null(Assert.Single(await ReadAsync(bench)).Call);
    }

    [DatabaseTheory]
    public async Task Talking_to_them_ends_the_alert_of_their_message_and_of_no_other(string provider)
    {
        await using var bench = await BenchAsync(provider);
        await SentAsync(bench, "call-volunteer", "volunteer:1", Channel.Sms, "failed");
        await SentAsync(bench, "call-volunteer", "volunteer:2", Channel.Sms, "failed");
        foreach (var reference in await bench.QueryAsync<string>("SELECT reference FROM outbox ORDER BY id"))
        {
            await bench.DoAsync(session =>
                bench
                    .Get<Alerts.AlertLog>()
                    .RaiseAsync(
                        session,
                        new Alerts.Alert(Alerts.AlertKind.MessageFailed, reference, bench.Tonight, Note.Words("lost")),
                        default
                    )
            );
        }

        await NoteAsync(bench, "volunteer:1", CallOutcome.NoAnswer, "f1");
        Assert.Equal(2, (await bench.AlertsAsync()).Count);
        await NoteAsync(bench, "volunteer:1", CallOutcome.Reached, "f2");
        Assert.Single(await bench.AlertsAsync());
    }

    private static async Task<CoreBench> BenchAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(3);
        return bench;
    }

    private static async Task SentAsync(
        CoreBench bench,
        string purpose,
        string recipient,
        Channel channel,
        string state,
        Night? night = null
    )
    {
        var message = new OutgoingMessage
        {
            Purpose = purpose,
            Night = night ?? bench.Tonight,
            Revision = 1,
            Recipient = recipient,
            Channel = channel,
            Address = channel == Channel.Sms ? "+46701740620" : "v@example.org",
            Name = recipient,
            Subject = "s",
            Text = "t",
            Html = "h",
            ExpiresAt = bench.Clock.UtcNow.AddHours(6),
        };
        await bench.DoAsync(session => bench.Get<Outbox>().AddAsync(session, message, default));
        await bench.ExecuteAsync(
            """
            UPDATE outbox SET state = @state, ended_at = @now,
                accepted_at = CASE WHEN @state IN ('accepted', 'delivered') THEN @now ELSE NULL END
            WHERE message_key = @Key
            """,
            new
            {
                state,
                message.Key,
                now = bench.Clock.UtcNow,
            }
        );
    }

    private static async Task ReachedAsync(CoreBench bench, string recipient, int days)
    {
        await SentAsync(bench, "note", recipient, Channel.Sms, "delivered", bench.Tonight.AddDays(-days));
        await bench.ExecuteAsync(
            "UPDATE outbox SET accepted_at = @at WHERE recipient = @recipient",
            new { recipient, at = bench.Clock.UtcNow.AddDays(-days) }
        );
    }

    private static async Task<IReadOnlyList<CallListEntry>> ReadAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await bench.Get<CallList>().ReadAsync(session, bench.Tonight, default);
    }

    private static async Task<int> CountAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return await bench.Get<CallList>().CountAsync(session, bench.Tonight, default);
    }

    private static Task<bool> NoteAsync(CoreBench bench, string recipient, CallOutcome outcome, string form) =>
        bench.DoAsync(session =>
            bench.Get<CallList>().NoteAsync(session, bench.Tonight, recipient, outcome, Anna, form, default)
        );
}
