using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ekn.Api.Edge;
using Ekn.Core;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Ekn.Simulators.Clock;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ekn.Api;

/// <summary>
/// The real web on Kestrel, in this process, over a database and a clock of its own. Everything that it logs is kept.
/// </summary>
internal sealed partial class ApiBench : IAsyncDisposable
{
    /// <summary>On every answer in tests: whom the service took the request to come from.</summary>
    public const string SeenFrom = "X-Seen-From";

    private readonly TestDatabase store;
    private readonly SmhiSimulator smhi;
    private readonly KeptLog log;

    private ApiBench(TestDatabase store, SmhiSimulator smhi, ManualClock clock, KeptLog log, WebApplication app)
    {
        this.store = store;
        this.smhi = smhi;
        this.log = log;
        Clock = clock;
        App = app;
        // Redirects would hide what was answered.
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
    }

    public ManualClock Clock { get; }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public SmhiSimulator Smhi => smhi;

    public Database Database => App.Services.GetRequiredService<Database>();

    public LocalTime Time => App.Services.GetRequiredService<LocalTime>();

    public IReadOnlyCollection<string> Logged => log.Lines;

    public static async Task<ApiBench> StartAsync(
        string provider = "sqlite",
        Action<Dictionary<string, string?>>? settings = null,
        DateTimeOffset? now = null
    )
    {
        var data = await TestDatabase.CreateAsync(provider);
        var clock = new ManualClock(now ?? Cast.Noon);
        var weather = await SmhiSimulator.StartAsync(clock);
        var lines = new KeptLog();
        var values = SettingsFor(data, weather);
        settings?.Invoke(values);
        var app = ApiApplication.Create(
            [],
            new HomeFolder(Repository.Root),
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(values);
                builder.Services.AddSingleton<TimeProvider>(clock);
                // No limit runs out, and none is renewed, because the machine is slow.
                builder.Services.AddKeyedSingleton<TimeProvider>(NetworkClock.Key, new ManualClock(clock.UtcNow));
                builder.Services.AddSingleton(RequestLimits.FromOneAddress with { Length = TimeSpan.FromDays(1) });
                builder.Services.AddSingleton<IStartupFilter, TellsWhomItSaw>();
                builder.Logging.ClearProviders().AddProvider(lines);
            }
        );
        await app.StartAsync(CancellationToken.None);
        return new ApiBench(data, weather, clock, lines, app);
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    // ---- asking

