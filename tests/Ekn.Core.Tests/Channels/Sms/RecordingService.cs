using System.Collections.Concurrent;
using System.Net;
using Ekn.Core.Channels.Sms.Twilio;

namespace Ekn.Core.Channels.Sms;

/// <summary>Stands where the service's webhooks are, and keeps what is posted.</summary>
internal sealed class RecordingService : HttpMessageHandler
{
    private readonly ConcurrentQueue<Post> posts = new();

    public IReadOnlyList<Post> Posts => [.. posts];

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.NoContent;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var form = body.Split('&')
            .Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))
            .ToList();
        posts.Enqueue(new Post(request.RequestUri!, form, request.Headers.GetValues(TwilioSignature.Header).Single()));
        return new HttpResponseMessage(Answer);
    }

    internal sealed record Post(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Form, string Signature)
    {
        public string this[string field] => Form.Single(f => f.Key == field).Value;
    }
}
