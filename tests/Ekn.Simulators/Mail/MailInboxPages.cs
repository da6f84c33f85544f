using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ekn.Simulators.Mail;

/// <summary>The inbox as HTML. Everything that came with a mail is escaped; its own HTML is shown in a frame without rights.</summary>
internal sealed partial class MailInboxPages(TimeZoneInfo zone)
{
    public string List(IEnumerable<ReceivedMail> mails, string? to)
    {
        var rows = new StringBuilder();
        foreach (var mail in mails)
        {
            rows.Append(
                $"""
                <li><a href="/mail/{mail.Number}"><b>{Escape(mail.Subject)}</b></a>
                <small>{When(mail)} · till {string.Join(", ", mail.EnvelopeTo.Select(Person))}</small></li>

                """
            );
        }
        var heading = to is null ? "E-post" : $"E-post till {Escape(to)}";
        var all = to is null ? "" : "<p><a href=\"/mail\">All e-post</a></p>";
        var list = rows.Length == 0 ? "<p>Ingen e-post har kommit än.</p>" : $"<ul>{rows}</ul>";
        return Layout(heading, $"<h1>{heading}</h1>{all}{list}", refreshes: true);
    }

    public string Show(ReceivedMail mail)
    {
        var html = mail.Html is { } content
            ? $"""<h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="{Escape("<base target=_blank>" + content)}"></iframe>"""
            : "";
        var text = mail.Text is { } plain ? $"<h2>Text</h2><pre>{Links(plain)}</pre>" : "";
        return Layout(
            Escape(mail.Subject),
            $"""
            <p><a href="/mail">All e-post</a></p>
            <h1>{Escape(mail.Subject)}</h1>
            <dl>
            <dt>Från</dt><dd>{Escape(mail.From)}</dd>
            <dt>Till</dt><dd>{Escape(mail.To)}</dd>
            <dt>Kom</dt><dd>{When(mail)}</dd>
            </dl>
            {text}
            {html}
            <details><summary>Alla rubriker</summary><pre>{Escape(Headers(mail))}</pre></details>
            """,
            refreshes: false
        );
    }

    private static string Headers(ReceivedMail mail) =>
        string.Join('\n', mail.Entity.Headers.Select(h => $"{h.Key}: {mail.Header(h.Key)}"));

    private static string Person(string address) =>
        $"<a href=\"/mail?to={Uri.EscapeDataString(address)}\">{Escape(address)}</a>";

    private string When(ReceivedMail mail) =>
        TimeZoneInfo.ConvertTime(mail.ReceivedAt, zone).ToString("yyyy-MM-dd HH:mm:ss");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The text escaped, with its web addresses as links.</summary>
    private static string Links(string text)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var match in Address().EnumerateMatches(text))
        {
            var address = Escape(text.Substring(match.Index, match.Length));
            html.Append(Escape(text[at..match.Index]))
                .Append($"<a href=\"{address}\" target=\"_blank\" rel=\"noreferrer\">{address}</a>");
            at = match.Index + match.Length;
        }
        return html.Append(Escape(text[at..])).ToString();
    }

    private static string Layout(string title, string body, bool refreshes) =>
        $$"""
            <!doctype html>
            <html lang="sv">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {{(refreshes ? "<meta http-equiv=\"refresh\" content=\"5\">" : "")}}
            <title>{{title}}</title>
            <style>
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
            body { margin: 0 auto; max-width: 44rem; padding: 1rem; overflow-wrap: anywhere }
            ul { list-style: none; padding: 0 }
            li { padding: .6rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
            small { display: block; opacity: .8 }
            dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem }
            dd { margin: 0 }
            pre { white-space: pre-wrap; font: inherit }
            iframe { width: 100%; height: 24rem; border: 1px solid; background: white; color-scheme: light }
            </style>
            </head>
            <body>
            {{body}}
            </body>
            </html>
            """;

    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
