namespace Ekn.Core.Replies.Language;

/// <summary>A place in the tokens of a text. Looking never moves it; taking does.</summary>
internal sealed class TokenCursor(ReplyText text, ReplyContext context)
{
    private static readonly Token Nothing = new(TokenKind.Mark, "\0", 0, 0, Glued: false);

    private readonly HashSet<string> _writerName =
    [
        .. context.WriterName.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Select(Letters.Plain),
    ];

    private int _at;

    public ReplyText Text => text;

    public ReplyContext Context => context;

    public bool IsAtEnd => _at >= text.Tokens.Count;

    public Token Current => Peek(0);

    /// <summary>The token some places ahead, or behind when negative; a nameless mark outside the text.</summary>
    public Token Peek(int ahead)
    {
        var index = _at + ahead;
        return index >= 0 && index < text.Tokens.Count ? text.Tokens[index] : Nothing;
    }

    /// <summary>Steps over the next tokens and returns a term that spans them.</summary>
    public Term Take(int count, Sense sense)
    {
        var first = text.Tokens[_at];
        var last = text.Tokens[_at + count - 1];
        var word = string.Join(' ', text.Tokens.Skip(_at).Take(count).Select(token => token.Text));
        _at += count;
        return new Term(sense, first.Start, last.End) { Text = word, Written = text.Slice(first.Start, last.End) };
    }

    public bool IsWriterName(string word) => _writerName.Contains(word);

    public string Written(int count) => text.Slice(Current.Start, Peek(count - 1).End);

    public DateOnly Today => DateOnly.FromDateTime(context.Now.DateTime);
}
