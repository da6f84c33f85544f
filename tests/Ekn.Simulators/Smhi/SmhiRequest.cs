namespace Ekn.Simulators.Smhi;

/// <summary>A request that the simulator received.</summary>
/// <param name="At">By the simulator's clock, UTC.</param>
public sealed record SmhiRequest(string Path, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public string? UserAgent => Headers.GetValueOrDefault("User-Agent");
}
