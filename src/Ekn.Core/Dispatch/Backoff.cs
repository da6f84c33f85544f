namespace Ekn.Core.Dispatch;

/// <summary>How long a message waits after its n-th failure.</summary>
internal static class Backoff
{
    private const double Spread = 0.2;

    /// <param name="id">The message's id: messages that failed together do not come back together, and a test can tell when each does.</param>
    /// <param name="failures">1 for the first.</param>
    public static TimeSpan After(long id, int failures, DispatchOptions options)
    {
        var doublings = Math.Clamp(failures - 1, 0, 30);
        var seconds = Math.Min(options.BackoffMaxSeconds, options.BackoffBaseSeconds * Math.Pow(2, doublings));
        return TimeSpan.FromSeconds(seconds * (1 - Spread + (2 * Spread * Fraction(id, failures))));
    }

    // Weyl step and one multiply-shift: spreads neighbouring ids evenly over 0 to 1.
    private static double Fraction(long id, int failures)
    {
        var mixed = unchecked(((ulong)id * 0x9E3779B97F4A7C15UL) + ((ulong)failures * 0xBF58476D1CE4E5B9UL));
        mixed = unchecked((mixed ^ (mixed >> 31)) * 0x94D049BB133111EBUL);
        return (mixed >> 11) / (double)(1UL << 53);
    }
}
