using Ekn.Core.Alerts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>What is held back at the very door: at night, and to a number that has had enough.</summary>
public sealed class RestraintTests
{
    [DatabaseTheory]
    public async Task A_question_that_a_silent_gateway_delayed_into_the_night_waits_for_the_morning(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Clock.UtcNow = Stockholm.At("2026-12-01 21:50");
        await bench.AddAsync(bench.Message(1) with { ExpiresAt = bench.Clock.UtcNow.AddHours(12) });
        bench.Gateway.FaultOf = _ => Fault.Unavailable;
        await bench.Worker().RunOnceAsync(default);
        bench.Gateway.FaultOf = _ => Fault.None;

        bench.Clock.UtcNow = Stockholm.At("2026-12-01 22:10");
        await bench.Worker().RunOnceAsync(default);
        bench.Clock.UtcNow = Stockholm.At("2026-12-02 06:59");
        await bench.Worker().RunOnceAsync(default);
        Assert.Empty(bench.Gateway.Messages);

        bench.Clock.UtcNow = Stockholm.At("2026-12-02 07:00");
        await bench.Worker().RunOnceAsync(default);
        Assert.Single(bench.Gateway.Messages);
    }

    [DatabaseTheory]
    public async Task Calling_off_confirming_and_what_a_coordinator_wants_leave_at_night(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Clock.UtcNow = Stockholm.At("2026-12-02 03:00");
        await bench.AddAsync(
            bench.Message(1) with
            {
                Purpose = "called-off",
            },
            bench.Message(2) with
            {
                Purpose = "booked",
            },
            bench.Message(3) with
            {
                Wakes = true,
            },
            bench.Message(4) with
            {
                Recipient = "coordinator:c1",
            }
        );

        await bench.Worker().RunOnceAsync(default);

        Assert.Equal(4, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task A_question_that_the_morning_finds_too_old_expires_and_a_person_hears_of_it(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Clock.UtcNow = Stockholm.At("2026-12-02 03:00");
        await bench.AddAsync(bench.Message(1) with { ExpiresAt = bench.Clock.UtcNow.AddHours(2) });

        await bench.SettleAsync();

        Assert.Equal("expired", await bench.StateAsync());
        Assert.Empty(bench.Gateway.Messages);
        Assert.Equal([AlertKind.MessageFailed], bench.Alerts.Select(alert => alert.Kind));
    }

    [DatabaseTheory]
    public async Task A_number_that_has_had_enough_gets_no_more_questions_and_a_person_hears_why(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 3;
        await SendAsync(bench, 5, "call-volunteer");

        Assert.Equal(3, bench.Gateway.Messages.Count);
        Assert.Equal(2, (await bench.RowsAsync()).Count(row => row.State == "failed"));
        // One trouble, one alert; no number in it.
        var limit = Assert.Single(bench.Alerts, alert => alert.Kind == AlertKind.NumberLimit);
        Assert.StartsWith("trouble.number-limit", $"{limit.Detail}");
        Assert.DoesNotContain("+46", limit.Detail.Stored);
    }

    [DatabaseTheory]
    [InlineData("called-off", "volunteer:1")]
    [InlineData("moved", "volunteer:1")]
    [InlineData("room-left", "volunteer:1")]
    [InlineData("booked", "volunteer:1")]
    [InlineData("withdrawn", "volunteer:1")]
    [InlineData("proposal-open", "coordinator:c1")]
    [InlineData("reminder", "sitelead:s1")]
    public async Task What_must_be_known_passes_the_limit(string provider, string purpose, string recipient)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 2;
        await SendAsync(bench, 4, purpose, recipient);

        Assert.Equal(4, bench.Gateway.Messages.Count);
        Assert.Empty(bench.Alerts);
    }

    [DatabaseTheory]
    public async Task What_must_be_known_counts_towards_the_limit_of_what_is_asked(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 2;
        await SendAsync(bench, 2, "booked");
        await SendAsync(bench, 1, "reminder");

        Assert.Equal(2, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task The_next_day_the_number_is_written_to_again(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 2;
        await SendAsync(bench, 3, "call-volunteer");
        Assert.Equal(2, bench.Gateway.Messages.Count);

        bench.Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(bench, 1, "reminder");

        Assert.Equal(3, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task Refused_and_called_off_messages_use_up_nothing_and_other_numbers_are_free(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 1;
        bench.Gateway.FaultOf = _ => Fault.Refused;
        await SendAsync(bench, 2, "call-volunteer");
        bench.Gateway.FaultOf = _ => Fault.None;
        await SendAsync(bench, 1, "reminder");
        await bench.AddAsync(bench.Message(2));
        await bench.Worker().RunOnceAsync(default);

        Assert.Equal(2, bench.Gateway.Messages.Count);
    }

    [DatabaseTheory]
    public async Task Nought_means_no_limit(string provider)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.SmsPerNumberPerDay = 0;
        await SendAsync(bench, 20, "call-volunteer");

        Assert.Equal(20, bench.Gateway.Messages.Count);
    }

    /// <summary>So many messages to the phone of volunteer 1, one after the other.</summary>
    private static async Task SendAsync(
        DispatchBench bench,
        int count,
        string purpose,
        string recipient = "volunteer:1"
    )
    {
        for (var number = 0; number < count; number++)
        {
            await bench.AddAsync(
                bench.Message(1) with
                {
                    Purpose = purpose,
                    Recipient = recipient,
                    Occasion = $"{purpose}:{number}",
                    Text = $"{purpose} {number}",
                    ExpiresAt = bench.Clock.UtcNow.AddHours(6),
                }
            );
            await bench.Worker().RunOnceAsync(default);
        }
    }
}
