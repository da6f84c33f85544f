using System.Net;
using AngleSharp.Html.Dom;
using Ekn.Core.Access;

namespace Ekn.Api;

/// <summary>
/// A person's browser without scripts: keeps cookies, follows redirects, and sends a form as it stands on the page, with
/// the token that guards it.
/// </summary>
internal sealed class Browser(ApiBench bench)
{
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    /// <summary>Where the last request ended after redirects.</summary>
    public string Path { get; private set; } = "/";

    public ApiBench.Answered Shown { get; private set; } = null!;

    public IHtmlDocument Page => Shown.Page;

    /// <summary>The headings, labels and sentences of the page, spaces in single file.</summary>
    public string Words => Shown.Words;

    /// <summary>Signed in as whoever has this address, without the way over a code.</summary>
    public static async Task<Browser> SignedInAsync(ApiBench bench, string address)
    {
        var browser = new Browser(bench);
        browser.cookies["ekn-device"] = await bench.Database.InTransactionAsync(
            session => bench.Get<Devices>().SignInAsync(session, SignInDesk.Read(address)!, "Test", default),
            default
        );
        return browser;
    }

    public bool Has(string cookie) => cookies.ContainsKey(cookie);

    public string? Cookie(string name) => cookies.GetValueOrDefault(name);

    public Task<ApiBench.Answered> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Opens the page, fills in its form and presses a button.</summary>
    /// <param name="button">The value of the button's name attribute or its words; the only or first button where null.</param>
    public async Task<ApiBench.Answered> PressAsync(
        string path,
        string? button,
        params (string Name, string Value)[] filled
    )
    {
        await GetAsync(path);
        return await PressHereAsync(button, filled);
    }

    /// <summary>As <see cref="PressAsync"/>, on the page that is shown already, however old it is.</summary>
    public Task<ApiBench.Answered> PressHereAsync(string? button, params (string Name, string Value)[] filled)
    {
        var (form, pressed) = FindButton(button);
        var fields = form
            .Elements.OfType<IHtmlInputElement>()
            .Where(input =>
                input.Name is { Length: > 0 }
                && (input.Type is not ("checkbox" or "radio" or "submit") || input.IsChecked)
            )
            .Select(input => (input.Name!, input.Value))
            .Concat(
                form.Elements.OfType<IHtmlTextAreaElement>()
                    .Where(area => area.Name is not null)
                    .Select(area => (area.Name!, area.Value))
            )
            .Concat(
                form.Elements.OfType<IHtmlSelectElement>()
                    .Where(select => select.Name is not null)
                    .Select(select => (select.Name!, select.Value ?? ""))
            )
            .Where(field => filled.All(own => own.Name != field.Item1))
            .Concat(filled.Select(own => (own.Name, own.Value)))
            .ToList();
        if (pressed?.Name is { Length: > 0 } name)
        {
            fields.Add((name, pressed.Value));
        }
        var action = pressed?.GetAttribute("formaction") ?? form.GetAttribute("action");
        return PostAsync(
            string.IsNullOrEmpty(action) ? Path
                : action.StartsWith('?') ? Path.Split('?')[0] + action
                : action,
            [.. fields]
        );
    }

    /// <summary>Sends just these fields: what a forger or a broken page would send.</summary>
    public Task<ApiBench.Answered> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );

    public async Task<ApiBench.Answered> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        Path = path;
        var answered = await OnceAsync(method, content, headers);
        for (var i = 0; i < 5 && answered.Status is (int)HttpStatusCode.Redirect or 303; i++)
        {
            Path = answered.Header("Location")!;
            answered = await OnceAsync(HttpMethod.Get, null, []);
        }
        return Shown = answered;
    }

    private async Task<ApiBench.Answered> OnceAsync(
        HttpMethod method,
        HttpContent? content,
        (string Name, string Value)[] headers
    )
    {
        var answered = await bench.SendAsync(
            method,
            Path,
            content,
            null,
            [("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))), .. headers]
        );
        foreach (var set in answered.Cookies)
        {
            var pair = set.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                cookies.Remove(pair[0]);
            }
            else
            {
                cookies[pair[0]] = pair[1];
            }
        }
        return answered;
    }

    private (IHtmlFormElement Form, IHtmlButtonElement? Pressed) FindButton(string? button)
    {
        var all = Page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().ToList();
        foreach (var form in all)
        {
            var pressed = form.QuerySelectorAll("button")
                .OfType<IHtmlButtonElement>()
                .FirstOrDefault(one =>
                    button is null || one.Value == button || one.TextContent.Trim() == button || one.Name == button
                );
            if (pressed is not null)
            {
                return (form, pressed);
            }
        }
        throw new InvalidOperationException($"There is no button '{button}' on {Path} ({Shown.Status}): {Words}");
    }
}
