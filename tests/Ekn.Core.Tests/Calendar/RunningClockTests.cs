using Ekn.Simulators.Clock;

namespace Ekn.Core.Calendar;

public sealed class RunningClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 10, 58, 0, TimeSpan.Zero);
    private readonly ManualClock machine = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 3600)]
    [InlineData(0.5, 30)]
    [InlineData(1440, 86_400)]
    public void A_minute_of_the_machine_is_so_many_seconds(double speed, int seconds)
    {
        var clock = new RunningClock(machine, Start, speed);
        var began = clock.GetTimestamp();
        Assert.Equal(Start, clock.GetUtcNow());

        machine.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Start.AddSeconds(seconds), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.GetElapsedTime(began));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_clock_does_not_stand_still_or_run_backwards(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunningClock(machine, Start, speed));

    [Fact]
    public void A_timer_fires_on_this_clocks_time_once_and_again()
    {
        var clock = new RunningClock(machine, Start, 60);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(
            _ => fired.Add(clock.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(10),
            TimeSpan.FromMinutes(30)
        );

        machine.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(fired);
        machine.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal([Start.AddMinutes(10), Start.AddMinutes(40), Start.AddMinutes(70)], fired);
    }

    [Fact]
    public void A_timer_that_is_set_anew_keeps_to_this_clocks_time()
    {
        var clock = new RunningClock(machine, Start, 60);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        machine.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, fired);

        timer.Change(TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        machine.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task A_delay_lasts_its_time_on_this_clock()
    {
        var clock = new RunningClock(machine, Start, 60);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);

        machine.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        machine.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }
}
