using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Shifts;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Who works in one room of a night beside the volunteers, and how many of those are needed.</summary>
/// <param name="Leads">Those who can be put in charge.</param>
public sealed record RoomCrew(
    PremisesOfNight Room,
    IReadOnlyList<ShiftOfNight> Shifts,
    IReadOnlyList<Hired> Hired,
    IReadOnlyList<Recipient> Leads
);
