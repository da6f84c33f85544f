namespace Ekn.Core.Replies.Language;

internal static class Misspelling
{
    /// <summary>One letter more, less or other, or two neighbours swapped.</summary>
    public static bool IsOneEditAway(string known, string written)
    {
        var start = 0;
        while (start < known.Length && start < written.Length && known[start] == written[start])
        {
            start++;
        }
        var knownRest = known.AsSpan(start);
        var writtenRest = written.AsSpan(start);
        return (knownRest.Length - writtenRest.Length) switch
        {
            1 => knownRest[1..].SequenceEqual(writtenRest),
            -1 => writtenRest[1..].SequenceEqual(knownRest),
            0 when knownRest.IsEmpty => false,
            0 => knownRest[1..].SequenceEqual(writtenRest[1..]) || IsSwap(knownRest, writtenRest),
            _ => false,
        };
    }

    private static bool IsSwap(ReadOnlySpan<char> known, ReadOnlySpan<char> written) =>
        known.Length >= 2 && known[0] == written[1] && known[1] == written[0] && known[2..].SequenceEqual(written[2..]);
}
