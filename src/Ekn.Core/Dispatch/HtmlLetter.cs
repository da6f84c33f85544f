using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Ekn.Core.Dispatch;

/// <summary>The HTML part of an email, made from its text: paragraphs, and links on a line of their own as buttons.</summary>
internal static partial class HtmlLetter
{
    public static string From(string language, string subject, string text, string foot)
    {
        var html = new StringBuilder();
        html.Append(
            $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{Encode(
                subject
            )}</title></head>
            <body style="font:17px/1.5 system-ui,sans-serif;max-width:34em;margin:0 auto;padding:1.2em">
            """
        );
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("\n<p>").Append(Lines(paragraph)).Append("</p>");
        }
        html.Append("\n<p style=\"font-size:14px;opacity:.75\">").Append(Lines(foot)).Append("</p>\n</body></html>\n");
        return html.ToString();
    }

    private static string Lines(string paragraph) =>
        string.Join("<br>\n", paragraph.Trim('\n').Split('\n').Select(WithLinks));

    private static string WithLinks(string line)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match match in Address().Matches(line))
        {
            html.Append(Encode(line[at..match.Index]));
            html.Append($"<a href=\"{Encode(match.Value)}\">{Encode(match.Value)}</a>");
            at = match.Index + match.Length;
        }
        return html.Append(Encode(line[at..])).ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
