using Microsoft.Extensions.Options;

namespace Ekn.Api.Edge;

public sealed class EdgeTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/ekn.css")]
    [InlineData("/nowhere")]
    [InlineData("/l/unknown")]
    [InlineData("/api/nights")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/hooks/sms")]
    public async Task Every_answer_carries_the_headers_that_keep_people_safe(string path)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.GetAsync(path);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answered.Header("Content-Security-Policy")
        );
        Assert.Equal("nosniff", answered.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", answered.Header("X-Frame-Options"));
        Assert.Equal("no-referrer", answered.Header("Referrer-Policy"));
        Assert.Equal("max-age=31536000", answered.Header("Strict-Transport-Security"));
        Assert.NotNull(answered.Header("Cache-Control"));
        Assert.Null(answered.Header("Server"));
        Assert.Null(answered.Header("Set-Cookie"));
    }

    [Fact]
    public async Task An_address_without_https_promises_no_https()
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
            settings["Ekn:Web:PublicUrl"] = "http://127.0.0.1:8080"
        );

        Assert.Null((await bench.GetAsync("/")).Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https://ekn.example.org", "/ekn.css")]
    [InlineData("https://ekn.example.org/natt", "/natt/ekn.css")]
    [InlineData("https://ekn.example.org/natt/", "/natt/ekn.css")]
    public async Task Pages_find_their_stylesheet_below_any_path(string publicUrl, string stylesheet)
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
            settings["Ekn:Web:PublicUrl"] = publicUrl
        );

        var shown = await bench.GetAsync("/some/where/deep");

        Assert.Equal(stylesheet, shown.Page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Pages_need_no_script_and_nothing_from_elsewhere()
    {
        await using var bench = await ApiBench.StartAsync();

        var shown = await bench.GetAsync("/");

        Assert.Empty(shown.Page.QuerySelectorAll("script, img, iframe, [style], [onclick]"));
        Assert.All(
            shown.Page.QuerySelectorAll("[href], [src]"),
            element => Assert.Matches("^[/#]", element.GetAttribute("href") ?? element.GetAttribute("src")!)
        );
        Assert.DoesNotContain("http", (await bench.GetAsync("/ekn.css")).Text);
    }

    [Fact]
    public async Task The_stylesheet_is_not_sent_again_when_the_reader_has_it()
    {
        await using var bench = await ApiBench.StartAsync();
        var first = await bench.GetAsync("/ekn.css");

        var again = await bench.SendAsync(
            HttpMethod.Get,
            "/ekn.css",
            null,
            null,
            ("If-None-Match", first.Header("ETag")!)
        );

        Assert.Equal("text/css; charset=utf-8", first.Header("Content-Type"));
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task What_was_not_foreseen_is_told_with_a_number_and_logged_once_under_it()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.ExecuteAsync("DROP TABLE place");
        await bench.ExecuteAsync("DROP TABLE shift");

        var answered = await bench.GetAsync("/api/nights/2026-12-01", Cast.CoordinatorKey);

        Assert.Equal(500, answered.Status);
        Assert.Equal("application/problem+json", answered.Header("Content-Type"));
        var incident = answered.Json.GetProperty("incident").GetString()!;
        Assert.Contains(incident, answered.Detail);
        Assert.DoesNotContain("shift", answered.Text);
        var line = Assert.Single(bench.Logged, line => line.Contains(incident, StringComparison.Ordinal));
        Assert.Contains("/api/nights/{night}", line);
        Assert.DoesNotContain(bench.Logged, line => line.Contains("no such table", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stranger_who_claims_to_be_a_proxy_is_not_believed()
    {
        await using var bench = await ApiBench.StartAsync();

        Assert.Equal("127.0.0.1", await SeenAsync(bench));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_proxy_of_the_settings_is_believed(string proxy)
    {
        await using var bench = await ApiBench.StartAsync(settings: settings => settings["Ekn:Web:Proxies:0"] = proxy);

        Assert.Equal("192.0.2.7", await SeenAsync(bench));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start()
    {
        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            ApiBench.StartAsync(settings: settings => settings["Ekn:Web:Proxies:0"] = "proxy.example.org")
        );

        Assert.Contains(
            "Ekn:Web:Proxies:0 must be an address as 10.0.0.5 or a network as 10.0.0.0/24.",
            stopped.Message
        );
    }

    [Fact]
    public async Task Too_many_requests_are_told_to_wait_and_others_are_not_disturbed()
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
            settings["Ekn:Web:Proxies:0"] = "127.0.0.1"
        );

        for (var i = 0; i < RequestLimits.FromOneAddress.Permits; i += 100)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync(bench, "192.0.2.7")));
            Assert.All(answers, answered => Assert.Equal(200, answered.Status));
        }

        var refused = await AskAsync(bench, "192.0.2.7");

        Assert.Equal(429, refused.Status);
        Assert.Equal("86400", refused.Header("Retry-After"));
        Assert.Contains("Retry-After", refused.Detail);
        Assert.Equal(200, (await AskAsync(bench, "192.0.2.8")).Status);

        static Task<ApiBench.Answered> AskAsync(ApiBench bench, string from) =>
            bench.SendAsync(HttpMethod.Get, "/healthz", null, null, ("X-Forwarded-For", from));
    }

    private static async Task<string?> SeenAsync(ApiBench bench) =>
        (await bench.SendAsync(HttpMethod.Get, "/healthz", null, null, ("X-Forwarded-For", "192.0.2.7"))).Header(
            ApiBench.SeenFrom
        );
}
