using Ekn.Testing;

namespace Ekn.Api.Tonight;

/// <summary>Only what the premises allow is published, on the page and in the feeds.</summary>
public sealed class PublishTests
{
    [DatabaseTheory]
    public async Task A_room_that_publishes_nothing_is_named_nowhere(string provider)
    {
        await using var bench = await OpenAsync(provider, "nothing");

        foreach (var path in new[] { "/", "/?lang=ro", "/tonight.json", "/tonight.atom" })
        {
            var shown = (await bench.GetAsync(path)).Text;
            Assert.DoesNotContain("Norrmalmskyrkan", shown);
            Assert.DoesNotContain("Exempelgatan", shown);
            Assert.DoesNotContain("Bakom torget", shown);
        }
        Assert.Contains("Adressen lämnas ut på plats av uppsökare.", (await bench.GetAsync("/")).Words);
        Assert.Equal(1, (await bench.GetAsync("/tonight.json")).Json.GetProperty("unpublished").GetInt32());
    }

    [Fact]
    public async Task A_room_that_publishes_its_name_keeps_its_address()
    {
        await using var bench = await OpenAsync("sqlite", "name");

        foreach (var path in new[] { "/", "/tonight.json", "/tonight.atom" })
        {
            var shown = (await bench.GetAsync(path)).Text;
            Assert.Contains("Norrmalmskyrkan", shown);
            Assert.DoesNotContain("Exempelgatan", shown);
            Assert.DoesNotContain("Bakom torget", shown);
        }
    }

    [Fact]
    public async Task A_room_that_publishes_its_address_tells_how_to_get_there()
    {
        await using var bench = await OpenAsync("sqlite", "address");

        var shown = await bench.GetAsync("/");

        Assert.Contains("Norrmalmskyrkan, Exempelgatan 2", shown.Words);
        Assert.Contains("Hitta hit: Bakom torget", shown.Words);
    }

    [Fact]
    public async Task Whom_to_ask_for_an_address_is_a_setting()
    {
        await using var bench = await ApiBench.StartAsync(settings: settings =>
            settings["Ekn:Contacts:Public"] = "070-174 06 99"
        );
        await bench.RegisterAsync();
        await bench.ExecuteAsync("UPDATE premises SET publish = 'nothing'");
        await bench.OpenAsync();

        Assert.Contains("Fråga efter adressen: 070-174 06 99", (await bench.GetAsync("/")).Words);
    }

    private static async Task<ApiBench> OpenAsync(string provider, string publish)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ExecuteAsync(
            "UPDATE premises SET publish = @publish, directions = 'Bakom torget'",
            new { publish }
        );
        await bench.OpenAsync();
        return bench;
    }
}
