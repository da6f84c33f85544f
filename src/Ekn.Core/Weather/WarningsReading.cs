namespace Ekn.Core.Weather;

/// <summary>The warnings of the whole country, or the reason why they are not known.</summary>
public abstract record WarningsReading
{
    private WarningsReading() { }

    /// <param name="Warnings">Empty when nothing is active.</param>
    /// <param name="Unreadable">
    /// A line for each warning or area that could not be read. While there is one, nobody can say that no warning
    /// concerns us.
    /// </param>
    public sealed record Known(IReadOnlyList<Warning> Warnings, IReadOnlyList<string> Unreadable) : WarningsReading;

    public sealed record Unknown(WeatherProblem Problem) : WarningsReading;
}
