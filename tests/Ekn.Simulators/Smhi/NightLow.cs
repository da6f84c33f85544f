namespace Ekn.Simulators.Smhi;

/// <summary>The coldest moment of a scripted night.</summary>
/// <param name="Hour">The local hour that it falls on: 18 to 23 in the evening, 0 to 9 in the morning.</param>
public sealed record NightLow(decimal Celsius, int Hour = 5);
