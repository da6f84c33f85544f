using Ekn.Core.Weather;

namespace Ekn.Core.Nights.Deciding;

/// <summary>Both of SMHI's answers, fetched together.</summary>
public sealed record WeatherReport(Fetched<ForecastReading> Forecast, Fetched<WarningsReading> Warnings);
