namespace Ekn.Core.Replies.Language;

/// <summary>
/// An answer that begins with one of a few agreed words, with the code of a night before or after it, and the rest in
/// the writer's own words: "ÖPPNA A kyrkan är kall".
/// </summary>
/// <param name="Word">The agreed word, in plain letters.</param>
/// <param name="Code">Upper case; null when no code was given.</param>
/// <param name="IsCodeKnown">False when a code was given that is none of the known ones.</param>
/// <param name="Rest">Words and marks after word and code.</param>
internal sealed record Command(ReplyText Text, string Word, string? Code, bool IsCodeKnown, IReadOnlyList<Token> Rest)
{
    private static readonly HashSet<string> Greetings =
    [
        "hej",
        "hejsan",
        "hello",
        "hi",
        "svar",
        "god",
        "morgon",
        "kvall",
    ];

    private static readonly HashSet<string> Courtesies = ["tack", "thanks", "thank", "you", "mvh", "hej", "please"];

    /// <summary>
    /// The command that the text begins with, or null when it begins otherwise.
    /// </summary>
    /// <param name="codes">
    /// The codes in use. Without them a lone letter is taken for a code, and a short word of everyday language is not.
    /// </param>
    public static Command? Find(ReplyText text, IReadOnlySet<string> words, IReadOnlyCollection<string>? codes)
    {
        var tokens = text.Tokens;
        var at = 0;
        while (at < tokens.Count && (tokens[at].Kind == TokenKind.Mark || Greetings.Contains(tokens[at].Text)))
        {
            at++;
        }
        var next = SkipMarks(tokens, at + 1);
        if (next < tokens.Count && words.Contains(tokens[next].Text) && CodeAt(tokens, at, codes) is { } first)
        {
            return new Command(text, tokens[next].Text, first.Letters, first.IsKnown, [.. tokens.Skip(next + 1)]);
        }
        if (at >= tokens.Count || !tokens[at].IsWord || !words.Contains(tokens[at].Text))
        {
            return null;
        }
        var word = tokens[at].Text;
        var after = SkipMarks(tokens, at + 1);
        var code = CodeAt(tokens, after, codes);
        return code is null
            ? new Command(text, word, null, IsCodeKnown: true, [.. tokens.Skip(at + 1)])
            : new Command(text, word, code.Letters, code.IsKnown, [.. tokens.Skip(after + 1)]);
    }

    public IEnumerable<string> Words => Rest.Where(token => token.IsWord).Select(token => token.Text);

    public bool Asks => Rest.Any(token => token.IsMark('?'));

    /// <summary>The rest as it was written; null when it is empty or only courteous.</summary>
    public string? Remark
    {
        get
        {
            var said = Rest.SkipWhile(token => token.Kind == TokenKind.Mark || token.Text is "men" or "but").ToList();
            return said.Exists(token => token.IsNumber || (token.IsWord && !Courtesies.Contains(token.Text)))
                ? Text.Slice(said[0].Start, Text.Raw.Length).TrimEnd('.', '!', ',', ' ')
                : null;
        }
    }

    private static int SkipMarks(IReadOnlyList<Token> tokens, int at)
    {
        while (at < tokens.Count && tokens[at].Kind == TokenKind.Mark && !tokens[at].IsMark('?'))
        {
            at++;
        }
        return at;
    }

    private static FoundCode? CodeAt(IReadOnlyList<Token> tokens, int at, IReadOnlyCollection<string>? codes)
    {
        if (
            at >= tokens.Count
            || !tokens[at].IsWord
            || tokens[at].Text.Length > 2
            || (at + 1 < tokens.Count && tokens[at + 1] is { IsNumber: true, Glued: true })
        )
        {
            return null;
        }
        var letters = tokens[at].Text;
        var isWord = letters is "i" or "o" || (letters.Length == 2 && Vocabulary.ByFirstWord.ContainsKey(letters));
        var isKnown = codes?.Any(code => Letters.Plain(code) == letters);
        if (
            isKnown == true
            || (!isWord && (letters.Length == 1 || (isKnown is null && letters.All(char.IsAsciiLetter))))
        )
        {
            return new FoundCode(letters.ToUpperInvariant(), isKnown ?? true);
        }
        return null;
    }

    private sealed record FoundCode(string Letters, bool IsKnown);
}
