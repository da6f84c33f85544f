using System.Text.Json;
using System.Text.Unicode;

namespace Ekn.Core.Weather.Smhi;

/// <summary>Reads SMHI's JSON by key, without trusting a single type.</summary>
internal static class SmhiJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What reading a body may throw: broken JSON, and text that is no valid Unicode.</summary>
    public static bool IsUnreadable(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>Stricter than the parser alone: bytes that are no UTF-8 anywhere in the body mean that it was damaged.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) =>
        Utf8.IsValid(body.Span)
            ? JsonDocument.Parse(WithoutByteOrderMark(body), Strict)
            : throw new JsonException("The body is not UTF-8.");

    public static WeatherProblem NotJson(ReadOnlyMemory<byte> body)
    {
        var text = WithoutByteOrderMark(body).Span.TrimStart(" \t\r\n"u8);
        var detail =
            text.IsEmpty ? "the body is empty"
            : text[0] == (byte)'<' ? "the body is a web page"
            : "the JSON is broken or cut short";
        return new(WeatherProblemKind.NotJson, detail);
    }

    /// <summary>The value under a key; null when the element is no object or has no such key.</summary>
    public static JsonElement? Get(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : null;

    /// <summary>A text that is there and not empty.</summary>
    public static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    /// <summary>An id written as an integer or as a text.</summary>
    public static string? Id(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number
            ? number.TryGetInt64(out var id)
                ? id.ToString()
                : null
            : Text(element);

    public static decimal? Number(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) ? value : null;

    /// <summary>
    /// An instant in UTC. A time without Z or offset is refused: read as local time it would be an hour or two wrong.
    /// </summary>
    public static DateTimeOffset? Instant(JsonElement? element) =>
        Text(element) is { } text && HasOffset(text) && element!.Value.TryGetDateTimeOffset(out var instant)
            ? instant.ToUniversalTime()
            : null;

    private static bool HasOffset(string text)
    {
        var time = text.IndexOf('T');
        return time > 0 && text.AsSpan(time).IndexOfAny('Z', '+', '-') > 0;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
