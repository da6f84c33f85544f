using Ekn.Simulators.Smhi;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

public sealed class CountingOffline
{
    [BrowserFact]
    public async Task Taps_in_a_dead_spot_are_kept_and_sent_once_when_the_network_is_back()
    {
        await using var stage = await NightAsync();
        var page = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(page, Cast.Sara);
        await page.GotoAsync("/lead");
        await TapAsync(page, "women", 3);
        await SeesAsync(page, "women", 3);
        await SavedAsync(page);

        await page.Context.SetOfflineAsync(true);
        await TapAsync(page, "men", 4);
        await TapAsync(page, "women", 1);
        await SeesAsync(page, "men", 4);
        await page.GetByText("5 tryck väntar på nät").WaitForAsync();
        Assert.Equal("3/0", await stage.CountedAsync());

        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);
        Assert.Equal("4/4", await stage.CountedAsync());
        await page.ReloadAsync();
        await SeesAsync(page, "women", 4);
        await SeesAsync(page, "men", 4);
        Assert.Empty(stage.Complaints);
    }

    [BrowserFact]
    public async Task The_page_opens_in_a_dead_spot_and_its_taps_survive_being_closed()
    {
        await using var stage = await NightAsync();
        var page = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(page, Cast.Sara);
        await page.GotoAsync("/lead");
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null");
        await page.ReloadAsync();

        await page.Context.SetOfflineAsync(true);
        await TapAsync(page, "men", 2);
        await page.ReloadAsync();
        await SeesAsync(page, "men", 2);
        await TapAsync(page, "men", 1);
        await SeesAsync(page, "men", 3);

        await page.Context.SetOfflineAsync(false);
        await SavedAsync(page);
        Assert.Equal("0/3", await stage.CountedAsync());
    }

    [BrowserFact]
    public async Task What_the_server_has_got_although_its_answer_was_lost_is_not_counted_again()
    {
        await using var stage = await NightAsync();
        var page = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(page, Cast.Sara);
        await page.GotoAsync("/lead");
        var lost = 0;
        await page.RouteAsync(
            "**/lead?handler=Taps*",
            async route =>
            {
                if (lost++ == 0)
                {
                    // The request arrives, the answer does not.
                    await route.FetchAsync();
                    await route.AbortAsync();
                    return;
                }
                await route.ContinueAsync();
            }
        );

        await TapAsync(page, "women", 1);
        await SavedAsync(page);

        Assert.True(lost > 1);
        Assert.Equal("1/0", await stage.CountedAsync());
        await SeesAsync(page, "women", 1);
    }

    [BrowserFact]
    public async Task Undo_takes_back_the_last_tap_whether_it_was_sent_or_not()
    {
        await using var stage = await NightAsync();
        var page = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(page, Cast.Sara);
        await page.GotoAsync("/lead");
        await TapAsync(page, "women", 2);
        await SavedAsync(page);

        await page.ClickAsync("[data-undo]");
        await SeesAsync(page, "women", 1);
        await SavedAsync(page);
        Assert.Equal("1/0", await stage.CountedAsync());
    }

    [BrowserTheory]
    [InlineData(Screen.PhoneWithoutScripts)]
    [InlineData(Screen.Desktop)]
    public async Task The_link_in_the_message_counts_without_signing_in(Screen screen)
    {
        await using var stage = await NightAsync();
        var page = await stage.OpenAsync(screen);
        await page.GotoAsync(stage.LinkFor(Cast.Sara));

        await TapAsync(page, "women", 1);
        await SeesAsync(page, "women", 1);
        await TapAsync(page, "minors", 1);
        await SeesAsync(page, "minors", 1);
        if (screen == Screen.Desktop)
        {
            await SavedAsync(page);
        }

        Assert.Equal("1/0", await stage.CountedAsync());
        Assert.Contains("Socialjouren", await page.InnerTextAsync("main"));
    }

    private static async Task<Stage> NightAsync()
    {
        var stage = await Stage.BeginAsync("2026-12-01T11:58");
        stage.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await stage.Town.MoveToAsync("2026-12-01T12:00");
        await stage.Town.SaysAsync(Cast.Anna, "Ja A");
        await stage.Town.SaysAsync(Cast.Vera, "A1");
        await stage.Town.MoveToAsync("2026-12-01T22:00");
        return stage;
    }

    private static async Task TapAsync(IPage page, string field, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await page.ClickAsync($"button[data-field='{field}'][data-change='1']");
        }
    }

    private static Task SeesAsync(IPage page, string field, int number) =>
        Assertions.Expect(page.Locator($"[data-count='{field}']").First).ToHaveTextAsync($"{number}");

    private static Task SavedAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-counting]")).ToHaveAttributeAsync("data-pending", "0");
}
