namespace Ekn.Core.Nights.Counting;

internal enum GuestCountWord
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

    /// <summary>Threats, violence, police and ambulance together: "inga incidenter".</summary>
    Incidents,
    Total,
    Filler,

    /// <summary>Makes a number an estimate or takes it back.</summary>
    Doubt,
    Unknown,
}