    public async Task<Answered> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        string? key = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content;
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await Http.SendAsync(request, CancellationToken.None);
        var all = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            );
        return new Answered(
            (int)response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None),
            all,
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []
        );
    }

    public Task<Answered> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<Answered> PostAsync(string path, object json, string? key = null) =>
        SendAsync(
            HttpMethod.Post,
            path,
            new StringContent(
                json as string ?? JsonSerializer.Serialize(json, JsonSerializerOptions.Web),
                Encoding.UTF8,
                "application/json"
            ),
            key
        );

    public Task<Answered> PressAsync(string path, params (string Name, string Value)[] form) =>
        SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );

    /// <summary>The browser of somebody who is signed in; of nobody without an address.</summary>
    public Task<Browser> BrowserAsync(string? address = null) =>
        address is null ? Task.FromResult(new Browser(this)) : Browser.SignedInAsync(this, address);

    // ---- the database

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null)
    {
        await using var session = await Database.OpenAsync(default);
        return await session.QueryAsync<T>(sql, values, default);
    }

    public async Task<long> CountAsync(string table, string where = "1 = 1") =>
        (await QueryAsync<long>($"SELECT COUNT(*) FROM {table} WHERE {where}"))[0];

    public async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var session = await Database.OpenAsync(default);
        await session.ExecuteAsync(sql, values, default);
    }

    /// <summary>Every row of every table, to see that nothing changed.</summary>
    public async Task<string> DumpAsync()
    {
        var tables = await QueryAsync<string>(
            store.Provider == "sqlite"
                ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        );
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            foreach (var row in await QueryAsync<dynamic>($"SELECT * FROM {table}"))
            {
                var cells = ((IDictionary<string, object?>)row).Select(cell =>
                    $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : cell.Value)}"
                );
                dump.Append(table).Append(": ").AppendJoin(' ', cells).Append('\n');
            }
        }
        return dump.ToString();
    }

    /// <summary>Takes the database away, as a full disk or a stopped server does.</summary>
    public async Task LoseDatabaseAsync()
    {
        if (store.Provider == "postgres")
        {
            await store.DisposeAsync();
            return;
        }
        // Somebody has put a file in its place that is no database.
        // The connections of other tests, which run beside this one, stay theirs.
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(
            new Microsoft.Data.Sqlite.SqliteConnection(Database.ConnectionString)
        );
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(store.ConnectionString).DataSource;
        foreach (var suffix in new[] { "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }
        await File.WriteAllTextAsync(file, new string('x', 8192), CancellationToken.None);
    }

    // ---- the operation

    public async Task RegisterAsync(string premises = "Norrmalmskyrkan")
    {
        await Get<ChurchesImport>()
            .ImportAsync(
                File(
                    $"church,premises,address,capacity,phone,reserve\nNorrmalm,{premises},\"Exempelgatan 2\",40,{Cast.Church},no\nAndreas,Andreaskyrkan,Exempelgatan 6,25,,yes\n"
                ),
                default
            );
        await Get<RotaImport>()
            .ImportAsync(
                File(
                    $"weekday,premises\nmonday,{premises}\ntuesday,{premises}\nwednesday,{premises}\nthursday,{premises}\nfriday,{premises}\nsaturday,{premises}\nsunday,{premises}\n"
                ),
                default
            );
        await Get<VolunteersImport>()
            .ImportAsync(
                File(
                    $"name,phone,email,language\nVera Exempel,{Cast.Vera},{Cast.VeraMail},sv\nWill Example,{Cast.Will},{Cast.WillMail},en\n"
                ),
                default
            );
        static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>SMHI's forecast is read and put to the coordinators.</summary>
    public async Task ProposeAsync(decimal celsius = -11.4m, Night? night = null)
    {
        smhi.Serve(ForecastScript.Cold(celsius));
        var desk = Get<DecisionDesk>();
        await desk.AssessAsync(night ?? Cast.Night, Occasion.Noon, await desk.FetchAsync(default), default);
    }

    /// <summary>A coordinator opens by hand.</summary>
    public async Task OpenAsync(Night? night = null) =>
        Assert.IsType<AnswerResult.Taken>(
            await Get<DecisionDesk>()
                .AnswerAsync(
                    night ?? Cast.Night,
                    new Answer("coordinator:c1", "command", AnswerKind.Open, "kallt", null, Clock.UtcNow),
                    default
                )
        );

    /// <summary>The path of the link in the latest message of a purpose to somebody.</summary>
    public async Task<string> LinkToAsync(string recipient, string purpose, string channel = "email")
    {
        var text = await TextToAsync(recipient, purpose, channel);
        return LinkPath().Match(text).Groups["path"].Value is { Length: > 0 } path
            ? path
            : throw new InvalidOperationException($"The message {purpose} to {recipient} has no link.");
    }

    public async Task<string> UnsubscribeLinkToAsync(string recipient) =>
        LinkPath()
            .Match(
                (
                    await QueryAsync<string>(
                        "SELECT unsubscribe_link FROM outbox WHERE recipient = @recipient AND unsubscribe_link IS NOT NULL ORDER BY id DESC",
                        new { recipient }
                    )
                )[0]
            )
            .Groups["path"]
            .Value;

    public async Task<string> TextToAsync(string recipient, string purpose, string channel = "email") =>
        (
            await QueryAsync<string>(
                "SELECT text FROM outbox WHERE recipient = @recipient AND purpose = @purpose AND channel = @channel ORDER BY id DESC",
                new
                {
                    recipient,
                    purpose,
                    channel,
                }
            )
        )[0];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        await smhi.DisposeAsync();
        await store.DisposeAsync();
    }

    private static Dictionary<string, string?> SettingsFor(TestDatabase store, SmhiSimulator smhi) =>
        new(StringComparer.Ordinal)
        {
            ["Ekn:Database:Provider"] = store.Provider,
            ["Ekn:Database:ConnectionString"] = store.ConnectionString,
            ["Ekn:Web:Urls"] = "http://127.0.0.1:0",
            ["Ekn:Web:PublicUrl"] = Cast.PublicUrl,
            ["Ekn:Sms:AccountSid"] = "AC00000000000000000000000000000001",
            ["Ekn:Sms:AuthToken"] = Cast.AuthToken,
            ["Ekn:Sms:From"] = "+46701740699",
            // Nobody listens there: a call that no test asked for fails.
            ["Ekn:Sms:BaseUrl"] = "http://127.0.0.1:9",
            ["Ekn:Email:Host"] = "127.0.0.1",
            ["Ekn:Email:Port"] = "9",
            ["Ekn:Email:FromAddress"] = "natt@example.org",
            ["Ekn:Smhi:ForecastBaseUrl"] = smhi.BaseAddress.ToString(),
            ["Ekn:Smhi:WarningsBaseUrl"] = smhi.BaseAddress.ToString(),
            ["Ekn:People:Coordinators:0:Id"] = "c1",
            ["Ekn:People:Coordinators:0:Name"] = "Anna Exempel",
            ["Ekn:People:Coordinators:0:Phone"] = Cast.Anna,
            ["Ekn:People:Coordinators:0:Email"] = "anna@example.org",
            ["Ekn:People:Coordinators:1:Id"] = "c2",
            ["Ekn:People:Coordinators:1:Name"] = "Bo Exempel",
            ["Ekn:People:Coordinators:1:Phone"] = Cast.Bo,
            ["Ekn:People:Coordinators:1:Email"] = "bo@example.org",
            ["Ekn:People:SiteLeads:0:Id"] = "s1",
            ["Ekn:People:SiteLeads:0:Name"] = "Siv Exempel",
            ["Ekn:People:SiteLeads:0:Phone"] = "+46701740607",
            ["Ekn:People:City:0:Id"] = "k1",
            ["Ekn:People:City:0:Name"] = "Kim Exempel",
            ["Ekn:People:City:0:Email"] = Cast.Kim,
            ["Ekn:People:Administrators:0:Id"] = "a1",
            ["Ekn:People:Administrators:0:Name"] = "Adam Exempel",
            ["Ekn:People:Administrators:0:Email"] = Cast.Adam,
            ["Ekn:Api:Keys:0:Name"] = "kontoret",
            ["Ekn:Api:Keys:0:Key"] = Cast.CoordinatorKey,
            ["Ekn:Api:Keys:0:Role"] = "coordinator",
            ["Ekn:Api:Keys:1:Name"] = "jouren",
            ["Ekn:Api:Keys:1:Key"] = Cast.SiteLeadKey,
            ["Ekn:Api:Keys:1:Role"] = "sitelead",
            ["Ekn:Api:Keys:2:Name"] = "staden",
            ["Ekn:Api:Keys:2:Key"] = Cast.CityKey,
            ["Ekn:Api:Keys:2:Role"] = "city",
        };

    [GeneratedRegex(@"https://ekn\.example\.org(?<path>/l/[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinkPath();

    /// <summary>What came back.</summary>
    internal sealed record Answered(
        int Status,
        byte[] Bytes,
        IReadOnlyDictionary<string, string> Headers,
        IReadOnlyList<string> Cookies
    )
    {
        public string Text => Encoding.UTF8.GetString(Bytes);

        public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

        /// <summary>The sentence of a problem.</summary>
        public string Detail => Json.GetProperty("detail").GetString()!;

        public IHtmlDocument Page => new HtmlParser().ParseDocument(Text);

        /// <summary>What a person reads on the page, spaces in single file.</summary>
        public string Words => Spaces().Replace(Page.Body!.TextContent, " ").Trim();

        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();

    private sealed class TellsWhomItSaw : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            context.Response.Headers[SeenFrom] = $"{context.Connection.RemoteIpAddress}";
                            return Task.CompletedTask;
                        });
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
