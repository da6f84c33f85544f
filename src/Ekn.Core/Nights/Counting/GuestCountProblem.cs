namespace Ekn.Core.Nights.Counting;

/// <summary>Why a report could not be read, for the question back.</summary>
public enum GuestCountProblem
{
    NoNumbers,

    /// <summary>"14 23", or a number that could belong to either neighbour.</summary>
    NumberWithoutWord,

    /// <summary>"polis kallad": how many times is not guessed.</summary>
    WordWithoutNumber,

    /// <summary>"3 katter".</summary>
    UnknownWord,

    /// <summary>"14K 15K".</summary>
    SaidTwice,
    Negative,

    /// <summary>More than <see cref="GuestCountText.MostOfAnything"/>.</summary>
    TooLarge,

    /// <summary>"14-15 K", "14,5K", "K 14M".</summary>
    Ambiguous,

    /// <summary>"ca 14 K", "inte 14 K", "14K?".</summary>
    Doubtful,

    /// <summary>"14K 23M totalt 40".</summary>
    TotalDiffers,

    /// <summary>"37 gäster": women and men are asked for.</summary>
    TotalWithoutParts,
    TooLong,
}
