using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ekn.Core.Texts;

/// <summary>
/// What users read, from config/texts, one file per language: a flat object whose values are a text or a list of lines,
/// with placeholders by name in braces. Every language has every text; a text that is missing, or asks for a fact that
/// nobody gives, is an error, never a hole in a message.
/// </summary>
public sealed partial class MessageTexts
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    private MessageTexts(FrozenDictionary<string, FrozenDictionary<string, string>> languages) =>
        this.languages = languages;

    public IReadOnlyCollection<string> Languages => languages.Keys;

    /// <exception cref="InvalidDataException">A file is missing or cannot be read, or the languages do not hold the same texts.</exception>
    public static MessageTexts Load(HomeFolder home)
    {
        var loaded = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var language in new[] { "sv", "en" })
        {
            loaded[language] = Read(Path.Combine(home.Path, "config", "texts", language + ".json"));
        }
        foreach (var (language, texts) in loaded)
        {
            foreach (var (other, others) in loaded)
            {
                if (texts.Keys.FirstOrDefault(key => !others.ContainsKey(key)) is { } key)
                {
                    throw new InvalidDataException(
                        $"config/texts/{other}.json lacks '{key}', which {language}.json has."
                    );
                }
            }
        }
        return new MessageTexts(loaded.ToFrozenDictionary());
    }

    public IEnumerable<string> Keys(string language) => languages[language].Keys;

    public bool Has(string key) => languages["sv"].ContainsKey(key);

    /// <exception cref="KeyNotFoundException">There is no such text, or it asks for a fact that was not given.</exception>
    public string Render(string language, string key, Facts facts)
    {
        if (!languages[language].TryGetValue(key, out var text))
        {
            throw new KeyNotFoundException($"config/texts/{language}.json has no text '{key}'.");
        }
        return Placeholder()
            .Replace(
                text,
                match =>
                    facts.Find(match.Groups["name"].Value)
                    ?? throw new KeyNotFoundException(
                        $"The text '{key}' in config/texts/{language}.json asks for {match.Value}, which is not given to it."
                    )
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

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
