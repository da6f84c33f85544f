using Ekn.Core.Calendar;

namespace Ekn.Core.Weather;

/// <summary>What a series says about one night, however little that is.</summary>
/// <param name="ReferenceTime">Of the run, UTC.</param>
/// <param name="Steps">The steps inside the judged part of the night, unreadable ones among them.</param>
/// <param name="LowestAir">Of the steps that can be read; null when none can.</param>
/// <param name="LowestEffective">With wind chill; null when no step has both temperature and wind.</param>
/// <param name="WidestGap">The longest time between two readable steps over the night, the neighbours outside its edges included; null with fewer than two.</param>
public sealed record NightWeather(
    DateTimeOffset ReferenceTime,
    IReadOnlyList<ForecastStep> Steps,
    TemperatureAt? LowestAir,
    TemperatureAt? LowestEffective,
    TimeSpan? WidestGap
)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// The steps are more than an hour apart, as they are from about two and a half days ahead. The coldest hour of
    /// the night is then often between two steps, so the night reads too warm.
    /// </summary>
    public bool IsCoarse => WidestGap is null || WidestGap > Hour;

    internal static NightWeather Of(ForecastSeries series, NightSpan judged)
    {
        var inside = series.Steps.Where(step => judged.Contains(step.At)).ToList();
        return new NightWeather(
            series.ReferenceTime,
            inside,
            Lowest(inside, step => step.AirCelsius),
            Lowest(inside, step => step.EffectiveCelsius),
            WidestGapOver(series, judged)
        );
    }

    private static TemperatureAt? Lowest(IEnumerable<ForecastStep> steps, Func<ForecastStep, decimal?> celsius)
    {
        TemperatureAt? lowest = null;
        foreach (var step in steps)
        {
            if (celsius(step) is { } value && (lowest is null || value < lowest.Celsius))
            {
                lowest = new TemperatureAt(value, step.At);
            }
        }
        return lowest;
    }

    private static TimeSpan? WidestGapOver(ForecastSeries series, NightSpan judged)
    {
        var readable = series.Steps.Where(step => step.AirCelsius is not null).Select(step => step.At).ToList();
        var from = Math.Max(0, readable.FindLastIndex(at => at <= judged.Start));
        var to = readable.FindIndex(at => at >= judged.End);
        var over = readable.GetRange(from, (to < 0 ? readable.Count : to + 1) - from);
        return over.Count < 2 ? null : over.Zip(over.Skip(1), (earlier, later) => later - earlier).Max();
    }
}
