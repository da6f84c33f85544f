using Ekn.Simulators.Smhi;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>
/// Takes the pictures of the README: fictitious people, one night. './ekn screenshots' keeps them in docs/screens; as a
/// test they go to a temporary folder, which proves that each page can still be taken.
/// </summary>
public sealed class Screenshots
{
    [BrowserFact]
    public async Task Show_each_person_their_page()
    {
        var folder = Environment.GetEnvironmentVariable("EKN_SCREENS") is { Length: > 0 } kept
            ? kept
            : Directory.CreateTempSubdirectory("ekn-screens").FullName;
        await using var stage = await Stage.BeginAsync("2026-12-01T11:58", Cast.Volunteers);
        var town = stage.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");

        var anna = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(anna, Cast.Anna);
        await TakeAsync(anna, "/coordinator", folder, "coordinator-decides");
        await town.SaysAsync(Cast.Anna, "Ja A");
        await TakeAsync(await stage.OpenAsync(Screen.Phone), stage.LinkFor(Cast.Vera), folder, "volunteer");
        var church = await stage.OpenAsync(Screen.Phone);
        await stage.SignInAsync(church, Cast.Churches["Norrmalmskyrkan"]);
        await TakeAsync(church, "/church", folder, "church");
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Ja");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.SaysAsync(Cast.Wilma, "A1");
        await town.SaysAsync(Cast.Walter, "reserv A3");
        await town.SaysAsync(Cast.Ylva, "kanske, beror på tåget");
        await town.MoveToAsync("2026-12-02T02:00");
        await town.SaysAsync(Cast.Sara, "14K 21M");
        var sara = await stage.OpenAsync(Screen.Phone, ColorScheme.Dark);
        await stage.SignInAsync(sara, Cast.Sara);
        await TakeAsync(sara, "/lead", folder, "site-lead");
        await TakeAsync(await stage.OpenAsync(Screen.Phone), "/", folder, "public");
        var desk = await stage.OpenAsync(Screen.Desktop);
        await stage.SignInAsync(desk, Cast.Anna);
        await TakeAsync(desk, "/coordinator", folder, "coordinator-night");
        await TakeAsync(desk, "/coordinator/inbox", folder, "inbox");
        await TakeAsync(desk, "/status", folder, "status");
        await town.MoveToAsync("2026-12-02T09:01");
        var carin = await stage.OpenAsync(Screen.Desktop);
        await stage.SignInAsync(carin, Cast.Carin);
        await TakeAsync(carin, "/reports", folder, "city");

        Assert.Equal(9, Directory.GetFiles(folder, "*.png").Length);
        Assert.Empty(stage.Complaints);
    }

    private static async Task TakeAsync(IPage page, string path, string folder, string name)
    {
        await page.GotoAsync(path);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }
}
