using System.Text.RegularExpressions;
using Ekn.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Api.Access;

/// <summary>Every page, as every role and as nobody.</summary>
public sealed partial class PageAccessTests
{
    /// <summary>Whom the pages below an address are for. A page that lies elsewhere fails the walk.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["/coordinator"] = [Role.Coordinator, Role.Administrator],
        ["/people"] = [Role.Coordinator, Role.Administrator],
        ["/status"] = [Role.Coordinator, Role.Administrator],
        ["/lead"] = [Role.SiteLead, Role.Coordinator, Role.Administrator],
        ["/church"] = [Role.Church],
        ["/volunteer"] = [Role.Volunteer],
        ["/reports"] = [Role.City, Role.Coordinator, Role.Administrator],
        ["/print"] = [Role.Coordinator, Role.Administrator, Role.SiteLead, Role.Church],
        ["/access"] = [Role.Administrator],
        ["/me"] = [.. Role.All],
        ["/start"] = [.. Role.All],
        ["/live"] = [.. Role.All],
    };

    /// <summary>Pages without a sign-in: the public ones, signing in itself, and those that the token of a link opens.</summary>
    private static readonly string[] ForEverybody = ["/", "/error", "/sign-in", "/sign-in/code", "/volunteer/deleted"];

    private static readonly (string Role, string Address)[] People =
    [
        (Role.Coordinator, Cast.Anna),
        (Role.SiteLead, Cast.Siv),
        (Role.Church, Cast.Church),
        (Role.Volunteer, Cast.Vera),
        (Role.City, Cast.Kim),
        (Role.Administrator, Cast.Adam),
    ];

    [Fact]
    public async Task Every_page_is_for_everybody_by_name_or_lies_below_an_address_that_is_for_roles()
    {
        await using var bench = await ApiBench.StartAsync();
        var (open, guarded) = Pages(bench);

        Assert.All(open, path => Assert.True(ForEverybody.Contains(path) || IsOfALink(path), path));
        Assert.All(guarded, path => Assert.NotNull(AllowedAt(path)));
    }

    [Fact]
    public async Task Nobody_is_shown_where_to_sign_in_and_nothing_else()
    {
        await using var bench = await NightAsync();

        foreach (var path in Pages(bench).Guarded)
        {
            var answered = await bench.GetAsync(path);
            Assert.Equal((path, 302), (path, answered.Status));
            Assert.StartsWith("/sign-in?next=%2F", answered.Header("Location"));
        }
    }

    [Fact]
    public async Task Each_role_gets_its_own_pages_and_a_plain_no_at_the_others()
    {
        await using var bench = await NightAsync();

        foreach (var (role, address) in People)
        {
            var browser = await bench.BrowserAsync(address);
            foreach (var path in Pages(bench).Guarded)
            {
                var answered = await browser.GetAsync(path);
                if (AllowedAt(path)!.Contains(role))
                {
                    Assert.True(
                        answered.Status is 200 or 404,
                        $"{role} got {answered.Status} at {path}: {answered.Words}"
                    );
                }
                else
                {
                    Assert.True(answered.Status == 403, $"{role} got {answered.Status} at {path}");
                    Assert.Equal("Sidan är inte för dig", answered.Page.QuerySelector("h1")!.TextContent);
                }
            }
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_on_any_page()
    {
        await using var bench = await NightAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/me");
        var before = await bench.DumpAsync();

        foreach (var path in Pages(bench).Guarded)
        {
            var answered = await anna.PostAsync(path, ("anything", "1"));
            Assert.True(answered.Status is 400 or 403 or 404 or 405, $"{path} answered {answered.Status}");
        }

        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task Every_page_renders_when_nothing_is_known_yet()
    {
        await using var bench = await ApiBench.StartAsync();
        foreach (var address in new[] { Cast.Anna, Cast.Siv, Cast.Kim, Cast.Adam })
        {
            await RenderAllAsync(bench, address);
        }
    }

    [Fact]
    public async Task Every_page_renders_with_ten_thousand_volunteers_long_names_and_names_from_right_to_left()
    {
        await using var bench = await NightAsync();
        await bench.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO volunteer (name, email, added_at)
            SELECT CASE i % 2 WHEN 0 THEN 'فاطمة الزهراء ' || i ELSE 'Wilhelmina Alexandra Konstantinopoulos-von Ehrenkreutz af Västergötland ' || i END,
                'v' || i || '@example.org', @now FROM n
            """,
            new { now = bench.Clock.UtcNow }
        );
        await bench.ExecuteAsync(
            "UPDATE premises SET name = 'Sankta Birgittas och Sankt Olofs församlingsgemenskaps nedre samlingssal i Sundbyberg', directions = 'دور الباب' WHERE id = 1"
        );
        await bench.ExecuteAsync("UPDATE volunteer SET name = 'פנינה בת־שבע' WHERE id = 1");
        await bench.OpenAsync();
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );

        foreach (var (_, address) in People)
        {
            await RenderAllAsync(bench, address);
        }
    }

    private static async Task RenderAllAsync(ApiBench bench, string address)
    {
        var browser = await bench.BrowserAsync(address);
        foreach (var path in Pages(bench).Guarded)
        {
            var answered = await browser.GetAsync(path);
            Assert.True(answered.Status is 200 or 403 or 404, $"{address[^4..]} got {answered.Status} at {path}");
        }
    }

    /// <summary>Everybody is asked at once, so that everybody has a link.</summary>
    private static async Task<ApiBench> NightAsync()
    {
        var bench = await ApiBench.StartAsync(settings: values => values["Ekn:Asking:Strategy"] = "All");
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        return bench;
    }

    private static bool IsOfALink(string path) =>
        path.StartsWith("/l/", StringComparison.Ordinal)
        || path.StartsWith("/Links/", StringComparison.Ordinal)
        || !char.IsAsciiLetterLower(path[1]);

    private static string[]? AllowedAt(string path) =>
        Allowed.GetValueOrDefault(path.IndexOf('/', 1) is > 0 and var end ? path[..end] : path);

    private static (IReadOnlyList<string> Open, IReadOnlyList<string> Guarded) Pages(ApiBench bench)
    {
        var pages = bench
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint =>
                (
                    Path: Filled(endpoint.RoutePattern.RawText!),
                    IsOpen: endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                )
            )
            .Distinct()
            .ToList();
        return (
            [.. pages.Where(page => page.IsOpen).Select(page => page.Path)],
            [.. pages.Where(page => !page.IsOpen).Select(page => page.Path)]
        );
    }

    private static string Filled(string pattern) =>
        "/"
        + Parameter().Replace(pattern.Trim('/'), match => match.Groups["name"].Value == "night" ? "2026-12-01" : "1");

    [GeneratedRegex(
        @"\{\*{0,2}(?<name>\w+)[^}]*\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parameter();
}
