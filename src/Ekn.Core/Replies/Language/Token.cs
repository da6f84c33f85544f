namespace Ekn.Core.Replies.Language;

/// <summary>
/// One word, number or mark of a reply.
/// </summary>
/// <param name="Text">Lower case, without diacritics.</param>
/// <param name="Start">Where it begins in the raw text.</param>
/// <param name="End">Where it ends in the raw text, exclusive.</param>
/// <param name="Glued">Nothing stands between this and the token before: the 1 of "A1", not the 1 of "A 1".</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool Glued)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsNumber => Kind == TokenKind.Number;

    public bool IsMark(char mark) => Kind == TokenKind.Mark && Text[0] == mark;

    /// <summary>The number, or null for words and for digits beyond nine, which no reply means.</summary>
    public int? Value => IsNumber && Text.Length <= 9 ? int.Parse(Text) : null;
}
