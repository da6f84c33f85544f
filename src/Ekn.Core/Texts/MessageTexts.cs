using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ekn.Core.Texts;

/// <summary>
/// What users read, from config/texts: one folder per language, in it files by room, each a flat object whose values are
/// a text or a list of lines, with placeholders by name in braces: {count}, or {count:night|nights} for the word that
/// goes with the number. Swedish and English hold every text; the languages of the public page hold at least its file. A
/// text that is missing, or asks for a fact that nobody gives, is an error, never a hole in a message.
/// </summary>
public sealed partial class MessageTexts
{
    private const string PublicFile = "public.json";
    private static readonly string[] Whole = ["sv", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    private MessageTexts(FrozenDictionary<string, FrozenDictionary<string, string>> languages) =>
        this.languages = languages;

    /// <summary>The languages that hold every text, the first one first.</summary>
    public IReadOnlyCollection<string> Languages { get; } = Whole;

    /// <summary>The languages of the public page: those that hold every text, then the others by name.</summary>
    public IReadOnlyCollection<string> PublicLanguages =>
        [.. Whole, .. languages.Keys.Except(Whole).Order(StringComparer.Ordinal)];

    /// <exception cref="InvalidDataException">A file is missing or cannot be read, or a language lacks a text.</exception>
    public static MessageTexts Load(HomeFolder home)
    {
        var folder = Path.Combine(home.Path, "config", "texts");
        var loaded = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        var others = Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(Path.GetFileName) : [];
        foreach (var language in Whole.Union(others.OfType<string>()))
        {
            loaded[language] = ReadFolder(Path.Combine(folder, language));
        }
        foreach (var whole in Whole)
        {
            MustHold(loaded[whole].Keys, whole, Whole, loaded);
        }
        MustHold(Read(Path.Combine(folder, Whole[0], PublicFile)).Keys, Whole[0], loaded.Keys, loaded);
        foreach (var language in loaded.Keys.Except(Whole))
        {
            MustHold(loaded[language].Keys, language, Whole, loaded);
        }
        return new MessageTexts(loaded.ToFrozenDictionary());
    }

    private static void MustHold(
        IEnumerable<string> keys,
        string of,
        IEnumerable<string> others,
        Dictionary<string, FrozenDictionary<string, string>> loaded
    )
    {
        foreach (var key in keys)
        {
            if (others.FirstOrDefault(other => !loaded[other].ContainsKey(key)) is { } other)
            {
                throw new InvalidDataException($"config/texts/{other} lacks '{key}', which config/texts/{of} has.");
            }
        }
    }

    private static FrozenDictionary<string, string> ReadFolder(string folder)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
        {
            throw new InvalidDataException($"The texts in {folder} are missing: the folder holds no file.");
        }
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            foreach (var (key, text) in Read(file))
            {
                if (!all.TryAdd(key, text))
                {
                    throw new InvalidDataException(
                        $"The text '{key}' in {file} stands in another file of the folder too."
                    );
                }
            }
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Keys(string language) => languages[language].Keys;

    public bool Has(string key) => languages["sv"].ContainsKey(key);

    /// <exception cref="KeyNotFoundException">There is no such text, or it asks for a fact that was not given.</exception>
    public string Render(string language, string key, Facts facts)
    {
        if (!languages[language].TryGetValue(key, out var text))
        {
            throw new KeyNotFoundException($"config/texts/{language} has no text '{key}'.");
        }
        return Placeholder()
            .Replace(
                text,
                match =>
                {
                    var fact =
                        facts.Find(match.Groups["name"].Value)
                        ?? throw new KeyNotFoundException(
                            $"The text '{key}' in config/texts/{language} asks for {match.Value}, which is not given to it."
                        );
                    return !match.Groups["one"].Success ? fact
                        : fact == "1" ? match.Groups["one"].Value
                        : match.Groups["many"].Value;
                }
            );
    }

    /// <summary>A text without placeholders, such as the name of a weekday.</summary>
    public string Word(string language, string key) => Render(language, key, Facts.None);

    private static FrozenDictionary<string, string> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return document
                .RootElement.EnumerateObject()
                .ToFrozenDictionary(
                    property => property.Name,
                    property =>
                        property.Value.ValueKind == JsonValueKind.Array
                            ? string.Join('\n', property.Value.EnumerateArray().Select(line => line.GetString()))
                            : property.Value.GetString()!
                );
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The texts in {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>"{count}", and "{count:natt|nätter}" for the word that goes with it.</summary>
    [GeneratedRegex(
        @"\{(?<name>[a-zA-Z]+)(:(?<one>[^{}|]+)\|(?<many>[^{}|]+))?\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Placeholder();
}
