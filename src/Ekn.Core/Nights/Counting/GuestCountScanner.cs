using Ekn.Core.Replies.Language;

namespace Ekn.Core.Nights.Counting;

/// <summary>Splits a report into numbers and words, and stops at numbers that are no plain counts.</summary>
internal static class GuestCountScanner
{
    public static (IReadOnlyList<GuestCountItem> Items, GuestCountReading.Unreadable? Problem) Scan(ReplyText text)
    {
        var items = new List<GuestCountItem>();
        var startsGroup = false;
        var isGlued = false;
        var at = 0;
        while (at < text.Tokens.Count)
        {
            var token = text.Tokens[at];
            if (token.Kind == TokenKind.Mark)
            {
                startsGroup |= SeparatesPairs(text.Tokens, at, items);
                isGlued = false;
                at++;
                continue;
            }
            if (token.IsNumber && ProblemOf(text, at) is { } problem)
            {
                return ([], problem);
            }
            var (item, count) = ItemAt(text, at, isGlued && token.Glued, startsGroup);
            at += count;
            isGlued = item is not null;
            if (item is not null)
            {
                items.Add(item);
                startsGroup = false;
            }
        }
        return (items, null);
    }

    private static (GuestCountItem? Item, int Count) ItemAt(ReplyText text, int at, bool isGlued, bool startsGroup)
    {
        var token = text.Tokens[at];
        var found = token.IsWord ? GuestCountWords.Find(text.Tokens, at) : null;
        var number = token.IsNumber ? token.Value : NumberWord(text.Tokens, at);
        if (number is not null && found is not { Count: > 1 })
        {
            return (new GuestCountItem(number, null, token.Text, Written(text, at, 1), isGlued, startsGroup), 1);
        }
        var (word, count) = found ?? (GuestCountWord.Unknown, 1);
        return word == GuestCountWord.Filler
            ? (null, count)
            : (new GuestCountItem(null, word, token.Text, Written(text, at, count), isGlued, startsGroup), count);
    }

    private static string Written(ReplyText text, int at, int count) =>
        text.Slice(text.Tokens[at].Start, text.Tokens[at + count - 1].End);

    /// <summary>"inga hot", "en polis": a number only before something that is counted.</summary>
    private static int? NumberWord(IReadOnlyList<Token> tokens, int at)
    {
        var counts =
            at + 1 < tokens.Count
            && tokens[at + 1].IsWord
            && GuestCountWords.Find(tokens, at + 1) is { Word: not (GuestCountWord.Filler or GuestCountWord.Doubt) };
        return counts ? GuestCountWords.NumberOf(tokens[at].Text) : null;
    }

    /// <summary>A colon or dash between a word and its number joins them; any other mark parts.</summary>
    private static bool SeparatesPairs(IReadOnlyList<Token> tokens, int at, List<GuestCountItem> items)
    {
        var joins = tokens[at].IsMark(':') || tokens[at].IsMark('-');
        var isAfterLongWord = items.Count > 0 && items[^1] is { Word: GuestCountWord.Unknown, Text.Length: > 2 };
        return !joins || isAfterLongWord;
    }

    private static GuestCountReading.Unreadable? ProblemOf(ReplyText text, int at)
    {
        var tokens = text.Tokens;
        if (tokens[at].Value is null)
        {
            return new GuestCountReading.Unreadable(GuestCountProblem.TooLarge, Written(text, at, 1));
        }
        // "14,5K", "14-15 K", "1/12"; but "våld 1, 2 avvisade" is a list.
        var joinsNumbers =
            at >= 2
            && tokens[at - 1].Kind == TokenKind.Mark
            && tokens[at - 2].IsNumber
            && (tokens[at - 1].IsMark('-') || (tokens[at].Glued && tokens[at - 1].Glued));
        if (joinsNumbers)
        {
            return new GuestCountReading.Unreadable(GuestCountProblem.Ambiguous, Written(text, at - 2, 3));
        }
        var isNegative = at >= 1 && tokens[at].Glued && tokens[at - 1].IsMark('-') && !tokens[at - 1].Glued;
        return isNegative
            ? new GuestCountReading.Unreadable(GuestCountProblem.Negative, Written(text, at - 1, 2))
            : null;
    }
}
