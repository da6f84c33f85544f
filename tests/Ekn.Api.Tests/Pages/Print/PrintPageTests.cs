using Ekn.Testing;

namespace Ekn.Api.Pages.Print;

public sealed class PrintPageTests
{
    [DatabaseTheory]
    public async Task A_sheet_has_who_comes_with_numbers_who_is_missing_and_whom_to_call(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var church = await bench.BrowserAsync(Cast.Church);

        await church.GetAsync("/print/2026-12-01");

        Assert.Single(church.Page.QuerySelectorAll(".sheet"));
        Assert.Contains("Vera Exempel", church.Words);
        Assert.Contains(Cast.Vera, church.Words);
        Assert.Contains("1 av 4", church.Words);
        Assert.Contains("(någon saknas)", church.Words);
        Assert.Contains("112", church.Words);
    }

    [Fact]
    public async Task Another_churchs_sheet_is_not_shown()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync("UPDATE premises SET phone = '+46701740633' WHERE id = 2");
        var other = await bench.BrowserAsync("+46701740633");

        await other.GetAsync("/print/2026-12-01");

        Assert.Empty(other.Page.QuerySelectorAll(".sheet"));
        Assert.DoesNotContain("Vera", other.Shown.Text);
    }

    [Fact]
    public async Task The_morning_after_names_and_numbers_are_the_coordinators_alone()
    {
        await using var bench = await OpenAsync("sqlite");
        bench.Clock.Advance(TimeSpan.FromDays(2));
        var church = await bench.BrowserAsync(Cast.Church);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await church.GetAsync("/print/2026-12-01");
        await anna.GetAsync("/print/2026-12-01");

        Assert.DoesNotContain("Vera", church.Shown.Text);
        Assert.Contains("Vera", anna.Shown.Text);
    }

    [Fact]
    public async Task A_night_that_is_called_off_has_no_sheet()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/print/2026-12-01");

        Assert.Contains("Det finns ingen lista för natten", anna.Words);
    }

    private static async Task<ApiBench> OpenAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );
        return bench;
    }
}
