namespace Ekn.Core.Nights.Crew;

public enum CallOutcome
{
    /// <summary>They know now.</summary>
    Reached,

    NoAnswer,

    /// <summary>Somebody else has the number: it is to be mended in the register.</summary>
    WrongNumber,
}
