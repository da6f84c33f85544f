using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Microsoft.Net.Http.Headers;

namespace Ekn.Api.Pages.Church;

/// <summary>The calendar that a church subscribes to. The token is the secret; calendar programs cannot sign in.</summary>
internal static class CalendarEndpoint
{
    private const int LongestToken = 64;

    public static void MapCalendar(this WebApplication app) =>
        app.MapMethods("/calendar/{token}.ics", [HttpMethods.Get, HttpMethods.Head], ReadAsync)
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(
        string token,
        HttpResponse response,
        Database database,
        CalendarFeeds feeds,
        CancellationToken cancellationToken
    )
    {
        response.Headers["X-Robots-Tag"] = "noindex";
        await using var session = await database.OpenAsync(cancellationToken);
        if (token.Length > LongestToken || await feeds.ReadAsync(session, token, cancellationToken) is not { } feed)
        {
            return TypedResults.NotFound();
        }
        response.Headers.CacheControl = "private, max-age=900";
        var bytes = Encoding.UTF8.GetBytes(feed);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
        return TypedResults.Bytes(bytes, "text/calendar; charset=utf-8", entityTag: tag);
    }
}
