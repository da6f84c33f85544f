using System.Text;
using System.Web;

namespace Ekn.Core.Replies.Mail;

/// <summary>
/// The words of a mail that has only HTML: quoted blocks get ">" before each line, as in plain mail. Reads any text in
/// one pass; what is no HTML comes out as it is.
/// </summary>
public static class MailHtml
{
    private static readonly HashSet<string> Silent = ["head", "style", "script", "title"];

    private static readonly HashSet<string> Blocks =
    [
        .. "p|div|br|tr|li|ul|ol|table|h1|h2|h3|h4|blockquote|hr|pre|section|article|body|html".Split('|'),
    ];

    public static string ToText(string html)
    {
        var lines = new Lines();
        var silent = "";
        for (var at = 0; at < html.Length; )
        {
            var tag = IsTag(html, at) ? html.IndexOf('>', at) : -1;
            if (tag < 0)
            {
                // An angle that opens no tag, or never closes, is a sign like any other.
                var next = IsTag(html, at) ? -1 : html.IndexOf('<', at + 1);
                var text = next < 0 ? html[at..] : html[at..next];
                lines.Add(silent.Length == 0 ? text : "");
                at += text.Length;
                continue;
            }
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", at, StringComparison.Ordinal);
                at = end < 0 ? html.Length : end + 3;
                continue;
            }
            var (name, closes) = NameOf(html.AsSpan(at + 1, tag - at - 1));
            at = tag + 1;
            if (silent.Length > 0)
            {
                silent = closes && name == silent ? "" : silent;
            }
            else if (Silent.Contains(name) && !closes)
            {
                silent = name;
            }
            else if (Blocks.Contains(name))
            {
                lines.Break();
                lines.Depth += (name == "blockquote", closes) switch
                {
                    (true, false) => 1,
                    (true, true) => -1,
                    _ => 0,
                };
            }
        }
        return lines.ToString();
    }

    private static bool IsTag(string html, int at) =>
        html[at] == '<'
        && at + 1 < html.Length
        && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!' or '?');

    private static (string Name, bool Closes) NameOf(ReadOnlySpan<char> tag)
    {
        var closes = tag.StartsWith("/");
        var rest = closes ? tag[1..] : tag;
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
        {
            length++;
        }
        return (rest[..length].ToString().ToLowerInvariant(), closes);
    }

    private sealed class Lines
    {
        private readonly StringBuilder done = new();
        private readonly StringBuilder line = new();
        private int depth;

        /// <summary>In how many quotes we are. Counts after the line that stands.</summary>
        public int Depth
        {
            get => depth;
            set => depth = Math.Max(0, value);
        }

        public void Add(string text) => line.Append(text);

        public void Break()
        {
            var words = HttpUtility
                .HtmlDecode(line.ToString())
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            line.Clear();
            if (words.Length > 0)
            {
                done.Append(depth > 0 ? "> " : "").AppendJoin(' ', words);
            }
            done.Append('\n');
        }

        public override string ToString()
        {
            Break();
            return done.ToString().Trim();
        }
    }
}
