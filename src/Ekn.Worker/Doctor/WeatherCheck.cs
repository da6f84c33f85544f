using Ekn.Core.Weather;
using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Doctor;

/// <summary>Asks SMHI as the daily decision does.</summary>
internal static class WeatherCheck
{
    public static async Task<Diagnosis> ForecastAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var fetched = await services.GetRequiredService<SmhiForecastClient>().FetchAsync(cancellationToken);
        return fetched.Reading switch
        {
            ForecastReading.Known known => Diagnosis.Ok(
                "forecast",
                $"SMHI answers; the forecast was made {known.Series.ReferenceTime:yyyy-MM-dd HH:mm} UTC and has {known.Series.Steps.Count} steps."
            ),
            ForecastReading.Unknown unknown => Diagnosis.Failed(
                "forecast",
                Sentence(unknown.Problem, "ForecastBaseUrl")
            ),
            _ => throw new InvalidOperationException($"No rule for {fetched.Reading.GetType().Name}."),
        };
    }

    public static async Task<Diagnosis> WarningsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var fetched = await services.GetRequiredService<SmhiWarningsClient>().FetchAsync(cancellationToken);
        return fetched.Reading switch
        {
            WarningsReading.Known { Unreadable: [var first, ..] } => Diagnosis.Failed(
                "warnings",
                $"SMHI answers, but {first}; nights are unknown until that is gone."
            ),
            WarningsReading.Known known => Diagnosis.Ok(
                "warnings",
                $"SMHI answers; {known.Warnings.Count} warnings are active in the country."
            ),
            WarningsReading.Unknown unknown => Diagnosis.Failed(
                "warnings",
                Sentence(unknown.Problem, "WarningsBaseUrl")
            ),
            _ => throw new InvalidOperationException($"No rule for {fetched.Reading.GetType().Name}."),
        };
    }

    private static string Sentence(WeatherProblem problem, string setting) =>
        problem.Kind switch
        {
            WeatherProblemKind.Unreachable or WeatherProblemKind.Timeout =>
                $"SMHI cannot be reached ({problem.Detail}); check the network and Ekn:Smhi:{setting}.",
            WeatherProblemKind.HttpStatus =>
                $"SMHI refuses ({problem.Detail}); check Ekn:Smhi:{setting}, Longitude and Latitude.",
            _ => $"SMHI's answer cannot be used: {problem.Detail}.",
        };
}
