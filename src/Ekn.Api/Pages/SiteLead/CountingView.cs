using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.People;
using Ekn.Core.Shifts;

namespace Ekn.Api.Pages.SiteLead;

/// <summary>One room at night, for whoever is in charge of it.</summary>
/// <param name="Rooms">Those that the person may choose between.</param>
/// <param name="IsOver">The night is closed and its report sent: a tap is a correction.</param>
/// <param name="Undo">What the undo button would do; null when there is nothing to take back.</param>
public sealed record CountingView(
    PremisesOfNight Room,
    IReadOnlyList<PremisesOfNight> Rooms,
    bool IsOver,
    GuestCount Count,
    Tap? Undo,
    IReadOnlyList<Expected> Expected,
    IReadOnlyList<Hired> Hired,
    Recipient? SiteLead,
    IReadOnlyList<Recipient> Coordinators,
    ContactsOptions Contacts
)
{
    public static IReadOnlyList<GuestField> Guests { get; } =
    [GuestField.Women, GuestField.Men, GuestField.NotStated, GuestField.TurnedAway];

    public static IReadOnlyList<GuestField> Incidents { get; } =
    [GuestField.Threats, GuestField.Violence, GuestField.Police, GuestField.Ambulance, GuestField.Minors];

    public int Of(GuestField field) => TapLog.Of(Count, field);

    /// <summary>As in addresses and scripts: women, notStated.</summary>
    public static string NameOf(GuestField field) => char.ToLowerInvariant($"{field}"[0]) + $"{field}"[1..];
}
