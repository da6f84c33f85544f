using System.Text.RegularExpressions;

namespace Ekn.Simulators.Mail;

/// <summary>RFC 2047: letters outside ASCII in headers, as =?utf-8?B?…?= or =?utf-8?Q?…?=. Each word is decoded by itself.</summary>
internal static partial class EncodedWords
{
    public static string Decode(string value)
    {
        var joined = BetweenWords().Replace(value, "");
        return Word()
            .Replace(
                joined,
                m => Decode(m.Groups["charset"].Value, m.Groups["encoding"].Value, m.Groups["text"].Value)
            );
    }

    private static string Decode(string charset, string encoding, string text)
    {
        var bytes = encoding is "B" or "b"
            ? Convert.FromBase64String(text)
            : QuotedPrintable.Decode(text.Replace('_', ' '));
        return MimeEntity.EncodingOf(charset).GetString(bytes);
    }

    [GeneratedRegex(
        @"=\?(?<charset>[^?\s]+)\?(?<encoding>[bBqQ])\?(?<text>[^?\s]*)\?=",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenWords();
}
