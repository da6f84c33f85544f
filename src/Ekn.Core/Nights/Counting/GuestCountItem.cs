namespace Ekn.Core.Nights.Counting;

/// <summary>One number or word of a report.</summary>
/// <param name="Number">Null for a word.</param>
/// <param name="Word">Null for a number.</param>
/// <param name="IsGlued">Nothing stands between this and the item before: the K of "14K".</param>
/// <param name="StartsGroup">A comma, full stop or line end stands before it.</param>
internal sealed record GuestCountItem(
    int? Number,
    GuestCountWord? Word,
    string Text,
    string Written,
    bool IsGlued,
    bool StartsGroup
)
{
    public bool IsField =>
        Word is not (null or GuestCountWord.Unknown or GuestCountWord.Doubt or GuestCountWord.Filler);
}
