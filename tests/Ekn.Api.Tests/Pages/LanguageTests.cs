namespace Ekn.Api.Pages;

public sealed class LanguageTests
{
    [Fact]
    public async Task Swedish_comes_first_and_a_choice_is_kept()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        await anna.GetAsync("/me");
        Assert.Equal("sv", anna.Page.DocumentElement.GetAttribute("lang"));

        await anna.PostAsync("/language", ("lang", "en"), ("back", "/me"));

        Assert.Equal("/me", anna.Path);
        Assert.Equal("en", anna.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("You are signed in as: coordinator.", anna.Words);
    }

    [Theory]
    [InlineData("xx", "/me")]
    [InlineData("../../sv", "/me")]
    [InlineData("en", "https://evil.example.org/")]
    [InlineData("en", "//evil.example.org/")]
    [InlineData("en", "")]
    public async Task What_is_no_language_or_no_page_of_ours_leads_nowhere_else(string language, string back)
    {
        await using var bench = await ApiBench.StartAsync();
        var somebody = await bench.BrowserAsync(Cast.Anna);

        await somebody.PostAsync("/language", ("lang", language), ("back", back));

        Assert.Contains(somebody.Path, new[] { "/", "/me" });
        Assert.Contains(somebody.Page.DocumentElement.GetAttribute("lang"), new[] { "sv", "en" });
    }

    [Fact]
    public async Task Below_a_path_every_address_of_a_page_begins_with_it()
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
            settings["Ekn:Web:PublicUrl"] = "https://example.org/natt"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        foreach (var path in new[] { "/me", "/natt/me" })
        {
            await anna.GetAsync(path);
            Assert.Equal(200, anna.Shown.Status);
            Assert.All(
                anna.Page.QuerySelectorAll("[href], [src], [action]"),
                element =>
                    Assert.Matches(
                        "^(/natt/|#)",
                        element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")!
                    )
            );
        }
    }
}
