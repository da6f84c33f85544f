using Ekn.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Api.Links;

public sealed class LinkSafetyTests
{
    [DatabaseTheory]
    public async Task Nothing_that_is_only_looked_at_changes_anything(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ProposeAsync(night: Cast.Night.Next);
        string[] links =
        [
            await bench.LinkToAsync("coordinator:c1", "proposal-open"),
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            await bench.UnsubscribeLinkToAsync("volunteer:1"),
        ];
        var paths = GetEndpoints(bench)
            .Where(path => path != "/l/{token}")
            .Select(path =>
                path.Replace("{night}", "2026-12-02", StringComparison.Ordinal)
                    .Replace("{id}", "1", StringComparison.Ordinal)
                    .Replace("{documentName}", "v1", StringComparison.Ordinal)
            )
            .Concat(links)
            .Concat([
                "/api/nights?from=2026-11-01&to=2026-12-31",
                "/api/report?from=2026-11-01&to=2026-12-31",
                "/l/unknown",
                "/nowhere",
            ])
            .ToList();
        Assert.True(paths.Count > 12, "the walk has lost its endpoints");
        var before = await bench.DumpAsync();

        foreach (var path in paths)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
            {
                var answered = await bench.SendAsync(method, path, null, Cast.CoordinatorKey);
                Assert.True(answered.Status < 500 || path == "/readyz", $"{method} {path} gave {answered.Status}");
            }
        }

        Assert.Equal(before, await bench.DumpAsync());
    }

    [Theory]
    [InlineData("/l/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/l/x")]
    [InlineData("/l/%27;DROP%20TABLE")]
    public async Task An_unknown_link_says_so_in_plain_words_and_whom_to_call(string path)
    {
        await using var bench = await ApiBench.StartAsync();

        var shown = await bench.GetAsync(path);
        var pressed = await bench.PressAsync(path, ("action", "accept"));

        Assert.Equal(404, shown.Status);
        Assert.Equal(404, pressed.Status);
        Assert.Equal("Länken gäller inte längre", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Anna Exempel +46701740605", shown.Words);
    }

    [Fact]
    public async Task A_very_long_token_is_only_an_unknown_one()
    {
        await using var bench = await ApiBench.StartAsync();

        Assert.Equal(404, (await bench.GetAsync("/l/" + new string('a', 4000))).Status);
    }

    [Fact]
    public async Task Links_are_neither_kept_nor_told_on()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        var link = await bench.LinkToAsync("coordinator:c1", "proposal-open");

        var shown = await bench.GetAsync(link);
        var pressed = await bench.PressAsync(link, ("action", "accept"));

        Assert.All(
            new[] { shown, pressed },
            answered =>
            {
                Assert.Equal("no-referrer", answered.Header("Referrer-Policy"));
                Assert.Equal("no-store", answered.Header("Cache-Control"));
                Assert.Equal("noindex", answered.Header("X-Robots-Tag"));
                Assert.NotNull(answered.Page.QuerySelector("meta[name=robots][content=noindex]"));
            }
        );
        var token = link[(link.LastIndexOf('/') + 1)..];
        Assert.DoesNotContain(bench.Logged, line => line.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(token, shown.Text);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"'><img src=x onerror=alert(1)>&amp;")]
    public async Task Names_of_rooms_and_reasons_are_text_and_never_markup(string name)
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        await bench.PressAsync(await bench.LinkToAsync("coordinator:c1", "proposal-open"), ("action", "accept"));
        bench.Clock.Advance(TimeSpan.FromHours(4));
        await bench.ExecuteAsync(
            "UPDATE premises SET name = @name, address = @name WHERE name = 'Norrmalmskyrkan'",
            new { name }
        );
        await bench.ProposeAsync(celsius: 5);
        var volunteer = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        var coordinator = await bench.LinkToAsync("coordinator:c1", "proposal-call-off");
        var pressed = await bench.PressAsync(coordinator, ("action", "open"), ("reason", name));

        foreach (var answered in new[] { await bench.GetAsync("/"), await bench.GetAsync(volunteer), pressed })
        {
            Assert.Equal(200, answered.Status);
            Assert.Empty(answered.Page.QuerySelectorAll("script:not([src^='/']), img"));
            Assert.Contains(name.Replace("  ", " ", StringComparison.Ordinal), answered.Page.Body!.TextContent);
        }
    }

    private static IEnumerable<string> GetEndpoints(ApiBench bench) =>
        bench
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false
            )
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'));
}
