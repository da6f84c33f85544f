namespace Ekn.Core.Weather;

/// <summary>One answer from SMHI: what it says, and the bytes that say so.</summary>
/// <param name="Evidence">Null when not a single answer came (no connection, a timeout).</param>
/// <param name="FromCache">The answer was fetched earlier and is still within its max-age; its evidence is the same.</param>
public sealed record Fetched<TReading>(TReading Reading, Evidence? Evidence, bool FromCache);
