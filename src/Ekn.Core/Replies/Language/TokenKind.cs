namespace Ekn.Core.Replies.Language;

internal enum TokenKind
{
    Word,
    Number,
    Mark,
}
