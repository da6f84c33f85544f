using System.Text.Json;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>The answers to a POST: the created message, or an error. Whatever cannot be read is null, never an exception.</summary>
internal static class TwilioAnswer
{
    public static string? Sid(byte[] body) =>
        Read(
            body,
            static root =>
                root.TryGetProperty("sid", out var sid)
                && sid.ValueKind == JsonValueKind.String
                && sid.GetString() is { Length: > 0 } text
                    ? text
                    : null
        );

    public static int? ErrorCode(byte[] body) =>
        Read<int?>(
            body,
            static root =>
                root.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.Number
                && code.TryGetInt32(out var number)
                    ? number
                    : null
        );

    private static T? Read<T>(byte[] body, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : default;
        }
        catch (JsonException)
        {
            return default;
        }
        // A string with half a surrogate pair parses, and throws when it is read.
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
