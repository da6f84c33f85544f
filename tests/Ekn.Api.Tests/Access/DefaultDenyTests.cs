using System.Text.Json;
using Ekn.Api.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Api.Access;

public sealed class DefaultDenyTests
{
    /// <summary>Who may use what. An endpoint that is missing here fails the walk.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["GET /api/nights"] = ["coordinator", "sitelead", "city"],
        ["GET /api/nights/{night}"] = ["coordinator", "sitelead", "city"],
        ["POST /api/nights/{night}/decision"] = ["coordinator"],
        ["POST /api/nights/{night}/guests"] = ["coordinator", "sitelead"],
        ["GET /api/report"] = ["coordinator", "city"],
        ["GET /api/evidence/{id}"] = ["coordinator", "city"],
        ["GET /api/status"] = ["coordinator"],
    };

    private static readonly string[] ForEverybody =
    [
        "GET /tonight.json",
        "HEAD /tonight.json",
        "GET /tonight.atom",
        "HEAD /tonight.atom",
        "GET /healthz",
        "HEAD /healthz",
        "GET /readyz",
        "HEAD /readyz",
        "GET /openapi/{documentName}.json",
        "POST /language",
        "GET /favicon.ico",
        "HEAD /favicon.ico",
        "GET /calendar/{token}.ics",
        "HEAD /calendar/{token}.ics",
        "POST /hooks/email",
        "POST /hooks/sms",
        "POST /hooks/sms/status",
        "POST /hooks/sms/second",
        "POST /hooks/sms/second/status",
    ];

    private static readonly (string Role, string Key)[] Keys =
    [
        ("coordinator", Cast.CoordinatorKey),
        ("sitelead", Cast.SiteLeadKey),
        ("city", Cast.CityKey),
    ];

    [Fact]
    public async Task Every_endpoint_is_for_everybody_by_name_or_for_the_roles_by_name()
    {
        await using var bench = await ApiBench.StartAsync();
        var endpoints = Endpoints(bench).ToList();

        Assert.Equal(
            Allowed.Keys.Concat(ForEverybody).Append("GET /live").Order(StringComparer.Ordinal),
            endpoints.Select(endpoint => endpoint.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(
            endpoints,
            endpoint =>
                Assert.Equal(
                    ForEverybody.Contains(endpoint.Name),
                    endpoint.Route.Metadata.GetMetadata<IAllowAnonymous>() is not null
                )
        );
    }

    [Fact]
    public async Task Without_a_key_and_with_a_wrong_one_nothing_of_the_api_answers()
    {
        await using var bench = await ApiBench.StartAsync();
        var before = await bench.DumpAsync();

        foreach (var name in Allowed.Keys)
        {
            foreach (
                var key in new[] { null, "", "wrong", Cast.CoordinatorKey[..^1], Cast.CoordinatorKey + "x", "kontoret" }
            )
            {
                var answered = await AskAsync(bench, name, key);
                Assert.Equal(401, answered.Status);
                Assert.Equal("application/problem+json", answered.Header("Content-Type"));
                Assert.Equal("Bearer", answered.Header("WWW-Authenticate"));
                Assert.Contains("Authorization: Bearer KEY", answered.Detail);
            }
        }

        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task Each_role_gets_what_it_is_for_and_a_sentence_otherwise()
    {
        await using var bench = await ApiBench.StartAsync();

        foreach (var (name, roles) in Allowed)
        {
            foreach (var (role, key) in Keys)
            {
                var answered = await AskAsync(bench, name, key);
                if (roles.Contains(role))
                {
                    Assert.True(answered.Status is not (401 or 403), $"{role} was refused {name}: {answered.Text}");
                }
                else
                {
                    Assert.Equal(403, answered.Status);
                    Assert.Equal("application/problem+json", answered.Header("Content-Type"));
                    Assert.Equal(
                        $"The key has the role {role}, and this needs {string.Join(" or ", roles)}: use another key.",
                        answered.Detail
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Key")]
    public async Task A_key_in_another_scheme_is_no_key(string scheme)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.SendAsync(
            HttpMethod.Get,
            "/api/status",
            null,
            null,
            ("Authorization", $"{scheme} {Cast.CoordinatorKey}")
        );

        Assert.Equal(401, answered.Status);
    }

    [Fact]
    public async Task A_key_in_the_address_is_no_key()
    {
        await using var bench = await ApiBench.StartAsync();

        Assert.Equal(401, (await bench.GetAsync($"/api/status?key={Cast.CoordinatorKey}")).Status);
    }

    [Fact]
    public async Task Without_keys_in_the_settings_the_api_is_closed()
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
        {
            foreach (
                var key in settings.Keys.Where(key => key.StartsWith("Ekn:Api:", StringComparison.Ordinal)).ToList()
            )
            {
                settings.Remove(key);
            }
        });

        Assert.Equal(401, (await bench.GetAsync("/api/nights", Cast.CoordinatorKey)).Status);
        Assert.Equal(401, (await bench.GetAsync("/api/nights", "")).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_told_without_a_key()
    {
        await using var bench = await ApiBench.StartAsync();

        var api = await bench.GetAsync("/api/nowhere");
        var page = await bench.GetAsync("/nowhere");
        var method = await bench.SendAsync(HttpMethod.Delete, "/api/nights");

        Assert.Equal((404, "application/problem+json"), (api.Status, api.Header("Content-Type")));
        Assert.Equal(404, page.Status);
        Assert.Equal("Här finns ingen sida", page.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal(405, method.Status);
        Assert.Equal("GET", method.Header("Allow"));
    }

    [Fact]
    public async Task Keys_are_never_logged()
    {
        await using var bench = await ApiBench.StartAsync();

        await bench.GetAsync("/api/status", Cast.CoordinatorKey);
        await bench.GetAsync("/api/status", "a-wrong-key-that-nobody-should-see");

        Assert.DoesNotContain(bench.Logged, line => line.Contains(Cast.CoordinatorKey, StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Logged, line => line.Contains("a-wrong-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_document_describes_every_endpoint_of_the_api_and_how_to_get_in()
    {
        await using var bench = await ApiBench.StartAsync();

        var document = (await bench.GetAsync("/openapi/v1.json")).Json;

        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value))
            )
            .ToDictionary(pair => pair.Item1, pair => pair.Value);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            described.Values,
            operation =>
            {
                Assert.NotEqual("", operation.GetProperty("summary").GetString());
                Assert.NotEqual("", operation.GetProperty("description").GetString());
                var answers = operation
                    .GetProperty("responses")
                    .EnumerateObject()
                    .Select(answer => answer.Name)
                    .ToList();
                Assert.Superset(new HashSet<string> { "200", "400", "401", "403" }, answers.ToHashSet());
            }
        );
        Assert.Equal(
            "bearer",
            document
                .GetProperty("components")
                .GetProperty("securitySchemes")
                .GetProperty("key")
                .GetProperty("scheme")
                .GetString()
        );
        Assert.Equal(Cast.PublicUrl, document.GetProperty("servers")[0].GetProperty("url").GetString());
        var report = document.GetProperty("components").GetProperty("schemas").GetProperty("GuestReport");
        Assert.False(report.TryGetProperty("required", out _), "every figure of a report may be left out");
        Assert.Equal(JsonValueKind.Object, report.GetProperty("properties").ValueKind);
    }

    private static Task<ApiBench.Answered> AskAsync(ApiBench bench, string name, string? key)
    {
        var path = name.Split(' ')[1]
            .Replace("{night}", "2026-12-01", StringComparison.Ordinal)
            .Replace("{id}", "1", StringComparison.Ordinal);
        return name.StartsWith("POST", StringComparison.Ordinal)
            ? bench.PostAsync(path, new { }, key)
            : bench.GetAsync(path, key);
    }

    private static IEnumerable<(string Name, RouteEndpoint Route)> Endpoints(ApiBench bench) =>
        from endpoint in bench.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null
            && !Asset.Has(endpoint.RoutePattern.RawText!.Trim('/'))
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select ($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint);
}
