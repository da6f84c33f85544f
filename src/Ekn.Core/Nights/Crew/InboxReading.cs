namespace Ekn.Core.Nights.Crew;

/// <summary>What a coordinator says that a text meant.</summary>
public enum InboxReading
{
    Book,
    Reserve,
    Withdraw,
    Decline,
    Stop,
    Nothing,
    ByPhone,
}
