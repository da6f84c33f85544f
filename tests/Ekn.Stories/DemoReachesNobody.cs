using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ekn.Api;
using Ekn.Core;
using Ekn.Core.Backups;
using Ekn.Core.Channels.Email;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Demo;
using Ekn.Simulators.Mail;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Stories;

/// <summary>
/// Somebody tries the demo on the machine of the service, with its logins in config/ekn.json and in the environment: what
/// the demo is made of knows the stand-ins and nothing else.
/// </summary>
/// <remarks>Alone, as it writes to the environment, which every other test of this process would read.</remarks>
[CollectionDefinition(nameof(DemoReachesNobody), DisableParallelization = true)]
[Collection(nameof(DemoReachesNobody))]
public sealed class DemoReachesNobody : IDisposable
{
    /// <summary>In every setting of the service that is a text.</summary>
    private const string OfTheService = "service.example.org";

    private static readonly string[] Prefixes = ["", "ASPNETCORE_", "DOTNET_"];

    private readonly string folder = Directory.CreateTempSubdirectory("ekn-demo-test-").FullName;
    private readonly List<string> variables = [];

    public void Dispose()
    {
        foreach (var name in variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_night_that_plays_itself_knows_no_gateway_mail_server_or_person_but_its_own()
    {
        var home = DemoHome.Make(await HomeOfTheServiceAsync(), Own("home"));

        await using var town = await AutoNight.BeginAsync(Own("demo.db"), home);

        AssertStandInsOnly(town.Get<IServiceProvider>(), town.Gateway, town.Mail);
        AssertStandInsOnly(town.GetFromWeb<IServiceProvider>(), town.Gateway, town.Mail);
    }

    [Fact]
    public async Task The_night_that_somebody_takes_part_in_knows_no_gateway_mail_server_or_person_but_its_own()
    {
        var home = DemoHome.Make(await HomeOfTheServiceAsync(), Own("home"));
        await using var smhi = await SmhiSimulator.StartAsync(TimeProvider.System);
        await using var gateway = await SmsGatewaySimulator.StartAsync();
        await using var mail = new MailServerSimulator();
        var web = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        var settings = LiveNight.Settings($"Data Source={Own("demo.db")}", smhi, gateway, mail, web);
        variables.AddRange(settings.Keys.Select(key => key.Replace(":", "__", StringComparison.Ordinal)));
        home.Set(settings);

        // As the worker's command line and the web's host read them.
        var configuration = new ConfigurationManager();
        configuration.AddEknSettings(home.Folder);
        await using var worker = new ServiceCollection()
            .AddLogging()
            .AddEkn(configuration, home.Folder)
            .BuildServiceProvider();
        await using var site = ApiApplication.Create([], home.Folder);

        AssertStandInsOnly(worker, gateway, mail);
        AssertStandInsOnly(site.Services, gateway, mail);
    }

    [Fact]
    public async Task The_home_of_the_service_would_lead_outside()
    {
        // Else the tests above would prove nothing.
        var configuration = new ConfigurationManager();
        configuration.AddEknSettings(await HomeOfTheServiceAsync());
        var sms = configuration.GetSection(SmsOptions.Section).Get<SmsOptions>()!;

        Assert.All(TextsOf(sms), text => Assert.Contains(OfTheService, text.Value, StringComparison.Ordinal));
        Assert.All(TextsOf(sms.Second), text => Assert.Contains(OfTheService, text.Value, StringComparison.Ordinal));
        Assert.All(
            TextsOf(configuration.GetSection(EmailOptions.Section).Get<EmailOptions>()!),
            text => Assert.Contains(OfTheService, text.Value, StringComparison.Ordinal)
        );
    }

    private static void AssertStandInsOnly(
        IServiceProvider services,
        SmsGatewaySimulator gateway,
        MailServerSimulator mail
    )
    {
        var sms = services.GetRequiredService<IOptions<SmsOptions>>().Value;
        var email = services.GetRequiredService<IOptions<EmailOptions>>().Value;
        var all = TextsOf(sms)
            .Concat(TextsOf(sms.Second))
            .Concat(TextsOf(email))
            .Concat(TextsOf(services.GetRequiredService<IOptions<DatabaseOptions>>().Value))
            .Concat(TextsOf(services.GetRequiredService<IOptions<BackupOptions>>().Value));
        Assert.DoesNotContain(all, text => text.Value?.Contains(OfTheService, StringComparison.Ordinal) == true);
        Assert.Equal(gateway.BaseUrl, new Uri(sms.BaseUrl));
        Assert.Equal((mail.Host, mail.Port), (email.Host, email.Port));

        var gateways = services.GetRequiredService<SmsGateways>();
        Assert.Equal(gateway.Settings.AccountSid, gateways.First.AccountSid);
        Assert.Null(gateways.Second);
        Assert.Equal(
            [Cast.Anna.Name, Cast.Bo.Name, Cast.Carin.Name, Cast.Sara.Name],
            services.GetRequiredService<PeopleDirectory>().All.Select(person => person.Name).Order()
        );
    }

    private static IEnumerable<(string Name, string? Value)> TextsOf(object options) =>
        options
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(string) && property.CanWrite)
            .Select(property => (property.Name, (string?)property.GetValue(options)));

    /// <summary>One half of its settings in the file, the other in the environment, in each way that a host reads it.</summary>
    private async Task<HomeFolder> HomeOfTheServiceAsync()
    {
        var home = Own("service");
        foreach (var file in Directory.EnumerateFiles(Shipped("config"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(home, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var keys = KeysOf<SmsOptions>(SmsOptions.Section)
            .Concat(KeysOf<SecondSmsOptions>($"{SmsOptions.Section}:Second"))
            .Concat(KeysOf<EmailOptions>(EmailOptions.Section))
            .Append($"{DatabaseOptions.Section}:ConnectionString")
            .Append($"{BackupOptions.Section}:Folder")
            .Concat(
                from list in new[] { "Coordinators", "SiteLeads", "City", "Administrators" }
                from field in new[] { "Id", "Name" }
                select $"{PeopleOptions.Section}:{list}:4:{field}"
            )
            .ToList();
        var written = Path.Combine(home, "config", "ekn.json");
        var settings = JsonNode.Parse(
            await File.ReadAllTextAsync(written),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        )!;
        foreach (var (i, key) in keys.Index())
        {
            var value = $"{key.Replace(':', '.')}.{OfTheService}";
            Write(settings, key.Split(':'), value);
            var variable = Prefixes[i % Prefixes.Length] + key.Replace(":", "__", StringComparison.Ordinal);
            variables.Add(variable);
            Environment.SetEnvironmentVariable(variable, value);
        }
        await File.WriteAllTextAsync(written, settings.ToJsonString());
        return new HomeFolder(home);
    }

    private static IEnumerable<string> KeysOf<T>(string section)
        where T : new() => TextsOf(new T()).Select(text => $"{section}:{text.Name}");

    private static void Write(JsonNode settings, string[] path, string value)
    {
        var at = settings;
        foreach (var name in path[..^1])
        {
            at = at[name] ??= new JsonObject();
            // Lists by their numbers, as in the environment: the file means the same by it.
            if (at is JsonArray list)
            {
                at = new JsonObject();
                list.ReplaceWith(at);
            }
        }
        at[path[^1]] = value;
    }

    private static string Shipped(string name) => Path.Combine(Repository.Root, name);

    private string Own(string name) => Path.Combine(folder, name);
}
