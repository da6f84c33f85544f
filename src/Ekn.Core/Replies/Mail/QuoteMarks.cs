using System.Buffers;

namespace Ekn.Core.Replies.Mail;

/// <summary>
/// How mail programs, in Swedish and English, mark the letter that is answered: Gmail, Apple, Outlook, Thunderbird,
/// Yahoo, Samsung.
/// </summary>
internal static class QuoteMarks
{
    private const int LongestAttribution = 300;
    private const int HeaderLines = 7;
    private const int ShortestRule = 8;

    private static readonly string[] Wrote = [" skrev", " wrote", "skrev den ", "wrote on "];

    private static readonly string[] Titles =
    [
        "ursprungligt meddelande",
        "vidarebefordrat meddelande",
        "vidarebefordrat brev",
        "originalmeddelande",
        "ursprungsmeddelande",
        "original message",
        "forwarded message",
        "begin forwarded message:",
    ];

    private static readonly string[] From = ["från:", "fran:", "from:"];

    private static readonly string[] OtherHeaders =
    [
        "skickat:",
        "sent:",
        "datum:",
        "date:",
        "till:",
        "to:",
        "ämne:",
        "amne:",
        "subject:",
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static bool IsQuoted(string line) => line.AsSpan().TrimStart().StartsWith(">");

    /// <summary>How many lines introduce a quote here; 0 when none do.</summary>
    public static int LengthAt(string[] lines, int at)
    {
        var line = Plain(lines[at]);
        if (line.Length == 0)
        {
            return 0;
        }
        if (IsTitle(line) || IsHeaderBlock(lines, at))
        {
            return 1;
        }
        if (IsRule(line))
        {
            var next = Array.FindIndex(lines, at + 1, text => !string.IsNullOrWhiteSpace(text));
            return next >= 0 && (IsHeaderBlock(lines, next) || IsQuoted(lines[next])) ? next - at + 1 : 0;
        }
        return AttributionAt(lines, at);
    }

    /// <summary>"Den mån 30 nov. 2026 kl 12:05 skrev Extra kalla nätter &lt;…&gt;:", on one line or broken over three.</summary>
    private static int AttributionAt(string[] lines, int at)
    {
        var said = "";
        for (var count = 1; count <= 3 && at + count <= lines.Length; count++)
        {
            var line = lines[at + count - 1].Trim();
            if (line.Length == 0 || IsQuoted(line) || said.Length + line.Length > LongestAttribution)
            {
                return 0;
            }
            said = count == 1 ? line : $"{said} {line}";
            if (IsAttribution(said))
            {
                // The answer may stand on the line before: the shortest introduction is the one.
                return count == 1 || AttributionAt(lines, at + 1) == 0 ? count : 0;
            }
            if (!BeginsAttribution(said))
            {
                return 0;
            }
        }
        return 0;
    }

    private static bool BeginsAttribution(string line) =>
        char.IsAsciiDigit(line[0]) || StartsWithAny(line, ["den ", "on "]);

    private static bool IsAttribution(string line) =>
        line.EndsWith(':')
        && line.AsSpan().ContainsAny(Digits)
        && Array.Exists(Wrote, word => line.Contains(word, StringComparison.OrdinalIgnoreCase))
        && HasDate(line);

    /// <summary>A clock, a year or an address: "den 2 skrev jag:" is no introduction.</summary>
    private static bool HasDate(string line)
    {
        var digits = 0;
        foreach (var character in line)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }
        return digits >= 4 || (line.Contains('@') && digits > 0);
    }

    private static bool IsTitle(string line)
    {
        var bare = line.Trim('-', '_', '=', ' ', '*').ToLowerInvariant();
        return line.Length != bare.Length
            ? Array.Exists(Titles, title => bare == title)
            : bare == "begin forwarded message:";
    }

    /// <summary>"________________________________", above Outlook's header.</summary>
    private static bool IsRule(string line) =>
        line.Length >= ShortestRule
        && (line.All(character => character == '_') || line.All(character => character == '-'));

    /// <summary>"Från: … Skickat: … Till: … Ämne: …", with or without stars.</summary>
    private static bool IsHeaderBlock(string[] lines, int at)
    {
        if (!StartsWithAny(Plain(lines[at]), From))
        {
            return false;
        }
        var others = lines
            .Skip(at + 1)
            .Take(HeaderLines)
            .Select(Plain)
            .Count(line => StartsWithAny(line, OtherHeaders));
        return others >= 2;
    }

    private static bool StartsWithAny(string line, string[] words) =>
        Array.Exists(words, word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without the stars that bold letters become, and without a byte order mark.</summary>
    private static string Plain(string line) =>
        line.Trim().Trim('\uFEFF', '*').Replace(":*", ":", StringComparison.Ordinal);
}
