namespace Ekn.Core.Weather;

/// <summary>One area of one of SMHI's warnings. The words are SMHI's own and are shown unchanged, with the source named.</summary>
/// <param name="EventCode">What it warns of, such as WIND or STRONG_COOLING.</param>
/// <param name="Mho">MET, HYD or OCE (the sea).</param>
/// <param name="Counties">Ids of the counties and sea areas it concerns; 1 is Stockholm county.</param>
/// <param name="Starts">UTC.</param>
/// <param name="Ends">UTC; null means until further notice.</param>
/// <param name="EventSv">The event in Swedish; null where SMHI left it out, as may be the other words.</param>
public sealed record Warning(
    string Id,
    string AreaId,
    string EventCode,
    string Mho,
    WarningLevel Level,
    IReadOnlyList<int> Counties,
    DateTimeOffset Starts,
    DateTimeOffset? Ends,
    string? AreaSv,
    string? AreaEn,
    string? EventSv,
    string? EventEn
)
{
    /// <summary>Cold with wind, always yellow at SMHI: mean wind of 10 m/s or more and −28 °C effective or colder.</summary>
    public bool IsStrongCooling => EventCode == "STRONG_COOLING";

    /// <summary>Concerns the sea, even when it lists a county.</summary>
    public bool IsAtSea => Mho == "OCE" || EventCode == "WIND_SEA";
}
