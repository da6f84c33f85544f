using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Ekn.Simulators.Sms;

/// <summary>Posts to the service what Twilio would post, signed over the public address.</summary>
internal sealed class Webhooks(string authToken) : IDisposable
{
    private readonly ConcurrentQueue<WebhookCall> calls = new();
    private readonly HttpClient own = new() { Timeout = TimeSpan.FromSeconds(15) };
    private HttpClient client = null!;
    private Uri? service;
    private Uri? known;

    public IReadOnlyList<WebhookCall> Calls => [.. calls];

    public Uri? PublicUrl => known;

    public void ConnectTo(Uri serviceUrl, Uri? publicUrl, HttpClient? with)
    {
        service = serviceUrl;
        known = publicUrl ?? serviceUrl;
        client = with ?? own;
    }

    public Task<WebhookCall> PostAsync(string path, IReadOnlyDictionary<string, string> form) =>
        known is null
            ? throw new InvalidOperationException(
                "Call ConnectTo first: the gateway does not know where the service is."
            )
            : PostAsync(Join(known, path), form);

    public async Task<WebhookCall> PostAsync(Uri signedUrl, IReadOnlyDictionary<string, string> form)
    {
        var call = await TryPostAsync(signedUrl, form);
        calls.Enqueue(call);
        return call;
    }

    /// <summary>https://www.twilio.com/docs/usage/webhooks/webhooks-security: address, then names and values in order of name.</summary>
    public static string Sign(string authToken, string url, IReadOnlyDictionary<string, string> form)
    {
        var text = new StringBuilder(url);
        foreach (var name in form.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(name).Append(form[name]);
        }
#pragma warning disable CA5350 // SHA-1 is what Twilio signs with.
        return Convert.ToBase64String(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString()))
        );
#pragma warning restore CA5350
    }

    public void Dispose() => own.Dispose();

    private async Task<WebhookCall> TryPostAsync(Uri signedUrl, IReadOnlyDictionary<string, string> form)
    {
        var signature = Sign(authToken, signedUrl.AbsoluteUri, form);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Reachable(signedUrl));
            request.Content = new FormUrlEncodedContent(form);
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
            request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
            using var response = await (client ?? own).SendAsync(request);
            return new WebhookCall(signedUrl, form, signature, response.StatusCode, null);
        }
        catch (Exception e)
            when (e is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            return new WebhookCall(signedUrl, form, signature, null, e.Message);
        }
    }

    /// <summary>The public address as it can be reached from here.</summary>
    private Uri Reachable(Uri url)
    {
        if (service is null || known is null || service == known)
        {
            return url;
        }
        var prefix = known.AbsoluteUri.TrimEnd('/');
        return url.AbsoluteUri.StartsWith(prefix + "/", StringComparison.Ordinal)
            ? Join(service, url.AbsoluteUri[prefix.Length..])
            : url;
    }

    private static Uri Join(Uri root, string path) => new(root.AbsoluteUri.TrimEnd('/') + path);
}
