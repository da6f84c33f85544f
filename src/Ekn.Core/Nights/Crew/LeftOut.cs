namespace Ekn.Core.Nights.Crew;

/// <summary>Why somebody is not asked. The first reason that holds, in this order.</summary>
public enum LeftOut
{
    Stopped,
    Paused,
    Booked,
    StandsBy,
    Declined,
    Asked,
    Weekday,
    Shift,
    SharedPhone,
}
