using System.Text;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// A text as every reader of replies sees it: words, numbers and the few marks that carry meaning. Emoji count as
/// spaces. Reading takes time in proportion to the length of the text and stops after <see cref="MaxTokens"/>.
/// </summary>
internal sealed record ReplyText(string Raw, IReadOnlyList<Token> Tokens, bool IsTooLong)
{
    /// <summary>About four full text messages. Longer than that is a letter, and letters are for people to read.</summary>
    public const int MaxTokens = 250;

    private const int MaxWordLength = 60;
    private const string Marks = ",.!?;:/+-&()";

    public bool HasWords => Tokens.Any(token => token.Kind != TokenKind.Mark);

    public bool EndsWithQuestionMark => Tokens.Count > 0 && Tokens[^1].IsMark('?');

    public static ReplyText From(string? raw)
    {
        raw ??= "";
        var tokens = new List<Token>();
        var glued = false;
        for (var at = 0; at < raw.Length; )
        {
            if (tokens.Count == MaxTokens)
            {
                return new ReplyText(raw, tokens, IsTooLong: true);
            }
            var plain = Letters.Plain(raw[at]);
            if (plain is null)
            {
                at++;
                continue;
            }
            if (plain is '\n')
            {
                tokens.Add(new Token(TokenKind.Mark, "\n", at, ++at, Glued: false));
                glued = false;
            }
            else if (char.IsLetter(plain.Value) || char.IsAsciiDigit(plain.Value))
            {
                var token = ReadRun(raw, at, glued);
                tokens.Add(token);
                at = token.End;
                glued = true;
            }
            else if (MarkOf(plain.Value) is { } mark)
            {
                tokens.Add(new Token(TokenKind.Mark, mark.ToString(), at, ++at, glued));
                glued = true;
            }
            else
            {
                at++;
                glued = false;
            }
        }
        return new ReplyText(raw, tokens, IsTooLong: false);
    }

    /// <summary>The writer's own words between two places, without the marks around them.</summary>
    public string Slice(int start, int end) => Raw[start..end].Trim();

    private static Token ReadRun(string raw, int start, bool glued)
    {
        var digits = char.IsAsciiDigit(Letters.Plain(raw[start])!.Value);
        var text = new StringBuilder();
        var at = start;
        for (; at < raw.Length; at++)
        {
            var plain = Letters.Plain(raw[at]);
            if (plain is null)
            {
                continue;
            }
            if (!digits && IsInsideWord(raw, at))
            {
                // An apostrophe is dropped; a letter that was lost on the way stays as a letter nobody knows.
                if ((plain is '?' or '\uFFFD') && text.Length < MaxWordLength)
                {
                    text.Append('?');
                }
                continue;
            }
            if (digits ? !char.IsAsciiDigit(plain.Value) : !char.IsLetter(plain.Value))
            {
                break;
            }
            if (text.Length < MaxWordLength)
            {
                text.Append(plain.Value);
            }
        }
        return new Token(digits ? TokenKind.Number : TokenKind.Word, text.ToString(), start, at, glued);
    }

    private static bool IsInsideWord(string raw, int at) =>
        raw[at] is '\'' or '’' or '´' or '`' or '?' or '\uFFFD'
        && at > 0
        && at + 1 < raw.Length
        && char.IsLetter(raw[at - 1])
        && char.IsLetter(raw[at + 1]);

    private static char? MarkOf(char plain) =>
        plain switch
        {
            '–' or '—' or '‑' or '−' => '-',
            '…' => '.',
            '[' or ']' => '(',
            _ when Marks.Contains(plain) => plain,
            _ => null,
        };
}
