using System.Threading.RateLimiting;

namespace Ekn.Api.Edge;

/// <summary>
/// So many in each window, which begins with the first after the last one ended. The base library's own counts by the
/// machine's clock alone, and a machine that is slow enough never fills its window. Thread safe.
/// </summary>
internal sealed class WindowLimiter(int permits, TimeSpan window, TimeProvider clock) : RateLimiter
{
    private readonly Lock gate = new();
    private long begun = clock.GetTimestamp();
    private int used;

    /// <summary>Null while the window counts for something; who is idle for long is forgotten by the one that asks.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
            {
                var since = clock.GetElapsedTime(begun);
                return used == 0 ? since
                    : since >= window ? since - window
                    : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            if (used == 0 || clock.GetElapsedTime(begun) >= window)
            {
                (begun, used) = (clock.GetTimestamp(), 0);
            }
            if (used + permitCount > permits)
            {
                return new Answer(false);
            }
            used += permitCount;
            return new Answer(true);
        }
    }

    /// <summary>Nobody is kept waiting.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(permitCount));

    private sealed class Answer(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
