namespace Ekn.Core.Dispatch;

/// <summary>A token bucket on the injected clock that holds one second's worth, at least one. Thread safe.</summary>
internal sealed class RateLimit(double perSecond, TimeProvider clock)
{
    // So that the token is there for certain when the wait is over.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly double capacity = Math.Max(1, perSecond);
    private double tokens = Math.Max(1, perSecond);
    private long filledAt = clock.GetTimestamp();

    /// <summary>How many messages may go at this moment.</summary>
    public int Available
    {
        get
        {
            lock (gate)
            {
                Fill();
                return Math.Max(0, (int)Math.Floor(tokens));
            }
        }
    }

    /// <summary>Counts messages that go; it may overdraw, which the following ones wait for.</summary>
    public void Take(int count)
    {
        lock (gate)
        {
            Fill();
            tokens -= count;
        }
    }

    /// <summary>How long until a message may go; zero when one may at this moment.</summary>
    public TimeSpan UntilNext()
    {
        lock (gate)
        {
            Fill();
            return tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / perSecond) + Rounding;
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        tokens = Math.Min(capacity, tokens + (clock.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}
