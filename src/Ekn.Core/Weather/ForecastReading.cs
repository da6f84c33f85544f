namespace Ekn.Core.Weather;

/// <summary>A forecast as a whole: a series, or the reason why there is none.</summary>
public abstract record ForecastReading
{
    private ForecastReading() { }

    public sealed record Known(ForecastSeries Series) : ForecastReading;

    public sealed record Unknown(WeatherProblem Problem) : ForecastReading;
}
