namespace Ekn.Core.Weather;

/// <summary>The forecast for one instant.</summary>
/// <param name="At">UTC.</param>
/// <param name="AirCelsius">At 2 m. Null exactly when <paramref name="Fault"/> says why.</param>
/// <param name="WindMetresPerSecond">Mean wind at 10 m; null when missing or unreadable, which only costs the wind chill.</param>
public sealed record ForecastStep(
    DateTimeOffset At,
    decimal? AirCelsius,
    StepFault? Fault,
    decimal? WindMetresPerSecond
)
{
    /// <summary>The temperature that the wind makes it feel like; null without temperature or wind.</summary>
    public decimal? EffectiveCelsius =>
        AirCelsius is { } air && WindMetresPerSecond is { } wind ? WindChill.Celsius(air, wind) : null;
}
