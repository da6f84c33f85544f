namespace Ekn.Core.Replies.Language;

/// <summary>Reads the marks between words.</summary>
internal static class MarkWords
{
    private static readonly HashSet<string> Abbreviations =
    [
        .. "kl|ca|bl|mån|man|tis|ons|tor|tors|fre|lor|son|dec|jan|feb|okt|nov|apr|aug|sept|e|f|t|ev".Split('|'),
    ];

    /// <summary>The term for a mark; null when it says nothing.</summary>
    public static Term? Read(TokenCursor cursor)
    {
        var before = cursor.Peek(-1);
        var after = cursor.Peek(1);
        var mark = cursor.Current;
        var taken = cursor.Take(1, Sense.Break);
        return mark.Text[0] switch
        {
            ',' or '\n' => taken with { Sense = Sense.Comma },
            '.' when before.IsWord && Abbreviations.Contains(before.Text) && after.Kind != TokenKind.Mark => null,
            '.' or '!' or ';' or '(' or ')' => taken,
            '?' => taken with { Sense = Sense.QuestionMark },
            '+' or '&' => taken with { Sense = Sense.And },
            '-' => taken with { Sense = Sense.Dash, IsDoubtful = mark.Glued },
            // "A1 // Sara"
            '/' when before.IsMark('/') => taken with { Sense = Sense.Signature },
            '/' when after.IsMark('/') => null,
            '/' when after is { Glued: true, IsWord: true } && !mark.Glued => taken with { Sense = Sense.Signature },
            '/' => taken with { Sense = Sense.Or },
            _ => null,
        };
    }
}
