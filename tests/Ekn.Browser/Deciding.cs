using Ekn.Simulators.Smhi;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>A coordinator's story: the question on the phone, the yes, the night called off again.</summary>
public sealed class Deciding
{
    [BrowserTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.PhoneWithoutScripts)]
    public async Task A_night_is_confirmed_in_one_tap_and_called_off_with_a_reason(Screen screen)
    {
        await using var stage = await Stage.BeginAsync("2026-12-01T11:58");
        stage.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await stage.Town.MoveToAsync("2026-12-01T12:00");
        var page = await stage.OpenAsync(screen);
        await stage.SignInAsync(page, Cast.Anna);

        await page.GotoAsync("/coordinator");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Öppna natten tis 1/12 mot ons 2/12?");
        await Assertions.Expect(page.Locator("svg.curve .lowest-name")).ToHaveTextAsync("-12,0");
        await page.ClickAsync("main button.first");

        await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("Ditt beslut gäller");
        await Assertions.Expect(page.Locator(".standing")).ToContainTextAsync("ÖPPET");

        await stage.Town.SettleAsync();
        await page.ClickAsync("a.danger");
        await Assertions.Expect(page.Locator("#who")).ToContainTextAsync("Om du ställer in får");
        await page.FillAsync("#reason", "vattenläcka");
        await page.ClickAsync("main button.first");

        await Assertions.Expect(page.Locator(".standing")).ToContainTextAsync("inställt");
        await Assertions.Expect(page.Locator("#history")).ToContainTextAsync("vattenläcka");
        await page.ClickAsync("text=Säsongen natt för natt");
        await Assertions.Expect(page.Locator("a[aria-current=date]")).ToContainTextAsync("inställt");
        Assert.Empty(stage.Complaints);
    }

    [BrowserFact]
    public async Task The_question_of_an_open_page_goes_when_somebody_else_has_answered_it()
    {
        await using var stage = await Stage.BeginAsync("2026-12-01T11:58");
        stage.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await stage.Town.MoveToAsync("2026-12-01T12:00");
        var page = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(page, Cast.Anna);
        await page.GotoAsync("/coordinator");

        await stage.Town.SaysAsync(Cast.Anna, "Ja A");

        await Assertions.Expect(page.Locator(".standing")).ToContainTextAsync("ÖPPET");
        await Assertions.Expect(page.Locator("main button.first")).ToHaveCountAsync(0);
        Assert.Empty(stage.Complaints);
    }
}
