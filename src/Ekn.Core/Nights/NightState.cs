namespace Ekn.Core.Nights;

public enum NightState
{
    /// <summary>Has a code, because somebody was asked about it; nothing is offered.</summary>
    Waiting,

    /// <summary>Early notice is out: volunteers can sign up, nothing is decided.</summary>
    Early,

    Open,

    /// <summary>Was on offer or open, and is not any more.</summary>
    Off,

    /// <summary>The night is over and closed.</summary>
    Ended,
}
