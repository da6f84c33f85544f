namespace Ekn.Core.Nights.Counting;

/// <summary>One of the numbers that a site lead counts.</summary>
public enum GuestField
{
    Women,
    Men,
    NotStated,
    TurnedAway,
    Threats,
    Violence,
    Police,
    Ambulance,
    Minors,
}
