using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies;

/// <summary>
/// STOP and START, which every reader looks for first and which hold for every role. The word must be the whole text,
/// give or take case, marks and thanks; inside a sentence it is a word like any other ("vi kan inte stoppa nu").
/// Nothing is ever taken for STOP by likeness.
/// </summary>
public static class StopWords
{
    private static readonly HashSet<string> Stop = ["stopp", "stop", "avsluta", "sluta", "avregistrera", "unsubscribe"];

    private static readonly HashSet<string> Start = ["start", "aterstarta"];

    private static readonly HashSet<string> Courtesy = ["tack", "sa", "mycket", "thanks", "thank", "you", "please"];

    public static StopWord Read(string? text) => Read(ReplyText.From(text));

    /// <summary>The text begins with a word for STOP and goes on.</summary>
    internal static bool StandsFirst(ReplyText text) =>
        text.Tokens.FirstOrDefault(token => token.IsWord) is { } first && Stop.Contains(first.Text);

    internal static StopWord Read(ReplyText text)
    {
        if (text.IsTooLong || text.Tokens.Any(token => token.IsNumber))
        {
            return StopWord.None;
        }
        var words = text.Tokens.Where(token => token.IsWord).Select(token => token.Text).ToList();
        var said = words.Where(word => !Courtesy.Contains(word)).Distinct().ToList();
        return said switch
        {
            [var word] when Stop.Contains(word) => StopWord.Stop,
            [var word] when Start.Contains(word) => StopWord.Start,
            _ => StopWord.None,
        };
    }
}
