using System.Xml.Linq;
using Ekn.Core.Texts;

namespace Ekn.Api.Tonight;

public sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Screens_read_state_hours_and_places_and_the_words_of_four_languages()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();

        var answered = await bench.GetAsync("/tonight.json");
        var tonight = answered.Json;

        Assert.Equal("application/json; charset=utf-8", answered.Header("Content-Type"));
        Assert.Equal("2026-12-01", tonight.GetProperty("night").GetString());
        Assert.Equal("open", tonight.GetProperty("state").GetString());
        Assert.Equal("2026-12-01T17:00:00+00:00", tonight.GetProperty("opensAt").GetString());
        Assert.Equal("2026-12-02T08:00:00+00:00", tonight.GetProperty("closesAt").GetString());
        Assert.Equal("Norrmalmskyrkan", tonight.GetProperty("places")[0].GetProperty("name").GetString());
        Assert.Equal(
            ["sv", "en", "pl", "ro"],
            tonight.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("language").GetString()!)
        );
        Assert.Contains("Otwarte tej nocy", answered.Text);
        Assert.Contains("Deschis în această noapte", answered.Text);
    }

    [Fact]
    public async Task What_is_not_open_has_no_hours_and_no_places()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();

        var tonight = (await bench.GetAsync("/tonight.json")).Json;

        Assert.Equal("not-decided", tonight.GetProperty("state").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, tonight.GetProperty("opensAt").ValueKind);
        Assert.Equal(0, tonight.GetProperty("places").GetArrayLength());
        Assert.Empty(Entries(await bench.GetAsync("/tonight.atom")));
    }

    [Fact]
    public async Task The_feed_tells_of_opening_and_of_calling_off_as_two_news()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        var opened = Entries(await bench.GetAsync("/tonight.atom")).Single();
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.PostAsync(
            "/api/nights/2026-12-01/decision",
            new
            {
                action = "close",
                reason = "för milt",
                seenSeq = 1,
            },
            Cast.CoordinatorKey
        );

        var off = Entries(await bench.GetAsync("/tonight.atom")).Single();

        Assert.Equal(
            "ÖPPET natten tis 1/12 mot ons 2/12: Norrmalmskyrkan, Exempelgatan 2",
            opened.Element(Atom + "title")!.Value
        );
        Assert.Equal("INSTÄLLT: det blir inte öppet natten tis 1/12 mot ons 2/12.", off.Element(Atom + "title")!.Value);
        Assert.NotEqual(opened.Element(Atom + "id")!.Value, off.Element(Atom + "id")!.Value);
        Assert.Equal("2026-12-01T13:00:00Z", off.Element(Atom + "updated")!.Value);
        Assert.DoesNotContain("för milt", off.ToString());
    }

    [Fact]
    public async Task The_feed_holds_what_the_format_asks_for()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();

        foreach (var isOpen in new[] { false, true })
        {
            if (isOpen)
            {
                await bench.OpenAsync();
            }
            var feed = XDocument.Parse((await bench.GetAsync("/tonight.atom")).Text).Root!;
            Assert.Equal(Atom + "feed", feed.Name);
            foreach (var holder in feed.Elements(Atom + "entry").Prepend(feed))
            {
                Assert.True(Uri.IsWellFormedUriString(holder.Element(Atom + "id")!.Value, UriKind.Absolute));
                Assert.NotEqual("", holder.Element(Atom + "title")!.Value);
                Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", holder.Element(Atom + "updated")!.Value);
            }
            Assert.NotEqual("", feed.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        }
    }

    [Theory]
    [InlineData("/tonight.json")]
    [InlineData("/tonight.atom")]
    public async Task It_may_be_read_from_anywhere_and_is_not_sent_again_while_it_is_the_same(string path)
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();

        var first = await bench.GetAsync(path);
        var again = await bench.SendAsync(HttpMethod.Get, path, null, null, ("If-None-Match", first.Header("ETag")!));
        var head = await bench.SendAsync(HttpMethod.Head, path);

        Assert.Equal("public, max-age=60", first.Header("Cache-Control"));
        Assert.Equal("*", first.Header("Access-Control-Allow-Origin"));
        Assert.Equal("cross-origin", first.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal((304, 200), (again.Status, head.Status));
        Assert.Null(first.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tonight.json")]
    [InlineData("/tonight.atom")]
    public async Task Without_a_database_nobody_is_told_that_it_is_closed(string path)
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.LoseDatabaseAsync();

        var shown = await bench.GetAsync(path);

        Assert.Equal(500, shown.Status);
        Assert.DoesNotContain("Stängt", shown.Text);
        Assert.DoesNotContain("closed", shown.Text);
    }

    [Fact]
    public async Task A_language_of_the_address_comes_first_and_an_unknown_one_changes_nothing()
    {
        await using var bench = await ApiBench.StartAsync();

        var polish = (await bench.GetAsync("/?lang=pl")).Page;
        var unknown = (await bench.GetAsync("/?lang=xx")).Page;

        Assert.Equal(
            ["pl", "sv", "en", "ro"],
            polish.QuerySelectorAll("section").Select(one => one.GetAttribute("lang")!)
        );
        Assert.Equal(
            ["sv", "en", "pl", "ro"],
            unknown.QuerySelectorAll("section").Select(one => one.GetAttribute("lang")!)
        );
        Assert.All(
            bench.Get<MessageTexts>().PublicLanguages,
            language => Assert.NotNull(unknown.QuerySelector($"#{language}"))
        );
    }

    private static List<XElement> Entries(ApiBench.Answered feed) =>
        [.. XDocument.Parse(feed.Text).Root!.Elements(Atom + "entry")];
}
