using System.Globalization;
using System.Text.Json;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <param name="NextPage">Path and query of the next page; null on the last.</param>
internal sealed record TwilioPage(IReadOnlyList<TwilioMessage> Messages, string? NextPage)
{
    /// <returns>Null when any part cannot be read: a message that was skipped could be the one that is asked for.</returns>
    public static TwilioPage? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var messages = root.GetProperty("messages").EnumerateArray().Select(ReadMessage).ToList();
            var next = root.GetProperty("next_page_uri").GetString();
            // The next page is asked for with our login: never outside the API's own paths.
            return next is null || next.StartsWith("/2010-04-01/", StringComparison.Ordinal)
                ? new TwilioPage(messages, next)
                : null;
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static TwilioMessage ReadMessage(JsonElement message) =>
        new(
            message.GetProperty("sid").GetString() ?? throw new FormatException("A message without an id."),
            message.GetProperty("body").GetString() ?? "",
            // RFC 2822: Tue, 01 Dec 2026 11:00:00 +0000
            DateTimeOffset.Parse(
                message.GetProperty("date_created").GetString()
                    ?? throw new FormatException("A message without a date."),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
        );
}
