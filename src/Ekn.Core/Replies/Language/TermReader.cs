namespace Ekn.Core.Replies.Language;

/// <summary>Turns the tokens of a text into terms, in one pass; then settles what hangs on neighbours.</summary>
internal static class TermReader
{
    private const int LongestSignature = 4;

    public static IReadOnlyList<Term> Read(ReplyText text, ReplyContext context)
    {
        var cursor = new TokenCursor(text, context);
        var terms = new List<Term>();
        while (!cursor.IsAtEnd)
        {
            terms.AddRange(ReadNext(cursor, terms.LastOrDefault()));
        }
        return WithoutSignature(EveryWeek.Settle(DaySpans.Settle(terms)));
    }

    private static IReadOnlyList<Term> ReadNext(TokenCursor cursor, Term? before)
    {
        if (cursor.Current.Kind == TokenKind.Mark)
        {
            return MarkWords.Read(cursor) is { } mark ? [mark] : [];
        }
        if (CodeWords.Read(cursor) is { } code)
        {
            return [code];
        }
        if (DateWords.Read(cursor) is { } dates)
        {
            return dates;
        }
        return TimeWords.Read(cursor, before) is { } time ? [time] : PhraseWords.Read(cursor);
    }

    /// <summary>A name after "hälsningar" is no word of the answer.</summary>
    private static List<Term> WithoutSignature(List<Term> terms)
    {
        var at = terms.FindLastIndex(term => term.Sense == Sense.Signature);
        if (at < 0)
        {
            return terms;
        }
        var name = terms.Skip(at + 1).Where(term => !term.IsSeparator).ToList();
        var isName =
            name.Count <= LongestSignature
            && name.TrueForAll(term =>
                term.Sense is Sense.Other or Sense.Filler or Sense.And or Sense.Thanks or Sense.Number
                || WeekdayWords.AlsoEverydayWords.Contains(term.Text)
            );
        return isName ? terms[..at] : terms;
    }
}
