using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Simulators.Clock;
using Ekn.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Tests;

/// <summary>
/// The whole service without a host, over a database and a clock of its own. Two coordinators (c1 Anna, c2 Bo), a site
/// lead, the city, a church on every evening (room 1, contact +46701740608) and a reserve (room 2, +46701740613).
/// Nothing leaves it: messages stay in the outbox, where tests read them, and weather is handed in.
/// </summary>
internal sealed class CoreBench : IAsyncDisposable
{
    public const string Room = "Norrmalmskyrkan";
    public const string Reserve = "Andreaskyrkan";

    private readonly TestDatabase stored;
    private readonly ServiceProvider services;

    private CoreBench(TestDatabase stored, ServiceProvider services, ManualClock clock)
    {
        this.stored = stored;
        this.services = services;
        Clock = clock;
    }

    public ManualClock Clock { get; }

    public Database Database => Get<Database>();

    public LocalTime Time => Get<LocalTime>();

    public Wording Swedish => new(Get<MessageTexts>(), Time, "sv");

    public Night Tonight => new(Time.Today);

    /// <param name="start">Local time, as 2026-12-01 12:00.</param>
    /// <param name="rota">False for a town where nobody lends a room.</param>
    /// <param name="without">The beginning of settings that are left out.</param>
    public static async Task<CoreBench> NewAsync(
        string provider,
        string start = "2026-12-01 12:00",
        bool rota = true,
        string? without = null,
        IReadOnlyList<(string Key, string? Value)>? settings = null
    )
    {
        var own = await TestDatabase.CreateAsync(provider);
        var clock = new ManualClock(Stockholm.At(start));
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Ekn:Database:Provider"] = provider,
            ["Ekn:Database:ConnectionString"] = own.ConnectionString,
            ["Ekn:Smhi:ForecastBaseUrl"] = "http://127.0.0.1:9",
            ["Ekn:Smhi:WarningsBaseUrl"] = "http://127.0.0.1:9",
            ["Ekn:Smhi:MaxAttempts"] = "2",
            ["Ekn:Smhi:BackoffBase"] = "00:00:00.010",
            ["Ekn:Sms:BaseUrl"] = "http://127.0.0.1:9",
            ["Ekn:Sms:AccountSid"] = "AC00000000000000000000000000000000",
            ["Ekn:Sms:AuthToken"] = "00000000000000000000000000000000",
            ["Ekn:Sms:From"] = "+46701740699",
            ["Ekn:Email:Host"] = "127.0.0.1",
            ["Ekn:Email:FromAddress"] = "ekn@example.org",
            ["Ekn:Web:PublicUrl"] = "https://ekn.example.org",
            ["Ekn:People:Coordinators:0:Id"] = "c1",
            ["Ekn:People:Coordinators:0:Name"] = "Anna Ask",
            ["Ekn:People:Coordinators:0:Phone"] = "+46701740605",
            ["Ekn:People:Coordinators:0:Email"] = "anna@example.org",
            ["Ekn:People:Coordinators:1:Id"] = "c2",
            ["Ekn:People:Coordinators:1:Name"] = "Bo Björk",
            ["Ekn:People:Coordinators:1:Phone"] = "+46701740606",
            ["Ekn:People:SiteLeads:0:Id"] = "s1",
            ["Ekn:People:SiteLeads:0:Name"] = "Sara Sten",
            ["Ekn:People:SiteLeads:0:Phone"] = "+46701740607",
            ["Ekn:People:City:0:Id"] = "k1",
            ["Ekn:People:City:0:Name"] = "Carin Stad",
            ["Ekn:People:City:0:Email"] = "carin@example.org",
        };
        foreach (var key in values.Keys.Where(key => without is not null && key.StartsWith(without)).ToList())
        {
            values.Remove(key);
        }
        foreach (var (key, value) in settings ?? [])
        {
            values[key] = value;
        }
        var home = new HomeFolder(Repository.Root);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(home.Path, "config", "ekn.json"), optional: false)
            .AddInMemoryCollection(values)
            .Build();
        var provided = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddEkn(configuration, home)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var bench = new CoreBench(own, provided, clock);
        if (rota)
        {
            await bench.AddRoomAsync(1, Room, "+46701740608", reserve: false);
            await bench.AddRoomAsync(2, Reserve, "+46701740613", reserve: true);
            await bench.ExecuteAsync(
                "INSERT INTO rota_weekday (weekday, premises_id) VALUES (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1)"
            );
        }
        return bench;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <param name="local">As 2026-12-01 13:00.</param>
    public void ItIs(string local) => Clock.UtcNow = Stockholm.At(local);

    public Task<T> DoAsync<T>(Func<Session, Task<T>> work) => Database.InTransactionAsync(work, default);

    public Task DoAsync(Func<Session, Task> work) => Database.InTransactionAsync(work, default);

    public async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var session = await Database.OpenAsync(default);
        await session.ExecuteAsync(sql, values, default);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null)
    {
        await using var session = await Database.OpenAsync(default);
        return await session.QueryAsync<T>(sql, values, default);
    }

    public async Task<long> CountAsync(string rows) => (await QueryAsync<long>($"SELECT COUNT(*) FROM {rows}"))[0];

    /// <summary>Ids are given by the database in the order of adding: 1, 2, ….</summary>
    public async Task AddRoomAsync(int id, string name, string? phone, bool reserve)
    {
        await ExecuteAsync("INSERT INTO church (name) VALUES (@name)", new { name });
        await ExecuteAsync(
            """
            INSERT INTO premises (church_id, name, address, capacity, contact_name, phone, reserve)
            VALUES (@id, @name, @address, 40, @contact, @phone, @reserve)
            """,
            new
            {
                id,
                name,
                address = $"Kyrkgatan {id}",
                contact = $"Kontakt {id}",
                phone,
                reserve = reserve ? 1 : 0,
            }
        );
    }

    /// <summary>Volunteers 1, 2, … with phones +46701740620 and up; from the 80th on by email alone.</summary>
    public async Task AddVolunteersAsync(int count)
    {
        var before = (int)await CountAsync("volunteer");
        for (var i = before + 1; i <= before + count; i++)
        {
            await ExecuteAsync(
                "INSERT INTO volunteer (name, phone, email, added_at) VALUES (@name, @phone, @email, @now)",
                new
                {
                    name = $"Volontär {i}",
                    phone = i < 80 ? PhoneOf(i) : null,
                    email = i < 80 ? null : $"v{i}@example.org",
                    now = Clock.UtcNow,
                }
            );
        }
    }

    public static string PhoneOf(int volunteer) =>
        $"+467017406{(19 + volunteer).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Weather for the days around now: so cold each hour of the named nights, and +5 in the others.</summary>
    public WeatherReport Weather(decimal celsius, params Night[] nights)
    {
        Night[] cold = nights.Length == 0 ? [Tonight] : nights;
        var window = NightWindow.Default;
        var hour = new DateTimeOffset(Clock.UtcNow.Date.AddHours(Clock.UtcNow.Hour), TimeSpan.Zero);
        var steps = Enumerable
            .Range(0, 72)
            .Select(i => hour.AddHours(i))
            .Select(at => new ForecastStep(
                at,
                cold.Any(night => window.Of(night, Time).Contains(at)) ? celsius : 5,
                null,
                2
            ));
        var series = new ForecastSeries(hour, [.. steps]);
        return Report(new ForecastReading.Known(series), new WarningsReading.Known([], []));
    }

    public WeatherReport NoWeather() =>
        Report(
            new ForecastReading.Unknown(new WeatherProblem(WeatherProblemKind.Timeout, "no answer within 30 s")),
            new WarningsReading.Known([], [])
        );

    public WeatherReport Report(ForecastReading forecast, WarningsReading warnings) =>
        new(
            new Fetched<ForecastReading>(forecast, EvidenceOf(EvidenceSource.Forecast, "forecast"), FromCache: false),
            new Fetched<WarningsReading>(warnings, EvidenceOf(EvidenceSource.Warnings, "[]"), FromCache: false)
        );

    public Evidence EvidenceOf(EvidenceSource source, string body) =>
        Evidence.Of(
            source,
            new Uri($"https://example.org/{source}"),
            Clock.UtcNow,
            200,
            System.Text.Encoding.UTF8.GetBytes(body)
        );

    public Task<Assessment> AssessAsync(WeatherReport weather, Occasion occasion = Occasion.Noon) =>
        Get<DecisionDesk>().AssessAsync(Tonight, occasion, weather, default);

    public Task<AnswerResult> AnswersAsync(
        string who,
        AnswerKind kind,
        string? reason = null,
        int? seen = null,
        Night? night = null
    ) =>
        Get<DecisionDesk>()
            .AnswerAsync(
                night ?? Tonight,
                new Answer($"coordinator:{who}", seen is null ? "sms" : "link", kind, reason, seen, Clock.UtcNow),
                default
            );

    /// <summary>Tonight is opened by hand, which needs no weather.</summary>
    public async Task OpenTonightAsync() =>
        Xunit.Assert.IsType<AnswerResult.Taken>(await AnswersAsync("c1", AnswerKind.Open, "kallt"));

    public async Task<NightDecision> DecisionAsync(Night? night = null)
    {
        await using var session = await Database.OpenAsync(default);
        return await Get<DecisionLog>().ReadAsync(session, night ?? Tonight, default);
    }

    public async Task<NightRow?> NightAsync(Night? night = null)
    {
        await using var session = await Database.OpenAsync(default);
        return await Get<NightBook>().FindAsync(session, night ?? Tonight, default);
    }

    /// <summary>"purpose recipient" of everything in the outbox, in the order of writing.</summary>
    public Task<IReadOnlyList<string>> LettersAsync(string? purpose = null) =>
        QueryAsync<string>(
            "SELECT purpose || ' ' || recipient FROM outbox WHERE @purpose = '' OR purpose = @purpose ORDER BY id",
            new { purpose = purpose ?? "" }
        );

    /// <summary>Whom a purpose was written to, each message once, sorted.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(string purpose) =>
        [
            .. await QueryAsync<string>(
                "SELECT recipient FROM outbox WHERE purpose = @purpose AND channel = 'sms' ORDER BY recipient, id",
                new { purpose }
            ),
        ];

    /// <summary>As if everything that waits had gone out.</summary>
    public Task SendEverythingAsync() => ExecuteAsync("UPDATE outbox SET state = 'delivered' WHERE state = 'queued'");

    public Task<IReadOnlyList<string>> AlertsAsync() =>
        QueryAsync<string>("SELECT kind FROM alert WHERE cleared_at IS NULL ORDER BY id");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await stored.DisposeAsync();
    }
}
