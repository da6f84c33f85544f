using Ekn.Testing;

namespace Ekn.Api.Pages.Coordinator;

public sealed class SeasonPageTests
{
    [DatabaseTheory]
    public async Task Each_night_is_open_closed_called_off_or_not_known(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ExecuteAsync(
            """
            INSERT INTO night (night, code, state, code_given_at, opened_at, origin) VALUES
                ('2026-11-02', 'A', 'ended', '2026-11-02T11:00:00.000Z', '2026-11-02T11:00:00.000Z', 'import'),
                ('2026-11-03', 'B', 'off', '2026-11-03T11:00:00.000Z', '2026-11-03T11:00:00.000Z', 'service'),
                ('2026-11-04', 'C', 'waiting', '2026-11-04T11:00:00.000Z', NULL, 'service');
            INSERT INTO night_premises (night, premises_id, capacity, state) VALUES ('2026-11-02', 1, 40, 'accepted');
            INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men) VALUES
                ('2026-11-02', 1, '2026-11-03T05:00:00.000Z', 'sitelead:s1', 'web', 1, 1),
                ('2026-11-02', 1, '2026-11-03T06:00:00.000Z', 'sitelead:s1', 'web', 12, 25);
            INSERT INTO decision_event (night, seq, kind, at, actor, via, outcome) VALUES
                ('2026-11-03', 1, 'overridden', '2026-11-03T11:00:00.000Z', 'coordinator:c1', 'web', 'open'),
                ('2026-11-03', 2, 'overridden', '2026-11-03T12:00:00.000Z', 'coordinator:c1', 'web', 'closed'),
                ('2026-11-04', 1, 'proposed', '2026-11-04T11:00:00.000Z', 'service', 'worker', 'unknown'),
                ('2026-11-04', 2, 'lapsed', '2026-11-05T08:00:00.000Z', 'service', 'worker', 'unknown'),
                ('2026-11-05', 1, 'recorded', '2026-11-05T11:00:00.000Z', 'service', 'worker', 'closed')
            """
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync("/coordinator/season");

        Assert.Equal(200, shown.Status);
        Assert.Equal("Säsongen 2026/2027", anna.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("2 ● var öppet 37 gäster", Cell(anna, "2026-11-02"));
        Assert.Equal("3 ✕ inställt", Cell(anna, "2026-11-03"));
        Assert.Equal("4 ? okänt", Cell(anna, "2026-11-04"));
        Assert.Equal("5 ○ stängt", Cell(anna, "2026-11-05"));
        Assert.Equal("6", Cell(anna, "2026-11-06"));
        Assert.Equal(
            "date",
            anna.Page.QuerySelector("a[href='/coordinator/nights/2026-12-01']")!.GetAttribute("aria-current")
        );
        Assert.Equal(
            ["November 2026", "December 2026", "Januari 2027", "Februari 2027", "Mars 2027"],
            anna.Page.QuerySelectorAll("caption").Select(caption => caption.TextContent)
        );
        Assert.All(
            anna.Page.QuerySelectorAll(".month"),
            month => Assert.Equal(7, month.QuerySelectorAll("th[scope=col]").Length)
        );
        Assert.Equal(["1", "37", "1"], anna.Page.QuerySelectorAll(".tile strong").Select(number => number.TextContent));
    }

    [Fact]
    public async Task Older_seasons_are_chosen_and_a_summer_night_brings_its_month()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at, opened_at, origin) VALUES ('2025-07-14', 'A', 'ended', '2025-07-14T11:00:00.000Z', '2025-07-14T11:00:00.000Z', 'import')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/coordinator/season");
        var seasons = anna.Page.QuerySelectorAll("main .tabs a").Select(link => link.GetAttribute("href"));
        Assert.Equal(["/coordinator/season?year=2026", "/coordinator/season?year=2024"], seasons);

        await anna.GetAsync("/coordinator/season?year=2024");
        Assert.Contains("Juli 2025", anna.Words);
        Assert.Contains("Mars 2025", anna.Words);
        Assert.DoesNotContain("Juni 2025", anna.Words);
    }

    private static string Cell(Browser browser, string night) =>
        string.Join(
            ' ',
            browser
                .Page.QuerySelector($"a[href='/coordinator/nights/{night}']")!
                .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
