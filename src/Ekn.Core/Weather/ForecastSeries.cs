namespace Ekn.Core.Weather;

/// <summary>One run of the forecast for one point.</summary>
/// <param name="ReferenceTime">When the run began, UTC: the age of a forecast is counted from here.</param>
/// <param name="Steps">At least one, in rising order of time, no time twice.</param>
public sealed record ForecastSeries(DateTimeOffset ReferenceTime, IReadOnlyList<ForecastStep> Steps);
