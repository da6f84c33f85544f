using System.Text.RegularExpressions;
using Ekn.Core;
using Ekn.Core.Storage;
using Ekn.Testing;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>A town with its web, and people who look at it in a real browser.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<IBrowserContext> contexts = [];

    private Stage(TestDatabase database, Stockholm town) => (this.database, Town) = (database, town);

    public Stockholm Town { get; }

    /// <summary>What went wrong in any browser: errors of scripts, and what the content security policy stopped.</summary>
    public List<string> Complaints { get; } = [];

    /// <param name="start">Local time, as 2026-12-01T11:58.</param>
    public static async Task<Stage> BeginAsync(string start, IReadOnlyList<Person>? volunteers = null)
    {
        var own = await TestDatabase.CreateAsync("sqlite");
        var town = await Stockholm.StartAsync(
            new TownSettings
            {
                Start = start,
                Provider = "sqlite",
                ConnectionString = own.ConnectionString,
                Volunteers = volunteers ?? Cast.Few,
            },
            new HomeFolder(Repository.Root)
        );
        return new Stage(own, town);
    }

    public async Task<IPage> OpenAsync(Screen screen, ColorScheme scheme = ColorScheme.Light, bool bypassPolicy = false)
    {
        var browser = await Chromium.GetAsync();
        var isPhone = screen != Screen.Desktop;
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Town.WebAddress.ToString(),
                ViewportSize = isPhone
                    ? new ViewportSize { Width = 390, Height = 844 }
                    : new ViewportSize { Width = 1280, Height = 900 },
                IsMobile = isPhone,
                HasTouch = isPhone,
                JavaScriptEnabled = screen != Screen.PhoneWithoutScripts,
                ColorScheme = scheme,
                Locale = "sv-SE",
                TimezoneId = "Europe/Stockholm",
                BypassCSP = bypassPolicy,
            }
        );
        context.SetDefaultTimeout(Chromium.Patience);
        contexts.Add(context);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal))
            {
                Complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        return page;
    }

    /// <summary>Signs in as a person does: the address is typed, the code is read off the phone or out of the mail.</summary>
    public async Task SignInAsync(IPage page, Person person)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#address", person.Phone ?? person.Email!);
        await page.ClickAsync("main button.first");
        await page.WaitForSelectorAsync("#code");
        await Town.SettleAsync();
        await page.FillAsync("#code", CodeFor(person));
        await page.ClickAsync("main button.first");
        await page.WaitForSelectorAsync("header nav");
    }

    /// <summary>The path of the link in the last email to somebody that has one.</summary>
    public string LinkFor(Person person) =>
        LinkPath().Match(Town.MailsTo(person).Last(mail => LinkPath().IsMatch(mail.Text!)).Text!).Value;

    /// <summary>Women and men as the database has them for the only room, as 3/4.</summary>
    public async Task<string> CountedAsync()
    {
        await using var session = await Town.Get<Database>().OpenAsync(CancellationToken.None);
        return await session.FirstOrDefaultAsync<string>(
                "SELECT women || '/' || men FROM guest_count ORDER BY id DESC LIMIT 1",
                null,
                CancellationToken.None
            ) ?? "0/0";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.DisposeAsync();
        }
        await Town.DisposeAsync();
        await database.DisposeAsync();
    }

    private string CodeFor(Person person) =>
        Digits().Match(person.Phone is null ? Town.MailsTo(person)[^1].Text! : Town.LastTextTo(person)).Value;

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"/l/[A-Za-z0-9_-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinkPath();
}
