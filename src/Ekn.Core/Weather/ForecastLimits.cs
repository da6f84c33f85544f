namespace Ekn.Core.Weather;

/// <summary>How good a forecast must be to decide on.</summary>
/// <param name="MaxAge">From its reference time until now.</param>
/// <param name="MaxGap">Between two steps that follow each other, over the night and its edges.</param>
public sealed record ForecastLimits(TimeSpan MaxAge, TimeSpan MaxGap)
{
    public static ForecastLimits Default { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromHours(3));
}
