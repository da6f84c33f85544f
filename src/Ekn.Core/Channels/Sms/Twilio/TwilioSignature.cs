using System.Security.Cryptography;
using System.Text;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>
/// The X-Twilio-Signature header: base64 of HMAC-SHA1, keyed with the auth token, over the public address followed by
/// every form field, name and value, sorted by name.
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
/// </summary>
public static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <param name="publicUrl">As Twilio knows it, query included, letter by letter.</param>
    public static string Compute(string authToken, string publicUrl, IEnumerable<KeyValuePair<string, string>> form)
    {
        var signed = new StringBuilder(publicUrl);
        // A field that comes twice with one value counts once, as in Twilio's own helper libraries.
        foreach (var (name, value) in form.Distinct().OrderBy(f => f.Key, Ordinal).ThenBy(f => f.Value, Ordinal))
        {
            signed.Append(name).Append(value);
        }
#pragma warning disable CA5350 // SHA-1 is what Twilio signs with; as a keyed hash it still holds.
        var hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString()));
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }

    /// <summary>
    /// Whether the one who signed knows the auth token. Twilio is not consistent in signing with or without the port, so
    /// both forms are accepted, as in its own helper libraries.
    /// </summary>
    public static bool IsValid(
        string authToken,
        string publicUrl,
        IEnumerable<KeyValuePair<string, string>> form,
        string? signature
    )
    {
        if (authToken.Length == 0 || string.IsNullOrEmpty(signature))
        {
            return false;
        }
        var fields = form.ToList();
        var given = Encoding.UTF8.GetBytes(signature);
        var withPort = Matches(authToken, WithPort(publicUrl), fields, given);
        var withoutPort = Matches(authToken, WithoutPort(publicUrl), fields, given);
        return withPort || withoutPort;
    }

    private static StringComparer Ordinal => StringComparer.Ordinal;

    private static bool Matches(
        string authToken,
        string url,
        IEnumerable<KeyValuePair<string, string>> form,
        ReadOnlySpan<byte> given
    ) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Compute(authToken, url, form)), given);

    private static string WithPort(string url)
    {
        var (start, end, port) = Authority(url);
        if (port >= 0 || end == start)
        {
            return url;
        }
        var standard = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return url.Insert(end, standard);
    }

    private static string WithoutPort(string url)
    {
        var (_, end, port) = Authority(url);
        return port < 0 ? url : url.Remove(port, end - port);
    }

    /// <summary>Where host and port stand in an address; the colon before the port is -1 when there is none.</summary>
    private static (int Start, int End, int PortColon) Authority(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return (0, 0, -1);
        }
        var start = scheme + 3;
        var length = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var end = length < 0 ? url.Length : start + length;
        var colon = url.LastIndexOf(':', end - 1, end - start);
        // The colons of [::1] are no port.
        return (start, end, colon > url.LastIndexOf(']', end - 1, end - start) ? colon : -1);
    }
}
