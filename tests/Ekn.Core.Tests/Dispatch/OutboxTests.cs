using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class OutboxTests
{
    [DatabaseTheory]
    public async Task A_message_of_the_same_key_is_added_once(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));

        var again = await bench.Database.InTransactionAsync(
            session => bench.Outbox.AddAsync(session, bench.Message(1) with { Text = "Other words" }, default),
            default
        );

        Assert.False(again);
        Assert.Equal(bench.Message(1).Text, (await bench.RowAsync()).Text);
    }

    [DatabaseTheory]
    public async Task Purpose_night_revision_recipient_channel_and_occasion_each_make_another_message(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var message = bench.Message(1);

        await bench.AddAsync(
            message,
            message with
            {
                Purpose = "called-off",
            },
            message with
            {
                Night = DispatchBench.Night.Next,
            },
            message with
            {
                Revision = 2,
            },
            message with
            {
                Recipient = "volunteer:2",
            },
            message with
            {
                Channel = Channel.Email,
            },
            message with
            {
                Occasion = "inbound:55",
            },
            message with
            {
                Night = null,
            }
        );

        Assert.Equal(8, (await bench.RowsAsync()).Count);
    }

    [DatabaseTheory]
    public async Task A_fact_that_is_rolled_back_takes_its_message_with_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            bench.Database.InTransactionAsync(
                async session =>
                {
                    await bench.Outbox.AddAsync(session, bench.Message(1), default);
                    throw new InvalidOperationException("The fact did not come about.");
                },
                default
            )
        );

        Assert.Empty(await bench.RowsAsync());
    }

    [DatabaseTheory]
    public async Task References_cannot_be_guessed_and_fit_an_address(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1), bench.Message(2));

        var references = (await bench.RowsAsync()).Select(row => row.Reference).ToList();

        Assert.Equal(2, references.Distinct().Count());
        Assert.All(references, reference => Assert.Matches("^[0-9a-f]{32}$", reference));
    }

    [DatabaseTheory]
    public async Task Calling_off_reaches_what_is_queued_and_only_that_night_those_purposes_and_earlier_revisions(
        string provider
    )
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        var message = bench.Message(1);
        await bench.AddAsync(
            message,
            message with
            {
                Purpose = "call-church",
            },
            message with
            {
                Revision = 2,
            },
            message with
            {
                Night = DispatchBench.Night.Next,
            }
        );

        var count = await bench.CancelAsync(["call-volunteer", "reminder"], beforeRevision: 2);

        Assert.Equal(1, count);
        Assert.Equal(["cancelled", "queued", "queued", "queued"], (await bench.RowsAsync()).Select(row => row.State));
        Assert.Equal(2, await bench.CancelAsync());
    }

    [DatabaseTheory]
    public async Task Whoever_may_have_been_told_is_told_of_the_change_and_nobody_else(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(
            bench.Message(1),
            bench.Message(2),
            bench.Message(3),
            bench.Message(4),
            bench.Message(5),
            bench.Message(4, Channel.Email)
        );
        var references = (await bench.RowsAsync()).ToDictionary(row => row.Reference, row => row.Recipient);
        bench.Gateway.FaultOf = reference =>
            references[reference] switch
            {
                "volunteer:2" => Fault.TimeoutBeforeAccept,
                "volunteer:3" => Fault.Unavailable,
                "volunteer:4" or "volunteer:5" => Fault.Refused,
                _ => Fault.None,
            };
        bench.Mail.FaultOf = _ => Fault.TimeoutAfterAccept;
        await bench.Worker().RunOnceAsync(default);
        await bench.AddAsync(bench.Message(6));
        await bench.CancelAsync();

        await using var session = await bench.Database.OpenAsync(default);
        var told = await bench.Outbox.WhoWasToldAsync(session, DispatchBench.Night, ["call-volunteer"], default);

        Assert.Equal(["volunteer:1", "volunteer:2", "volunteer:4"], told);
        Assert.Empty(await bench.Outbox.WhoWasToldAsync(session, DispatchBench.Night, ["reminder"], default));
        Assert.Empty(
            await bench.Outbox.WhoWasToldAsync(session, DispatchBench.Night.Next, ["call-volunteer"], default)
        );
    }

    [Fact]
    public async Task A_message_names_nobody_when_it_is_printed()
    {
        await using var bench = await DispatchBench.NewAsync("sqlite");

        Assert.Equal("call-volunteer|2026-12-01|1|volunteer:1|sms|", bench.Message(1).ToString());
    }

    [Fact]
    public async Task An_email_without_a_subject_is_a_mistake_of_the_program()
    {
        await using var bench = await DispatchBench.NewAsync("sqlite");

        await Assert.ThrowsAsync<ArgumentException>(() =>
            bench.AddAsync(bench.Message(1, Channel.Email) with { Subject = null })
        );
    }
}
