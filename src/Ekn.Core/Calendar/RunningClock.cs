namespace Ekn.Core.Calendar;

/// <summary>
/// A clock that starts at any instant and runs at any speed, timers included: rehearsals and the demo play a night
/// in minutes on it. Thread safe.
/// </summary>
public sealed class RunningClock : TimeProvider
{
    private readonly TimeProvider machine;
    private readonly DateTimeOffset start;
    private readonly long startedAt;
    private readonly double speed;

    /// <param name="start">The instant that the clock shows at this moment.</param>
    /// <param name="speed">Seconds that pass per second of <paramref name="machine"/>; greater than 0.</param>
    public RunningClock(TimeProvider machine, DateTimeOffset start, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        this.machine = machine;
        this.start = start.ToUniversalTime();
        this.speed = speed;
        startedAt = machine.GetTimestamp();
    }

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => start + (machine.GetElapsedTime(startedAt) * speed);

    public override long GetTimestamp() => startedAt + (long)((machine.GetTimestamp() - startedAt) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(this, machine.CreateTimer(callback, state, OnMachine(dueTime), OnMachine(period)));

    private TimeSpan OnMachine(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            return time;
        }
        var scaled = time / speed;
        return scaled < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : scaled;
    }

    /// <summary>A timer that is set anew in this clock's time as well.</summary>
    private sealed class ScaledTimer(RunningClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(clock.OnMachine(dueTime), clock.OnMachine(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
