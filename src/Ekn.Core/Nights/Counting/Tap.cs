namespace Ekn.Core.Nights.Counting;

/// <summary>One press of + or − on a site lead's phone.</summary>
/// <param name="Id">Made on the phone, unique: a tap that is sent twice counts once. That of an undo is "undo:" and the tap's.</param>
/// <param name="Change">1 or −1.</param>
/// <param name="TappedAt">By the phone's clock, UTC; the order in which taps came in is what counts.</param>
public sealed record Tap(string Id, GuestField Field, int Change, DateTimeOffset TappedAt)
{
    public const string UndoPrefix = "undo:";

    private const int LongestId = 80;

    /// <summary>Whether a phone of ours can have made it.</summary>
    public bool IsWellFormed =>
        Change is 1 or -1
        && Id.Length is > 0 and <= LongestId
        && Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')
        && Enum.IsDefined(Field);
}
