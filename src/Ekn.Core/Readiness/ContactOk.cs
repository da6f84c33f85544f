namespace Ekn.Core.Readiness;

/// <summary>
/// Whether a text says no more than that it arrived: OK, ja, a thumb. Read only where nothing else is asked of the sender;
/// that it came at all is what the test is about.
/// </summary>
public static class ContactOk
{
    private const int MostWords = 6;

    private static readonly HashSet<string> Says = new(StringComparer.OrdinalIgnoreCase)
    {
        "ok",
        "okej",
        "okey",
        "okay",
        "oki",
        "ja",
        "jadå",
        "japp",
        "jepp",
        "jo",
        "jajamän",
        "yes",
        "yep",
        "mottaget",
        "received",
    };

    private static readonly HashSet<string> MaySay = new(StringComparer.OrdinalIgnoreCase)
    {
        "hej",
        "hejsan",
        "hello",
        "hi",
        "tack",
        "thanks",
        "thank",
        "you",
        "mvh",
        "svar",
        "det",
        "gör",
        "ni",
        "absolut",
    };

    public static bool Means(string text)
    {
        if (text.Contains("👍", StringComparison.Ordinal) && !text.Any(char.IsLetterOrDigit))
        {
            return true;
        }
        var words = text.Split(' ', '\n', '\r', '\t')
            .Select(word => new string([.. word.Where(char.IsLetterOrDigit)]))
            .Where(word => word.Length > 0)
            .ToList();
        return words.Count is > 0 and <= MostWords
            && words.Exists(Says.Contains)
            && words.TrueForAll(word => Says.Contains(word) || MaySay.Contains(word));
    }
}
