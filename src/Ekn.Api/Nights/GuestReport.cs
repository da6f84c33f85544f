namespace Ekn.Api.Nights;

/// <summary>A count of guests. What is left out stays as it was reported before, or is 0.</summary>
/// <param name="Premises">Name of the room; may be left out on a night with one room.</param>
/// <param name="TurnedAway">Sought a place and got none.</param>
public sealed record GuestReport(
    string? Premises = null,
    int? Women = null,
    int? Men = null,
    int? NotStated = null,
    int? TurnedAway = null,
    int? Threats = null,
    int? Violence = null,
    int? Police = null,
    int? Ambulance = null,
    int? Minors = null
);
