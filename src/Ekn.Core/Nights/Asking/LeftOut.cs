namespace Ekn.Core.Nights.Asking;

/// <summary>Why somebody is not asked. The first reason that holds, in this order.</summary>
public enum LeftOut
{
    /// <summary>Said STOP on every address, or has none.</summary>
    Stopped,
    Paused,

    /// <summary>Nothing notes their consent, and the settings ask for it.</summary>
    NoConsent,
    Booked,
    StandsBy,
    Declined,

    /// <summary>Asked about this night already.</summary>
    Asked,
    Weekday,
    Shift,

    /// <summary>Every free shift lies too close to a night shift of theirs.</summary>
    Rest,

    /// <summary>Has been asked as often as one may be within a week.</summary>
    Budget,

    /// <summary>Somebody who has the same phone is asked, and the text names them both.</summary>
    SharedPhone,

    /// <summary>Comes later in the order: a later wave asks them if people are still missing then.</summary>
    LaterWave,
}
