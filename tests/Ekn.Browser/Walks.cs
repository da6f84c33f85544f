using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>Each person's main errand, on phone and desktop, with and without scripts.</summary>
public sealed class Walks
{
    public static TheoryData<Screen> Screens() => [Screen.Phone, Screen.Desktop, Screen.PhoneWithoutScripts];

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task A_volunteer_takes_a_shift_and_leaves_it_by_the_link_in_the_message(Screen screen)
    {
        await using var stage = await OpenAsync();
        var page = await stage.OpenAsync(screen);
        await page.GotoAsync(stage.LinkFor(Cast.Vera));

        await page.ClickAsync("main button.first >> nth=0");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Du är BOKAD");
        Assert.Equal(1, await CountAsync(stage, "place WHERE volunteer_id IS NOT NULL"));
        await page.ClickAsync("button[value=leave]");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("AVBOKAD");
        Assert.Equal(0, await CountAsync(stage, "place WHERE volunteer_id IS NOT NULL"));
        Assert.Empty(stage.Complaints);
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task A_church_says_yes_tonight_and_that_another_date_does_not_work(Screen screen)
    {
        await using var stage = await OpenAsync();
        var page = await stage.OpenAsync(screen);
        await stage.SignInAsync(page, Cast.Churches["Norrmalmskyrkan"]);
        await page.GotoAsync("/church");

        await page.ClickAsync("button[value=yes]");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Lokalen är bokad");
        var later = page.Locator("ul.nights > li").Nth(2);
        await later.Locator("summary").ClickAsync();
        await later.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Samordnaren har fått veta det");

        Assert.Equal(1, await CountAsync(stage, "night_premises WHERE state = 'accepted'"));
        Assert.Equal(1, await CountAsync(stage, "rota_refusal"));
        Assert.Empty(stage.Complaints);
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task The_city_reads_how_the_night_went(Screen screen)
    {
        await using var stage = await OpenAsync();
        await stage.Town.MoveToAsync("2026-12-02T02:00");
        await stage.Town.SaysAsync(Cast.Sara, "14K 21M");
        await stage.Town.MoveToAsync("2026-12-02T09:01");
        var page = await stage.OpenAsync(screen);
        await stage.SignInAsync(page, Cast.Carin);
        await page.GotoAsync("/reports");

        await Assertions.Expect(page.Locator(".tiles")).ToContainTextAsync("35 gäster");
        await page.Locator("summary").Last.ClickAsync();
        await page.ClickAsync("text=tis 1/12 mot ons 2/12");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("(gäller)");
        Assert.Empty(stage.Complaints);
    }

    private static async Task<Stage> OpenAsync()
    {
        var stage = await Stage.BeginAsync("2026-12-01T11:58");
        stage.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await stage.Town.MoveToAsync("2026-12-01T12:00");
        await stage.Town.SaysAsync(Cast.Anna, "Ja A");
        return stage;
    }

    private static async Task<long> CountAsync(Stage stage, string rows)
    {
        await using var session = await stage.Town.Get<Database>().OpenAsync(CancellationToken.None);
        return await session.SingleAsync<long>($"SELECT COUNT(*) FROM {rows}", null, CancellationToken.None);
    }
}
