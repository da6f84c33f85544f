namespace Ekn.Core.Replies.Mail;

/// <summary>What mail programs and people put under what they write. Names after "mvh" are the reader's business.</summary>
internal static class MailSignature
{
    private const int FewestDigitsOfPhone = 9;

    private static readonly string[] ByProgram =
    [
        "skickat från ",
        "skickad från ",
        "skickades från ",
        "skickat via ",
        "skickat med ",
        "sänt från ",
        "hämta outlook",
        "sent from ",
        "sent via ",
        "sent with ",
        "get outlook",
        "virusfri.",
        "virus-free.",
    ];

    private static readonly HashSet<string> Labels = new(
        ["tel", "telefon", "mobil", "mob", "phone", "mobile", "cell", "mejl", "mail", "e-post", "email"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The text without signature, trimmed; empty when there is nothing else.</summary>
    public static string Without(IReadOnlyList<string> lines)
    {
        var end = lines.TakeWhile(line => line is not ("-- " or "--" or "--\u00A0")).ToList();
        var kept = end.Where((line, at) => !IsByProgram(line) && !(at > 0 && IsContact(line)));
        return string.Join('\n', kept.Select(line => line.TrimEnd())).Trim();
    }

    private static bool IsByProgram(string line)
    {
        var bare = line.Trim().TrimStart('*', '_');
        return Array.Exists(ByProgram, start => bare.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            && !HasCode(bare);
    }

    /// <summary>A phone number, an address of mail or web, alone on its line: nothing that answers.</summary>
    private static bool IsContact(string line)
    {
        var bare = WithoutLabel(line.Trim());
        if (bare.Length == 0 || bare.Contains(' ') && bare.Any(char.IsLetter))
        {
            return false;
        }
        var isPhone =
            bare[0] is '+' or '0'
            && bare.Count(char.IsAsciiDigit) >= FewestDigitsOfPhone
            && bare.All(character =>
                char.IsAsciiDigit(character) || character is '+' or '-' or ' ' or '(' or ')' or '/'
            );
        return isPhone
            || bare.Contains('@')
            || bare.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"Tel: 070-…" → "070-…".</summary>
    private static string WithoutLabel(string line)
    {
        var letters = line.TakeWhile(char.IsLetter).Count();
        return Labels.Contains(line[..letters]) ? line[letters..].TrimStart('.', ':', ' ') : line;
    }

    /// <summary>"Skickat från jobbet: A1" answers.</summary>
    private static bool HasCode(string line) => line.Contains(": ", StringComparison.Ordinal);
}
