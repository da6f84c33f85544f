namespace Ekn.Core.Tests.Dispatch;

/// <summary>The clock as one process sees it: when the process is killed or frozen, its timers fire no more.</summary>
internal sealed class MortalClock(TimeProvider world) : TimeProvider
{
    private volatile bool frozen;

    public void Freeze() => frozen = true;

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow();

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(
            value =>
            {
                if (!frozen)
                {
                    callback(value);
                }
            },
            state,
            dueTime,
            period
        );
}
