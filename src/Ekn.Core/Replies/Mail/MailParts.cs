namespace Ekn.Core.Replies.Mail;

/// <summary>A mail taken apart at the letter that it quotes.</summary>
/// <param name="Above">The lines before the quote; all of them when nothing is quoted.</param>
/// <param name="Below">The lines after, or between, quoted ones.</param>
/// <param name="BelowIsPlain">One block, set off by an empty line from a quote that is marked line by line.</param>
internal sealed record MailParts(
    IReadOnlyList<string> Above,
    IReadOnlyList<string> Below,
    bool HasQuote,
    bool BelowIsPlain
)
{
    public static MailParts Of(string body)
    {
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        while (start < lines.Length && QuoteMarks.LengthAt(lines, start) == 0 && !QuoteMarks.IsQuoted(lines[start]))
        {
            start++;
        }
        if (start == lines.Length)
        {
            return new MailParts(lines, [], HasQuote: false, BelowIsPlain: false);
        }
        var above = lines[..start];
        var quote = start + QuoteMarks.LengthAt(lines, start);
        var first = quote;
        while (first < lines.Length && string.IsNullOrWhiteSpace(lines[first]))
        {
            first++;
        }
        // Outlook and phones put the old letter there as it is: where it ends, nobody can tell.
        return first < lines.Length && QuoteMarks.IsQuoted(lines[first])
            ? Marked(above, lines[first..])
            : new MailParts(above, [], HasQuote: true, BelowIsPlain: false);
    }

    private static MailParts Marked(string[] above, string[] rest)
    {
        var last = Array.FindLastIndex(rest, QuoteMarks.IsQuoted);
        var below = rest[(last + 1)..];
        var between = rest[..last].Where(line => !QuoteMarks.IsQuoted(line) && !string.IsNullOrWhiteSpace(line));
        // A quoted line that was broken goes on without its mark, and is our own words: an empty line must come first.
        var isSetOff = below.Length > 0 && string.IsNullOrWhiteSpace(below[0]);
        var loose = between.Concat(isSetOff ? [] : below.TakeWhile(line => !string.IsNullOrWhiteSpace(line))).ToList();
        var answer = isSetOff ? below : [.. below.SkipWhile(line => !string.IsNullOrWhiteSpace(line))];
        return new MailParts(above, [.. loose, .. answer], HasQuote: true, BelowIsPlain: loose.Count == 0);
    }
}
