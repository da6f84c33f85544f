using System.Text.Json;

namespace Ekn.Core.Weather.Smhi;

/// <summary>Reads the body of SMHI's point forecast, snow1g version 1. Pure; never throws.</summary>
public static class ForecastPayload
{
    private const decimal Missing = 9999m;

    public static ForecastReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = SmhiJson.Parse(body);
            return ReadRoot(document.RootElement);
        }
        catch (Exception exception) when (SmhiJson.IsUnreadable(exception))
        {
            return new ForecastReading.Unknown(SmhiJson.NotJson(body));
        }
    }

    private static ForecastReading ReadRoot(JsonElement root)
    {
        if (SmhiJson.Instant(SmhiJson.Get(root, "referenceTime")) is not { } reference)
        {
            return Unknown(WeatherProblemKind.UnexpectedShape, "there is no referenceTime in UTC");
        }
        if (SmhiJson.Get(root, "timeSeries") is not { ValueKind: JsonValueKind.Array } series)
        {
            return Unknown(WeatherProblemKind.UnexpectedShape, "there is no list timeSeries");
        }
        if (series.GetArrayLength() == 0)
        {
            return Unknown(WeatherProblemKind.EmptySeries, "timeSeries is empty");
        }
        var steps = new List<ForecastStep>(series.GetArrayLength());
        foreach (var element in series.EnumerateArray())
        {
            if (ReadStep(element) is not { } step)
            {
                return Unknown(WeatherProblemKind.UnexpectedShape, $"step {steps.Count + 1} has no time or no data");
            }
            if (steps.Count > 0 && step.At <= steps[^1].At)
            {
                return Unknown(
                    WeatherProblemKind.TimesOutOfOrder,
                    $"step {steps.Count + 1} is not later than the one before"
                );
            }
            steps.Add(step);
        }
        return new ForecastReading.Known(new ForecastSeries(reference, steps));
    }

    /// <summary>Null when the step cannot be placed in time: then nothing can be said about where it is missing.</summary>
    private static ForecastStep? ReadStep(JsonElement element)
    {
        if (
            SmhiJson.Instant(SmhiJson.Get(element, "time")) is not { } at
            || SmhiJson.Get(element, "data") is not { ValueKind: JsonValueKind.Object } data
        )
        {
            return null;
        }
        var (air, fault) = ReadAir(SmhiJson.Get(data, "air_temperature"));
        var wind = SmhiJson.Number(SmhiJson.Get(data, "wind_speed"));
        return new ForecastStep(at, air, fault, wind is >= 0 and <= 100 ? wind : null);
    }

    private static (decimal? Celsius, StepFault? Fault) ReadAir(JsonElement? element)
    {
        if (element is null)
        {
            return (null, StepFault.KeyAbsent);
        }
        return SmhiJson.Number(element) switch
        {
            null => (null, StepFault.NotANumber),
            Missing => (null, StepFault.MarkedMissing),
            < -60 or > 50 => (null, StepFault.OutOfRange),
            { } celsius => (celsius, null),
        };
    }

    private static ForecastReading.Unknown Unknown(WeatherProblemKind kind, string detail) =>
        new(new WeatherProblem(kind, detail));
}
