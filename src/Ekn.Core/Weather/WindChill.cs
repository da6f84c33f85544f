namespace Ekn.Core.Weather;

/// <summary>
/// The effective temperature, by the formula SMHI uses. Shown to people; it never opens a night.
/// </summary>
public static class WindChill
{
    /// <summary>Below this wind the formula has no meaning, and the air temperature is used.</summary>
    public const decimal LeastWindMetresPerSecond = 1.3m;

    /// <returns>°C, one decimal.</returns>
    public static decimal Celsius(decimal airCelsius, decimal windMetresPerSecond)
    {
        if (windMetresPerSecond < LeastWindMetresPerSecond)
        {
            return airCelsius;
        }
        var air = (double)airCelsius;
        var wind = Math.Pow((double)windMetresPerSecond, 0.16);
        var effective = 13.12 + (0.6215 * air) - (13.956 * wind) + (0.48669 * air * wind);
        return Math.Round((decimal)effective, 1, MidpointRounding.AwayFromZero);
    }
}
