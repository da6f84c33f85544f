namespace Ekn.Core.Nights.Asking;

/// <summary>How many people a wave asks, and when the next one is due. Pure.</summary>
public static class WavePlan
{
    // Half of those who will answer have done so after this.
    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    // A wave that is a little too large costs less than another round of waiting.
    private const double Margin = 1.25;

    /// <param name="missing">Places that are free.</param>
    /// <param name="rate">How likely one who is asked says yes, above 0.</param>
    /// <param name="waiting">How long those who were asked and have not answered have been silent.</param>
    /// <returns>How many more to ask; 0 when those who were asked are likely to fill the places.</returns>
    public static int Size(int missing, double rate, IEnumerable<TimeSpan> waiting)
    {
        var stillComing = waiting.Sum(silent => rate * Math.Pow(0.5, Math.Max(0, silent / HalfLife)));
        var needed = (missing * Margin) - stillComing;
        return missing <= 0 || needed <= 0 ? 0 : (int)Math.Ceiling(needed / rate);
    }

    /// <summary>The usual pause, or a sixth of the time that is left when that is less.</summary>
    /// <param name="untilStart">Until the first free shift begins; may be negative.</param>
    public static TimeSpan Pause(TimeSpan usual, TimeSpan untilStart)
    {
        var sixth = untilStart / 6;
        return sixth >= usual ? usual
            : sixth > Shortest ? sixth
            : Shortest;
    }
}
