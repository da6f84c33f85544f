using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ekn.Api.Pages;

/// <summary>The one stylesheet, out of the program itself.</summary>
internal static class Stylesheet
{
    public static void MapStylesheet(this WebApplication app)
    {
        var bytes = Read();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
        app.MapMethods(
                "/ekn.css",
                [HttpMethods.Get, HttpMethods.Head],
                (HttpResponse response) =>
                {
                    response.Headers.CacheControl = "public, max-age=3600";
                    return TypedResults.Bytes(bytes, "text/css; charset=utf-8", entityTag: tag);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("ekn.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
