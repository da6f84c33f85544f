namespace Ekn.Simulators.Clock;

/// <summary>
/// A clock that stands still until it is moved by hand. Timers (and with them Task.Delay and timeouts on this clock) fire
/// while it moves, each at its own instant and in their order. Time only goes forward. Thread safe.
/// </summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<HandTimer> timers = [];
    private readonly DateTimeOffset start = start.ToUniversalTime();
    private DateTimeOffset now = start.ToUniversalTime();
    private long timersMade;

    /// <summary>The instant that the clock shows. Setting it moves the clock there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant has passed.</exception>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (gate)
            {
                return now;
            }
        }
        set => MoveTo(value.ToUniversalTime());
    }

    /// <summary>How many timers wait to fire: somebody sleeps on this clock.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return timers.Count;
            }
        }
    }

    /// <summary>How many timers fire within so long a time from now.</summary>
    public int WaitingFor(TimeSpan time)
    {
        lock (gate)
        {
            return timers.Count(timer => timer.Due <= now + time);
        }
    }

    /// <summary>The instant of the next timer; null when nobody waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return timers.Count == 0 ? null : timers.Min(timer => timer.Due);
            }
        }
    }

    /// <summary>How far the clock runs by itself each time that somebody looks at it; zero for standing still.</summary>
    public TimeSpan PerLook { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            now += PerLook;
            return now;
        }
    }

    public override long GetTimestamp() => (UtcNow - start).Ticks;

    /// <summary>Moves the clock forward; returns when every timer that came due on the way has fired.</summary>
    public void Advance(TimeSpan time) => MoveTo(UtcNow + time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, UtcNow);
        while (TakeNext(target) is { } timer)
        {
            // Outside the lock: what it wakes may ask for the time or set the next timer.
            timer.Fire();
        }
    }

    private HandTimer? TakeNext(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers
                .Where(timer => timer.Due <= target)
                .OrderBy(timer => timer.Due)
                .ThenBy(timer => timer.Order);
            if (next.FirstOrDefault() is not { } timer)
            {
                now = target > now ? target : now;
                return null;
            }
            now = timer.Due > now ? timer.Due : now;
            timers.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                Set(timer, timer.Period, timer.Period);
            }
            return timer;
        }
    }

    private void Set(HandTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        timers.Remove(timer);
        timer.Period = period;
        if (dueTime >= TimeSpan.Zero)
        {
            timer.Due = now + dueTime;
            timer.Order = ++timersMade;
            timers.Add(timer);
        }
    }

    private sealed class HandTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public DateTimeOffset Due { get; set; }
        public TimeSpan Period { get; set; }
        public long Order { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                {
                    return false;
                }
                clock.Set(this, dueTime, period);
            }
            if (dueTime == TimeSpan.Zero)
            {
                // Due at once, though nobody moves the clock: on another thread, as any timer.
                ThreadPool.QueueUserWorkItem(_ => FireIfDue());
            }
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void FireIfDue()
        {
            lock (clock.gate)
            {
                if (Due > clock.now || !clock.timers.Remove(this))
                {
                    return;
                }
                if (Period > TimeSpan.Zero)
                {
                    clock.Set(this, Period, Period);
                }
            }
            Fire();
        }
    }
}
