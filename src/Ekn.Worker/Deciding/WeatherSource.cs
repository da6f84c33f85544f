using Ekn.Core.Weather;
using Ekn.Core.Weather.Smhi;

namespace Ekn.Worker.Deciding;

/// <summary>Both readings, each from a file when one is given, else from SMHI.</summary>
internal sealed record WeatherSource(
    ForecastReading Forecast,
    string? ForecastFrom,
    WarningsReading Warnings,
    string? WarningsFrom
)
{
    /// <param name="forecastFile">The bytes of a file, with its path; null asks SMHI.</param>
    public static async Task<WeatherSource> ReadAsync(
        (byte[] Bytes, string Path)? forecastFile,
        (byte[] Bytes, string Path)? warningsFile,
        SmhiForecastClient forecasts,
        SmhiWarningsClient warnings,
        CancellationToken cancellationToken
    )
    {
        var forecast = forecastFile is { } file
            ? Task.FromResult((ForecastPayload.Read(file.Bytes), (string?)file.Path))
            : Fetched(forecasts.FetchAsync(cancellationToken));
        var warning = warningsFile is { } other
            ? Task.FromResult((WarningsPayload.Read(other.Bytes), (string?)other.Path))
            : Fetched(warnings.FetchAsync(cancellationToken));
        var (forecastReading, forecastFrom) = await forecast;
        var (warningsReading, warningsFrom) = await warning;
        return new WeatherSource(forecastReading, forecastFrom, warningsReading, warningsFrom);
    }

    private static async Task<(T Reading, string? From)> Fetched<T>(Task<Fetched<T>> fetching)
    {
        var fetched = await fetching;
        return (fetched.Reading, fetched.Evidence?.Address.ToString());
    }
}
