using System.Text.Json;
using System.Text.Json.Nodes;
using Ekn.Core;
using Ekn.Core.Storage;
using Ekn.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker;

/// <summary>A home folder with the shipped config/, settings that can be changed, and the worker's command line on it.</summary>
internal sealed class TestHome : IAsyncDisposable
{
    private readonly TestDatabase? database;
    private readonly JsonNode settings;

    private TestHome(TestDatabase? database)
    {
        this.database = database;
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"ekn-home-{Guid.NewGuid():n}")).FullName;
        Copy(System.IO.Path.Combine(Repository.Root, "config"), File("config"));
        settings = JsonNode.Parse(
            System.IO.File.ReadAllText(SettingsFile),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        )!;
    }

    public string Path { get; }

    /// <summary>The clock of the commands; null is the clock of the settings.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Further services that stand in for the worker's own.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    public string DataFolder => File("data");

    private string SettingsFile => File("config/ekn.json");

    /// <summary>As shipped: an SQLite file that is not there yet, and nothing filled in.</summary>
    public static TestHome AsShipped() => new(null);

    /// <summary>Everything filled in for real service, on an empty database of a provider. Addresses lead nowhere.</summary>
    public static async Task<TestHome> CompleteAsync(string provider = "sqlite")
    {
        var empty = await TestDatabase.CreateEmptyAsync(provider);
        var home = new TestHome(empty);
        home.Set("Ekn:Database:Provider", provider);
        home.Set("Ekn:Database:ConnectionString", empty.ConnectionString);
        home.Set("Ekn:Smhi:ForecastBaseUrl", "http://127.0.0.1:9");
        home.Set("Ekn:Smhi:WarningsBaseUrl", "http://127.0.0.1:9");
        home.Set("Ekn:Smhi:MaxAttempts", 1);
        home.Set("Ekn:Sms:BaseUrl", "http://127.0.0.1:9");
        home.Set("Ekn:Sms:AccountSid", "AC00000000000000000000000000000001");
        home.Set("Ekn:Sms:AuthToken", "0123456789abcdef0123456789abcdef");
        home.Set("Ekn:Sms:From", "+46701740699");
        home.Set("Ekn:Email:Host", "localhost");
        home.Set("Ekn:Email:Port", 9);
        home.Set("Ekn:Email:FromAddress", "natt@example.org");
        home.Set("Ekn:Web:PublicUrl", "http://localhost:8080");
        home.Set(
            "Ekn:People:Coordinators",
            new JsonArray(Person("c1", "Anna Exempel", "+46701740605"), Person("c2", "Bo Exempel", "+46701740606"))
        );
        home.Set("Ekn:People:SiteLeads", new JsonArray(Person("s1", "Lena Exempel", "+46701740607")));
        return home;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    /// <summary>Changes a setting, as Ekn:Sms:From.</summary>
    public void Set(string name, JsonNode? value)
    {
        var keys = name.Split(':');
        var node = settings;
        foreach (var key in keys[..^1])
        {
            node = node[key] ??= new JsonObject();
        }
        node[keys[^1]] = value;
        System.IO.File.WriteAllText(SettingsFile, settings.ToJsonString());
    }

    public Task<CommandRun> RunAsync(params string[] words) => RunAsync(CancellationToken.None, words);

    public async Task<CommandRun> RunAsync(CancellationToken cancellationToken, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await new WorkerApplication(new Terminal(output, error), Path, AddServices).RunAsync(
            words,
            cancellationToken
        );
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The database of the settings, as another program sees it.</summary>
    public Database Database() =>
        new(
            Options.Create(
                new DatabaseOptions
                {
                    Provider = settings["Ekn"]!["Database"]!["Provider"]!.GetValue<string>(),
                    ConnectionString = settings["Ekn"]!["Database"]!["ConnectionString"]!.GetValue<string>(),
                }
            ),
            new HomeFolder(Path)
        );

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var session = await Database().OpenAsync(default);
        return await session.QueryAsync<T>(sql, null, default);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    private void AddServices(IServiceCollection services)
    {
        if (Clock is { } clock)
        {
            services.AddSingleton(clock);
        }
        Replace(services);
    }

    private static JsonObject Person(string id, string name, string phone) =>
        new()
        {
            ["Id"] = id,
            ["Name"] = name,
            ["Phone"] = phone,
        };

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
    }
}
