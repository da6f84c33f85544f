using Ekn.Core.Calendar;
using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

/// <summary>What the rule says about one night, with everything that is needed to explain it.</summary>
/// <param name="Reasons">Why the outcome is what it is; at least one.</param>
/// <param name="Warnings">Every warning that was read, each with why it counts or not.</param>
/// <param name="ForecastProblem">Why the forecast is not known. Set also when a known warning opens the night without it.</param>
/// <param name="WarningsProblem">Why the warnings are not known, in full or in part. Set also when the cold opens the night without them.</param>
public sealed record Assessment(
    Outcome Outcome,
    IReadOnlyList<OpeningReason> Reasons,
    NightForecast Forecast,
    IReadOnlyList<JudgedWarning> Warnings,
    WeatherProblem? ForecastProblem,
    WeatherProblem? WarningsProblem
)
{
    public Night Night => Forecast.Night;

    /// <summary>Null unless the forecast is known.</summary>
    public TemperatureAt? Lowest => (Forecast as NightForecast.Known)?.Lowest;

    /// <summary>Closed, but near enough that a person is asked.</summary>
    public bool Borderline =>
        Reasons.Contains(OpeningReason.BorderlineCold) || Reasons.Contains(OpeningReason.BorderlineWarning);

    /// <summary>The night reads too warm, because the forecast's steps are far apart.</summary>
    public bool ReadsTooWarm => Forecast.Weather is { IsCoarse: true };
}
