using Ekn.Core.Calendar;

namespace Ekn.Core.Weather;

/// <summary>
/// The forecast for one night: known, or unknown with the reason and whatever could be read. Only a known one may be
/// compared with the threshold.
/// </summary>
/// <param name="Judged">The part of the night's window that still lies ahead: all of it, or from the present hour on.</param>
/// <param name="Weather">Null when no series could be read at all.</param>
public abstract record NightForecast(Night Night, NightSpan Judged, NightWeather? Weather)
{
    // A fresh run's first step is the full hour after its reference time, and a run is out within half an hour.
    private static readonly TimeSpan FirstStepAfterNow = TimeSpan.FromMinutes(90);

    // Clocks differ a little; a run from the future is something else.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    public sealed record Known(Night Night, NightSpan Judged, NightWeather Weather, TemperatureAt Lowest)
        : NightForecast(Night, Judged, Weather);

    public sealed record Unknown(Night Night, NightSpan Judged, NightWeather? Weather, WeatherProblem Problem)
        : NightForecast(Night, Judged, Weather);

    /// <param name="now">The instant of judging. A night that has begun is judged from this hour on.</param>
    public static NightForecast Read(
        ForecastReading reading,
        Night night,
        NightWindow window,
        LocalTime time,
        DateTimeOffset now,
        ForecastLimits limits
    )
    {
        var span = window.Of(night, time);
        if (now >= span.End)
        {
            return new Unknown(night, span, null, new(WeatherProblemKind.NightOver, "the night has ended"));
        }
        var judged = new NightSpan(Later(span.Start, StartOfHour(now)), span.End);
        return reading switch
        {
            ForecastReading.Known known => Judge(known.Series, night, judged, now, limits),
            ForecastReading.Unknown unknown => new Unknown(night, judged, null, unknown.Problem),
            _ => throw new ArgumentOutOfRangeException(nameof(reading)),
        };
    }

    private static NightForecast Judge(
        ForecastSeries series,
        Night night,
        NightSpan judged,
        DateTimeOffset now,
        ForecastLimits limits
    )
    {
        var weather = NightWeather.Of(series, judged);
        var problem =
            AgeProblem(series, now, limits)
            ?? ValueProblem(weather)
            ?? CoverageProblem(series, judged, now)
            ?? GapProblem(weather, limits);
        if (problem is not null)
        {
            return new Unknown(night, judged, weather, problem);
        }
        return weather.LowestAir is { } lowest
            ? new Known(night, judged, weather, lowest)
            : new Unknown(
                night,
                judged,
                weather,
                new(WeatherProblemKind.TooFewSteps, "the forecast has no step in the night")
            );
    }

    private static WeatherProblem? AgeProblem(ForecastSeries series, DateTimeOffset now, ForecastLimits limits)
    {
        var age = now - series.ReferenceTime;
        if (age < -ClockTolerance)
        {
            return new(WeatherProblemKind.FutureReferenceTime, "the reference time lies in the future");
        }
        return age > limits.MaxAge
            ? new(
                WeatherProblemKind.Stale,
                $"the forecast is {Hours(age)} old, and at most {Hours(limits.MaxAge)} is allowed"
            )
            : null;
    }

    private static WeatherProblem? ValueProblem(NightWeather weather) =>
        weather.Steps.FirstOrDefault(step => step.Fault is not null) is { } faulty
            ? faulty.Fault switch
            {
                StepFault.MarkedMissing => new(WeatherProblemKind.MissingValue, $"9999 at {Utc(faulty.At)}"),
                StepFault.KeyAbsent => new(WeatherProblemKind.MissingKey, $"no air_temperature at {Utc(faulty.At)}"),
                _ => new(WeatherProblemKind.UnreadableValue, $"an unreadable air_temperature at {Utc(faulty.At)}"),
            }
            : null;

    private static WeatherProblem? CoverageProblem(ForecastSeries series, NightSpan judged, DateTimeOffset now)
    {
        var readable = series.Steps.Where(step => step.AirCelsius is not null).Select(step => step.At).ToList();
        if (readable.Count == 0 || readable[^1] < judged.End)
        {
            return new(WeatherProblemKind.PartlyCovered, "the forecast ends before the night does");
        }
        return readable[0] > judged.Start && readable[0] - now > FirstStepAfterNow
            ? new(WeatherProblemKind.PartlyCovered, "the forecast begins after the night does")
            : null;
    }

    private static WeatherProblem? GapProblem(NightWeather weather, ForecastLimits limits) =>
        weather.WidestGap > limits.MaxGap
            ? new(
                WeatherProblemKind.Gap,
                $"{weather.Steps.Count} steps in the night, up to {Hours(weather.WidestGap.Value)} apart"
            )
            : null;

    private static DateTimeOffset StartOfHour(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string Hours(TimeSpan time) => $"{Math.Round(time.TotalHours, 1)} h";

    private static string Utc(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm'Z'");
}
