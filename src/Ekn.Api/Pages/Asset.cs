using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ekn.Api.Pages;

/// <summary>The stylesheets and scripts, out of the program itself: every file of wwwroot, at the root.</summary>
internal static class Asset
{
    private static readonly FrozenDictionary<string, byte[]> Files = ReadAll();

    public static bool Has(string name) => Files.ContainsKey(name);

    public static void MapAssets(this WebApplication app)
    {
        MapNoIcon(app);
        foreach (var (name, bytes) in Files)
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
            app.MapMethods(
                    $"/{name}",
                    [HttpMethods.Get, HttpMethods.Head],
                    (HttpResponse response) =>
                    {
                        // Asked for again each time, and mostly answered with 304: a page and its script are of one version.
                        response.Headers.CacheControl = "public, no-cache";
                        return TypedResults.Bytes(bytes, TypeOf(name), entityTag: tag);
                    }
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
        }
    }

    // Asked for by browsers beside what is no page of ours, as a payload shown as it came.
    private static void MapNoIcon(WebApplication app) =>
        app.MapMethods("/favicon.ico", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.NoContent())
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".webmanifest" => "application/manifest+json",
            var other => throw new InvalidOperationException($"wwwroot holds a {other} file: say here what it is."),
        };

    private static FrozenDictionary<string, byte[]> ReadAll()
    {
        const string folder = "wwwroot/";
        var assembly = typeof(Asset).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[folder.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    using var copy = new MemoryStream();
                    stream.CopyTo(copy);
                    return copy.ToArray();
                },
                StringComparer.Ordinal
            );
    }
}
