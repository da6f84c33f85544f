using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ekn.Simulators.Sms;

/// <summary>
/// All phones in a browser: who has texts, what they say, and a line to answer as that person. Works without script; with
/// it, the page follows along by itself.
/// </summary>
internal sealed partial class PhonesPage(SmsGatewaySimulator simulator)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.TryFindSystemTimeZoneById(
        "Europe/Stockholm",
        out var zone
    )
        ? zone
        : TimeZoneInfo.Utc;
    private static readonly string[] Weekdays = ["sön", "mån", "tis", "ons", "tors", "fre", "lör"];
    private static readonly string[] QuickAnswers = ["JA", "NEJ", "STOPP"];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => Results.Redirect("/phones"));
        app.MapGet("/phones", ListAsync);
        app.MapGet("/phones/{number}", PhoneAsync);
        app.MapPost("/phones/{number}", AnswerAsync);
    }

    /// <summary>E.164, as Twilio asks for.</summary>
    public static bool IsNumber(string text) => Number().IsMatch(text);

    private Task ListAsync(HttpContext context)
    {
        var search = context.Request.Query["q"].ToString().Trim();
        var phones = simulator
            .Phones.Select(phone => (Phone: phone, Texts: phone.Conversation))
            .Where(p => p.Texts.Count > 0 || p.Phone.Waiting.Count > 0)
            .Where(p =>
                search.Length == 0 || Label(p.Phone.Number).Contains(search, StringComparison.OrdinalIgnoreCase)
            )
            .OrderByDescending(p => Latest(p.Phone, p.Texts).At)
            .ThenBy(p => p.Phone.Number, StringComparer.Ordinal)
            .ToList();

        var html = new StringBuilder();
        html.Append("<header><h1>Telefoner</h1>");
        html.Append(
            "<form class=search method=get role=search><input type=search name=q aria-label=\"Sök namn eller nummer\" "
        );
        html.Append($"placeholder=\"Sök namn eller nummer\" value=\"{Text(search)}\"></form></header>");
        html.Append("<main><div id=live>");
        if (phones.Count == 0)
        {
            html.Append(
                search.Length == 0
                    ? "<p class=empty>Inga sms än. Här syns varje telefon som får ett.</p>"
                    : "<p class=empty>Ingen telefon stämmer med sökningen.</p>"
            );
        }
        else
        {
            html.Append("<ul class=phones>");
            foreach (var (phone, texts) in phones)
            {
                AppendPhone(html, phone, texts);
            }
            html.Append("</ul>");
        }
        html.Append("</div></main>");
        return WriteAsync(context, "Telefoner", html, refreshesWithoutScript: true);
    }

    private Task PhoneAsync(HttpContext context, string number)
    {
        if (!IsNumber(number))
        {
            context.Response.StatusCode = 404;
            return WriteAsync(
                context,
                "Finns inte",
                new StringBuilder("<main><p class=empty>Det är inget telefonnummer.</p></main>")
            );
        }
        var phone = simulator.Phone(number);
        var name = simulator.NameOf(number);
        var html = new StringBuilder();
        html.Append("<header><a class=back href=\"/phones\" aria-label=\"Alla telefoner\">‹</a><div><h1>");
        html.Append(Text(name ?? number)).Append("</h1>");
        html.Append(name is null ? "" : $"<p class=number>{Text(number)}</p>").Append("</div></header>");
        html.Append("<main class=talk><div id=live>");
        AppendTalk(html, phone);
        html.Append("</div></main>");
        if (context.Request.Query["fel"] == "1")
        {
            html.Append("<p class=warning role=alert>Tjänsten svarade inte. Meddelandet kom inte fram.</p>");
        }
        html.Append("<footer><form method=post autocomplete=off><div class=quick>");
        foreach (var answer in QuickAnswers)
        {
            html.Append($"<button name=quick value=\"{answer}\" formnovalidate>{answer}</button>");
        }
        html.Append("</div><div class=write><label for=text class=hidden>Svara</label>");
        html.Append("<input id=text name=text required maxlength=1600 autofocus ");
        html.Append(
            $"placeholder=\"Svara som {Text(name ?? number)}\"><button class=send>Skicka</button></div></form></footer>"
        );
        return WriteAsync(context, name ?? number, html);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string number)
    {
        // Another site, open in the same browser, has no business with the rehearsal.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return Results.StatusCode(403);
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var quick = form["quick"].ToString();
        var text = (quick.Length > 0 ? quick : form["text"].ToString()).Trim();
        if (!IsNumber(number) || text.Length is 0 or > 1600)
        {
            return Results.StatusCode(400);
        }
        var arrived = false;
        if (simulator.CanReachService)
        {
            var calls = await simulator.Phone(number).SendAsync(text);
            arrived = calls.All(call => call.Succeeded);
        }
        return Results.Redirect($"/phones/{Uri.EscapeDataString(number)}{(arrived ? "" : "?fel=1")}");
    }

    private void AppendPhone(StringBuilder html, SimulatedPhone phone, IReadOnlyList<SimulatedSms> texts)
    {
        var latest = Latest(phone, texts);
        var name = simulator.NameOf(phone.Number);
        var unanswered = texts.Count > 0 && !texts[^1].IsInbound;
        html.Append($"<li{(unanswered ? " class=new" : "")}><a href=\"/phones/{Uri.EscapeDataString(phone.Number)}\">");
        html.Append(
            $"<span class=face aria-hidden=true>{Text(Initials(name))}</span><span class=who>{Text(name ?? phone.Number)}</span>"
        );
        html.Append($"<time datetime=\"{latest.At:O}\">{Text(When(latest.At))}</time><span class=last>");
        html.Append(latest.IsInbound ? "<span class=me>Svarade: </span>" : "");
        html.Append(texts.Count == 0 ? "Telefonen är av." : Text(Shortened(latest.Body))).Append("</span></a></li>");
    }

    private static void AppendTalk(StringBuilder html, SimulatedPhone phone)
    {
        var texts = phone.Conversation;
        if (texts.Count == 0)
        {
            html.Append("<p class=empty>Inga sms än.</p>");
        }
        html.Append("<ol class=bubbles>");
        DateOnly? shown = null;
        foreach (var message in texts)
        {
            var at = TimeZoneInfo.ConvertTime(message.At, Stockholm);
            var day = DateOnly.FromDateTime(at.DateTime);
            if (day != shown)
            {
                html.Append($"<li class=day>{Text(Day(day))}</li>");
                shown = day;
            }
            html.Append($"<li class={(message.IsInbound ? "mine" : "theirs")}><p>{Linked(message.Body)}</p>");
            html.Append($"<time datetime=\"{message.At:O}\">{at:HH:mm}</time></li>");
        }
        html.Append("</ol>");
        if (phone.IsOff)
        {
            html.Append($"<p class=empty>Telefonen är av. {phone.Waiting.Count} sms väntar.</p>");
        }
    }

    private static SimulatedSms Latest(SimulatedPhone phone, IReadOnlyList<SimulatedSms> texts) =>
        texts.Count > 0 ? texts[^1] : phone.Waiting[^1];

    private string Label(string number) => $"{simulator.NameOf(number)} {number}";

    private static string Initials(string? name) =>
        name is null
            ? "#"
            : string.Concat(
                name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Take(2)
                    .Select(w => w.EnumerateRunes().First().ToString())
            );

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 90 ? line : string.Concat(line.AsSpan(0, 89), "…");
    }

    private string When(DateTimeOffset instant)
    {
        var at = TimeZoneInfo.ConvertTime(instant, Stockholm);
        var now = TimeZoneInfo.ConvertTime(simulator.Settings.Clock.GetUtcNow(), Stockholm);
        return at.Date == now.Date ? $"{at:HH:mm}" : $"{Weekdays[(int)at.DayOfWeek]} {at.Day}/{at.Month}";
    }

    private static string Day(DateOnly day) => $"{Weekdays[(int)day.DayOfWeek]} {day.Day}/{day.Month} {day.Year}";

    private static string Text(string text) => Encoder.Encode(text);

    /// <summary>Escaped, with web addresses made into links, since the texts carry links to answer by.</summary>
    private static string Linked(string text)
    {
        var html = new StringBuilder();
        var done = 0;
        foreach (var match in Link().EnumerateMatches(text))
        {
            var url = text.Substring(match.Index, match.Length).TrimEnd('.', ',', ';', ':', '!', '?', ')');
            html.Append(Text(text[done..match.Index]));
            html.Append($"<a href=\"{Text(url)}\" target=_blank rel=\"noopener noreferrer\">{Text(url)}</a>");
            done = match.Index + url.Length;
        }
        return html.Append(Text(text[done..])).ToString();
    }

    private static Task WriteAsync(
        HttpContext context,
        string title,
        StringBuilder body,
        bool refreshesWithoutScript = false
    )
    {
        var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang=sv>
            <head>
            <meta charset=utf-8>
            <meta name=viewport content="width=device-width, initial-scale=1">
            <meta name=color-scheme content="light dark">
            {(refreshesWithoutScript ? "<noscript><meta http-equiv=refresh content=5></noscript>" : "")}
            <title>{Text(title)} – övning</title>
            <style nonce={nonce}>{Style}</style>
            </head>
            <body>
            <p class=drill>Övning: inga riktiga telefoner</p>
            {body}
            <script nonce={nonce}>{Script}</script>
            </body>
            </html>
            """,
            context.RequestAborted
        );
    }

    // Only the messages are exchanged, so what a person is writing stays.
    private const string Script = """

        setInterval(async () => {
          if (document.hidden) return;
          try {
            const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
            const now = document.getElementById('live'), then = page.getElementById('live');
            if (now && then && now.innerHTML !== then.innerHTML) now.replaceWith(then);
          } catch { }
        }, 2000);

        """;

    private const string Style = """

        :root { --page: #eef0f3; --sheet: #fff; --ink: #1b2430; --soft: #5b6675; --line: #e1e5ea; --theirs: #e9ecf1; --mine: #1f5fae;
          --on-mine: #fff; --new: #1f5fae; --warn: #8a2c0d; --warn-page: #fdeee6 }
        @media (prefers-color-scheme: dark) {
          :root { --page: #0f1318; --sheet: #171c23; --ink: #e7ebf0; --soft: #9aa6b5; --line: #29313b; --theirs: #262e38;
            --mine: #2a68b8; --new: #7db4f5; --warn: #ffc4a8; --warn-page: #3a1d10 } }
        * { box-sizing: border-box }
        html { height: 100% }
        body { margin: 0 auto; max-width: 34rem; height: 100dvh; display: flex; flex-direction: column; background: var(--sheet);
          color: var(--ink); font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
        html { background: var(--page) }
        @media (min-width: 36rem) { body { box-shadow: 0 0 0 1px var(--line), 0 12px 40px rgb(0 0 0 / .12) } }
        h1 { font-size: 1.15rem; margin: 0; overflow-wrap: anywhere }
        a { color: inherit }
        :focus-visible { outline: 3px solid var(--new); outline-offset: 2px }
        .drill { margin: 0; padding: .25rem 1rem; font-size: .8rem; text-align: center; color: var(--soft); border-bottom: 1px solid var(--line) }
        header { display: flex; gap: .75rem; align-items: center; justify-content: space-between; padding: .75rem 1rem;
          border-bottom: 1px solid var(--line) }
        header > div { flex: 1 }
        .number { margin: 0; font-size: .85rem; color: var(--soft) }
        .back { font-size: 2rem; line-height: 1; text-decoration: none; color: var(--new); min-width: 2.75rem; min-height: 2.75rem;
          margin: -.5rem 0 -.5rem -.75rem; display: grid; place-items: center }
        .search { flex: 1; max-width: 16rem }
        input { width: 100%; min-height: 2.75rem; padding: .5rem .9rem; border: 1px solid var(--line); border-radius: 1.4rem;
          background: var(--page); color: inherit; font: inherit }
        input::placeholder { color: var(--soft); opacity: 1 }
        main { flex: 1; overflow-y: auto }
        .empty { padding: 2rem 1rem; margin: 0; text-align: center; color: var(--soft) }
        .phones { list-style: none; margin: 0; padding: 0 }
        .phones a { display: grid; grid-template: "face who time" "face last last" / 2.75rem 1fr auto; gap: 0 .75rem;
          padding: .7rem 1rem; text-decoration: none; border-bottom: 1px solid var(--line) }
        .phones a:hover { background: var(--page) }
        .face { grid-area: face; align-self: center; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid;
          place-items: center; background: var(--theirs); color: var(--soft); font-weight: 600; font-size: .9rem }
        .who { grid-area: who; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
        .phones time { grid-area: time; font-size: .8rem; color: var(--soft) }
        .last { grid-area: last; font-size: .9rem; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
        .new .who { font-weight: 650 }
        .new time { color: var(--new); font-weight: 650 }
        .new .last { color: var(--ink) }
        .talk { display: flex; flex-direction: column-reverse }
        .bubbles { list-style: none; margin: 0; padding: 1rem; display: flex; flex-direction: column; gap: .5rem }
        .bubbles li { max-width: 85%; display: flex; flex-direction: column; gap: .15rem }
        .bubbles p { margin: 0; padding: .55rem .85rem; border-radius: 1.15rem; white-space: pre-wrap; overflow-wrap: anywhere }
        .bubbles time { font-size: .75rem; color: var(--soft); padding: 0 .5rem }
        .theirs { align-self: flex-start }
        .theirs p { background: var(--theirs); border-bottom-left-radius: .3rem }
        .mine { align-self: flex-end; align-items: flex-end }
        .mine p { background: var(--mine); color: var(--on-mine); border-bottom-right-radius: .3rem }
        .bubbles .day { align-self: center; font-size: .8rem; color: var(--soft); padding: .5rem 0 }
        .warning { margin: 0; padding: .6rem 1rem; background: var(--warn-page); color: var(--warn) }
        footer { padding: .6rem 1rem 1rem; border-top: 1px solid var(--line) }
        .quick { display: flex; gap: .5rem; margin-bottom: .6rem }
        .write { display: flex; gap: .5rem }
        button { min-height: 2.75rem; padding: 0 1rem; border: 1px solid var(--line); border-radius: 1.4rem; background: var(--sheet);
          color: var(--ink); font: inherit; cursor: pointer }
        .send { background: var(--mine); border-color: var(--mine); color: var(--on-mine); font-weight: 600 }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }

        """;

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
