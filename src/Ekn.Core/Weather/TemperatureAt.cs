namespace Ekn.Core.Weather;

/// <param name="At">UTC; of several instants with the same temperature, the first.</param>
public sealed record TemperatureAt(decimal Celsius, DateTimeOffset At);
