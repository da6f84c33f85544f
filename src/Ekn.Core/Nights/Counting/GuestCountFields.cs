namespace Ekn.Core.Nights.Counting;

/// <summary>The numbers of one report from the site lead. Null means not mentioned, which is not zero.</summary>
/// <param name="NotStated">Guests counted neither as women nor as men.</param>
/// <param name="TurnedAway">Sought a place and got none.</param>
/// <param name="Threats">Cases of threat, like the three after it.</param>
/// <param name="Police">Times the police came.</param>
/// <param name="Ambulance">Times an ambulance came.</param>
/// <param name="Minors">Guests under age; they are among the guests counted, not beside them.</param>
public sealed record GuestCountFields(
    int? Women = null,
    int? Men = null,
    int? NotStated = null,
    int? TurnedAway = null,
    int? Threats = null,
    int? Violence = null,
    int? Police = null,
    int? Ambulance = null,
    int? Minors = null
)
{
    /// <summary>Women, men and not stated; null when none of them was mentioned.</summary>
    public int? Guests =>
        Women is null && Men is null && NotStated is null ? null : (Women ?? 0) + (Men ?? 0) + (NotStated ?? 0);
}
