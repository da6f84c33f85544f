namespace Ekn.Api.Pages.City;

public sealed class EvidencePageTests
{
    [Theory]
    [InlineData(Cast.Anna)]
    [InlineData(Cast.Kim)]
    [InlineData(Cast.Adam)]
    public async Task What_a_decision_rests_on_is_shown_to_the_byte(string address)
    {
        await using var bench = await NightAsync();
        var somebody = await bench.BrowserAsync(address);
        var body = (await bench.QueryAsync<byte[]>("SELECT body FROM evidence WHERE id = 1"))[0];

        var shown = await somebody.GetAsync("/reports/evidence/1");

        Assert.Equal(200, shown.Status);
        Assert.Equal("application/json", shown.Header("Content-Type"));
        Assert.Equal(body, shown.Bytes);
        Assert.Equal(404, (await somebody.GetAsync("/reports/evidence/999")).Status);
    }

    [Theory]
    [InlineData(Cast.Siv)]
    [InlineData(Cast.Church)]
    [InlineData(Cast.Vera)]
    public async Task Others_do_not_see_it(string address)
    {
        await using var bench = await NightAsync();

        Assert.Equal(403, (await (await bench.BrowserAsync(address)).GetAsync("/reports/evidence/1")).Status);
    }

    [Fact]
    public async Task The_card_leads_there_with_when_it_was_fetched_and_its_checksum()
    {
        await using var bench = await NightAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var sha = (await bench.QueryAsync<string>("SELECT sha256 FROM evidence WHERE id = 1"))[0];

        await anna.GetAsync("/coordinator");

        var proofs = anna.Page.QuerySelector("#evidence")!;
        Assert.Equal("/reports/evidence/1", proofs.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains($"hämtat tis 1/12 12:00, kontrollsumma {sha[..12]}", proofs.TextContent);
    }

    [Fact]
    public async Task Who_comes_by_the_link_in_a_message_sees_the_checksum_and_no_way_in()
    {
        await using var bench = await NightAsync();

        var shown = await bench.GetAsync(await bench.LinkToAsync("coordinator:c1", "proposal-open"));

        Assert.Contains("kontrollsumma", shown.Words);
        Assert.Empty(shown.Page.QuerySelectorAll("a[href*=evidence]"));
    }

    private static async Task<ApiBench> NightAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        return bench;
    }
}
