using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Overview;
using Ekn.Core.Shifts;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>How a night is going apart from its decision, in short.</summary>
/// <param name="Glance">The night as calendars show it.</param>
/// <param name="SiteLead">The name; null when nobody is rostered.</param>
/// <param name="Unclear">Answers of any night that wait for a person to read them.</param>
/// <param name="MayBeCalled">Volunteers that can be asked at all.</param>
public sealed record NightOperation(
    NightGlance Glance,
    IReadOnlyList<NightOperation.Room> Rooms,
    string? SiteLead,
    IReadOnlyList<NightOperation.ShiftLine> Shifts,
    CallProgress Call,
    NightDelivery Messages,
    int Unclear,
    int MayBeCalled
)
{
    /// <param name="State">planned, called, accepted, declined or left; null where only the rota says so.</param>
    /// <param name="SiteLead">The name of who is in charge there; null when nobody is.</param>
    public sealed record Room(string Name, string? State, string? SiteLead = null);

    public sealed record ShiftLine(ShiftOfNight Shift, int Waiting, int Reserve);
}
