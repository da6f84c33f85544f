using Ekn.Simulators.Clock;

namespace Ekn.Core.Tests.Dispatch;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);
    private readonly ManualClock clock = new(Noon);

    [Fact]
    public void Timers_fire_in_their_order_each_at_its_own_instant()
    {
        var fired = new List<(string Name, TimeSpan At)>();
        void Note(string name) => fired.Add((name, clock.UtcNow - Noon));
        using var late = clock.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            [("often", TimeSpan.FromSeconds(4)), ("often", TimeSpan.FromSeconds(8)), ("late", TimeSpan.FromSeconds(9))],
            fired
        );
        Assert.Equal(Noon.AddSeconds(10), clock.UtcNow);
        Assert.Equal(Noon.AddSeconds(12), clock.NextDue);
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_is_moved_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(0, clock.Waiting);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire_and_time_never_goes_back()
    {
        var timer = clock.CreateTimer(_ => Assert.Fail("It fired."), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        timer.Dispose();

        clock.UtcNow = Noon.AddHours(1);

        Assert.Equal(TimeSpan.FromHours(1), clock.GetElapsedTime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.UtcNow = Noon);
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_without_the_clock_being_moved()
    {
        var fired = new TaskCompletionSource();

        await using var timer = clock.CreateTimer(
            _ => fired.SetResult(),
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan
        );

        await fired.Task;
    }
}
