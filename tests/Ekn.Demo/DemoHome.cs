using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ekn.Core;

namespace Ekn.Demo;

/// <summary>
/// Where the demo lives: a copy of the operator's texts, example files and rules, and nothing that leads outside. Whoever
/// tries the demo on the machine of the service has its login to a real gateway beside them, in config/ekn.json or in the
/// environment; neither is read by what the demo is made of, which gets this and no other home.
/// </summary>
internal sealed class DemoHome
{
    // Named are those that stay: a section that comes later is left out until somebody has thought of where it leads.
    private static readonly string[] Rules =
    [
        "Clock",
        "Smhi",
        "Decision",
        "Schedule",
        "Readiness",
        "Asking",
        "Shifts",
        "Dispatch",
        "Contacts",
    ];

    // As a host reads them: bare, or with a prefix that it takes away.
    private static readonly string[] Prefixes = ["", "ASPNETCORE_", "DOTNET_"];

    private DemoHome(HomeFolder folder) => Folder = folder;

    public HomeFolder Folder { get; }

    /// <summary>Forgets every setting of the service in the environment, and makes the home in an empty folder.</summary>
    public static DemoHome Make(HomeFolder from, string folder)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (IsSetting((string)variable.Key))
            {
                Environment.SetEnvironmentVariable((string)variable.Key, null);
            }
        }
        var config = Path.Combine(from.Path, "config");
        foreach (var file in Directory.EnumerateFiles(config, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(from.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(
            Path.Combine(folder, "config", "ekn.json"),
            RulesOf(File.ReadAllText(Path.Combine(config, "ekn.json")))
        );
        return new DemoHome(new HomeFolder(folder));
    }

    /// <summary>Settings for the worker and the web, which read the environment after the file.</summary>
    public void Set(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (key, value) in settings)
        {
            Environment.SetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal), value);
        }
    }

    private static bool IsSetting(string name) =>
        Prefixes.Any(prefix =>
            name.StartsWith($"{prefix}Ekn__", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith($"{prefix}Ekn:", StringComparison.OrdinalIgnoreCase)
        );

    private static string RulesOf(string settings)
    {
        var all = JsonNode
            .Parse(
                settings,
                new JsonNodeOptions { PropertyNameCaseInsensitive = true },
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            )
            ?["Ekn"];
        return new JsonObject
        {
            ["Ekn"] = new JsonObject(Rules.Select(name => KeyValuePair.Create(name, all?[name]?.DeepClone()))),
        }.ToJsonString();
    }
}
