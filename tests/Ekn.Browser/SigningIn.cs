using Ekn.Town;

namespace Ekn.Browser;

public sealed class SigningIn
{
    [BrowserTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.PhoneWithoutScripts)]
    public async Task A_code_from_the_phone_lets_in_and_stays_on_that_browser(Screen screen)
    {
        await using var stage = await Stage.BeginAsync("2026-12-01T11:00");
        var page = await stage.OpenAsync(screen);

        await stage.SignInAsync(page, Cast.Anna);
        await page.GotoAsync("/me");
        Assert.Contains("samordnare", await page.InnerTextAsync("main"));

        await page.ClickAsync("main button.first");
        await page.GotoAsync("/me");
        Assert.Contains("/sign-in", page.Url);
        Assert.Empty(stage.Complaints);
    }

    [BrowserFact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var stage = await Stage.BeginAsync("2026-12-01T11:00");
        var page = await stage.OpenAsync(Screen.Desktop);
        await page.GotoAsync("/sign-in");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("document.activeElement.className"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Cast.Anna.Phone!);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForSelectorAsync("#code");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("code", await page.EvaluateAsync<string>("document.activeElement.id"));
    }
}
