namespace Ekn.Core.Replies;

public enum Certainty
{
    Sure,

    /// <summary>A guess, to be confirmed by the writer. It must not change a booking.</summary>
    Ask,
}
