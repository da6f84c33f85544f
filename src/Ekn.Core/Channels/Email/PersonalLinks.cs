using System.Text;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// A quoted letter holds the writer's own links, and whoever has a link can answer with it: they are not kept, and not
/// shown to anybody else.
/// </summary>
internal static class PersonalLinks
{
    private const string Path = "/l/";

    public static string Without(string text)
    {
        var kept = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf(Path, at, StringComparison.Ordinal) is var found and >= 0)
        {
            var token = found + Path.Length;
            var end = token;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
            {
                end++;
            }
            // Tokens are long; "och/l/10" is none.
            kept.Append(text, at, token - at).Append(end - token >= ShortestToken ? "…" : text[token..end]);
            at = end;
        }
        return kept.Append(text, at, text.Length - at).ToString();
    }

    private const int ShortestToken = 16;
}
