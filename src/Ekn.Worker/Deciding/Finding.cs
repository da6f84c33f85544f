using Ekn.Core.Decisions;

namespace Ekn.Worker.Deciding;

/// <summary>What the rule says about a night, and where the weather was read.</summary>
/// <param name="Now">The instant of judging, UTC.</param>
/// <param name="InSeason">Outside the season nobody is asked at noon, whatever the weather.</param>
/// <param name="ForecastFrom">A path, or SMHI's address; null when no answer came.</param>
internal sealed record Finding(
    Assessment Assessment,
    DateTimeOffset Now,
    bool InSeason,
    string? ForecastFrom,
    string? WarningsFrom
);
