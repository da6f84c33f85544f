using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ekn.Core.Calendar;

namespace Ekn.Core.Texts;

/// <summary>
/// What is written down now and read later, by people of two languages: the name of a text with its facts, or words that
/// are the same in every language (a room, a date, a code). Holds no number, name or message text of anybody.
/// </summary>
/// <remarks>
/// In a column it is JSON, <c>{"key":"why.slow-down","facts":{"told":"HTTP 429"}}</c>, or bare words. So the whole English
/// sentences of older rows are read as words, and shown as they are.
/// </remarks>
public sealed record Note
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Note(string stored) => Stored = stored;

    /// <summary>As it stands in a column.</summary>
    public string Stored { get; }

    /// <summary>Words that need no language; a sentence belongs in the text files.</summary>
    public static Note Words(string words) => new(words);

    /// <param name="or">The text that is said instead where there is none of that name, with the same facts.</param>
    public static Note Of(string key, string? or = null)
    {
        var note = new JsonObject { ["key"] = key, ["facts"] = new JsonObject() };
        if (or is not null)
        {
            note["or"] = or;
        }
        return new(note.ToJsonString(Readable));
    }

    public static Note Read(string stored) => new(stored);

    public Note With(string fact, string value) => WithNode(fact, JsonValue.Create(value));

    public Note With(string fact, long value) => With(fact, $"{value}");

    /// <summary>A fact that is said in the reader's language too.</summary>
    public Note With(string fact, Note value) =>
        WithNode(fact, value.Parse()?.DeepClone() ?? JsonValue.Create(value.Stored));

    public Note With(string fact, Night night) => WithNode(fact, new JsonObject { ["night"] = $"{night}" });

    /// <summary>
    /// In the words of a language. A text that is gone since, or asks for more than was known then, does not hide that
    /// something was noted: then its name and facts are shown.
    /// </summary>
    public string In(Wording wording)
    {
        if (Parse() is not { } note)
        {
            return Stored;
        }
        var key = (string)note["key"]!;
        var facts = Facts.None;
        foreach (var (name, value) in note["facts"]!.AsObject())
        {
            facts = facts.With(name, Say(value!, wording));
        }
        try
        {
            return wording.Say(wording.Has(key) ? key : (string?)note["or"] ?? key, facts);
        }
        catch (KeyNotFoundException)
        {
            return ToString();
        }
    }

    /// <summary>For logs: the name of the text and its facts.</summary>
    public override string ToString() =>
        Parse() is { } note
            ? string.Join(' ', note["facts"]!.AsObject().Select(fact => $"{fact.Value}").Prepend((string)note["key"]!))
            : Stored;

    private static string Say(JsonNode value, Wording wording) =>
        value is not JsonObject inner ? value.GetValue<string>()
        : inner["night"] is { } night ? wording.Night(Night.Parse(night.GetValue<string>()))
        : new Note(inner.ToJsonString(Readable)).In(wording);

    private Note WithNode(string fact, JsonNode value)
    {
        var note =
            Parse() ?? throw new InvalidOperationException("Words have no facts; begin with the name of a text.");
        note["facts"]![fact] = value;
        return new(note.ToJsonString(Readable));
    }

    private JsonObject? Parse()
    {
        if (!Stored.StartsWith("{\"key\":", StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(Stored) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
