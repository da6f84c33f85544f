using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml.Linq;
using Ekn.Core.Channels;
using Ekn.Core.Decisions;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Net.Http.Headers;

namespace Ekn.Api.Tonight;

/// <summary>The public page for machines: screens in the street, hotlines, social media. Anybody may read it from anywhere.</summary>
internal static class TonightFeeds
{
    // Letters as they are: å, ś and ț are read by people who look at the file too.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static IServiceCollection AddTonight(this IServiceCollection services) =>
        services
            .AddSingleton<TonightReader>()
            .AddSingleton<TonightWords>()
            .AddSingleton<TonightNews>()
            .AddSingleton<ShareTexts>();

    public static void MapTonightFeeds(this WebApplication app)
    {
        foreach (
            var (path, show) in new (string, Delegate)[] { ("/tonight.json", JsonAsync), ("/tonight.atom", AtomAsync) }
        )
        {
            app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], show).AllowAnonymous().ExcludeFromDescription();
        }
    }

    /// <summary>For a minute everybody may keep it; then they ask whether it is still so, and mostly hear yes.</summary>
    public static void MayBeKept(HttpResponse response) => response.Headers.CacheControl = "public, max-age=60";

    private static async Task<IResult> JsonAsync(
        HttpResponse response,
        Database database,
        TonightReader reader,
        TonightWords words,
        MessageTexts texts,
        CancellationToken cancellationToken
    )
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var tonight = await reader.ReadAsync(session, cancellationToken);
        return Fed(
            response,
            "application/json; charset=utf-8",
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Night = tonight.Night.ToString(),
                    State = WireName.Of(tonight.State),
                    OpensAt = tonight.State == TonightState.Open ? tonight.OpensAt : (DateTimeOffset?)null,
                    ClosesAt = tonight.State == TonightState.Open ? tonight.ClosesAt : (DateTimeOffset?)null,
                    tonight.Places,
                    tonight.Unpublished,
                    tonight.MovedFrom,
                    // To the minute: what is the same is the same to the byte, and need not be sent again.
                    AsOf = new DateTimeOffset(
                        tonight.AsOf.Ticks - (tonight.AsOf.Ticks % TimeSpan.TicksPerMinute),
                        tonight.AsOf.Offset
                    ),
                    Texts = texts.PublicLanguages.Select(language => words.Of(tonight, language)),
                },
                Json
            )
        );
    }

    private static async Task<IResult> AtomAsync(
        HttpResponse response,
        Database database,
        TonightNews news,
        PublicAddress address,
        CancellationToken cancellationToken
    )
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var entries = await news.ReadAsync(session, cancellationToken);
        var self = address.Of("/tonight.atom");
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", news.Title),
            new XElement(Atom + "author", new XElement(Atom + "name", news.Title)),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", self)),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", address.Of("/"))),
            // RFC 4287 asks for a time; a feed without news has that of the service's first season.
            new XElement(Atom + "updated", Time(entries.Count > 0 ? entries[0].At : TonightNews.Beginning)),
            entries.Select(entry => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", $"{self}#{entry.Id}"),
                new XElement(Atom + "title", entry.Title),
                new XElement(Atom + "updated", Time(entry.At)),
                new XElement(
                    Atom + "link",
                    new XAttribute("rel", "alternate"),
                    new XAttribute("href", address.Of("/"))
                ),
                new XElement(Atom + "content", new XAttribute("type", "text"), entry.Text)
            ))
        );
        return Fed(
            response,
            "application/atom+xml; charset=utf-8",
            Encoding.UTF8.GetBytes(new XDeclaration("1.0", "utf-8", null) + "\n" + feed)
        );
    }

    private static IResult Fed(HttpResponse response, string type, byte[] bytes)
    {
        MayBeKept(response);
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(bytes, type, entityTag: TagOf(bytes));
    }

    private static EntityTagHeaderValue TagOf(byte[] bytes) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
