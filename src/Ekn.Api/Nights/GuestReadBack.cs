namespace Ekn.Api.Nights;

/// <summary>What now stands for a room, to be checked by who reported.</summary>
/// <param name="Routines">What to do about the incidents of this report, in Swedish as on site; empty when there are none.</param>
public sealed record GuestReadBack(
    DateOnly Night,
    string Premises,
    int Capacity,
    GuestFigures Guests,
    IReadOnlyList<string> Routines
);
