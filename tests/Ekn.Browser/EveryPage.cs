using Ekn.Simulators.Smhi;
using Ekn.Town;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>Walks from each person's first page to every page that it leads to, and looks at each as that person would.</summary>
public sealed class EveryPage
{
    // A page for each night or person looks like the next one: so many of one kind are enough.
    private const int OfOneKind = 2;

    public static TheoryData<string> People() => ["anna", "sara", "church", "vera", "carin", "nobody"];

    [BrowserTheory]
    [MemberData(nameof(People))]
    public async Task Keeps_nobody_out_in_light_and_dark_and_fits_at_200_percent(string who)
    {
        await using var stage = await Stage.BeginAsync("2026-12-01T11:58");
        await PlayAsync(stage.Town);
        var page = await stage.OpenAsync(Screen.Phone, bypassPolicy: true);
        if (PersonOf(who) is { } person)
        {
            await stage.SignInAsync(page, person);
        }
        else
        {
            await page.GotoAsync("/");
        }

        var problems = new List<string>();
        await foreach (var path in WalkAsync(page))
        {
            problems.AddRange(await Audit.BarriersAsync(page));
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            problems.AddRange((await Audit.BarriersAsync(page)).Select(problem => $"dark: {problem}"));
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            problems.AddRange((await Audit.TooSmallAsync(page)).Select(one => $"{path}: too small: {one}"));
            if (await Audit.OverhangAsync(page) is > 1 and var wide)
            {
                problems.Add($"{path}: {wide} pixels too wide");
            }
            await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "html { font-size: 200% !important }" });
            if (await Audit.OverhangAsync(page) is > 1 and var wider)
            {
                problems.Add($"{path}: {wider} pixels too wide at 200 %");
            }
        }

        Assert.Empty(problems);
        Assert.Empty(stage.Complaints);
    }

    /// <summary>A cold night in full swing: called, answered by some, two guests counted.</summary>
    private static async Task PlayAsync(Stockholm town)
    {
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "Ja A");
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Ja");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "A2");
        await town.SaysAsync(Cast.Walter, "reserv A3");
        await town.SaysAsync(Cast.Ylva, "kanske, beror på tåget");
        await town.MoveToAsync("2026-12-01T22:30");
        await town.SaysAsync(Cast.Sara, "14K 23M");
    }

    private static Person? PersonOf(string who) =>
        who switch
        {
            "anna" => Cast.Anna,
            "sara" => Cast.Sara,
            "church" => Cast.Churches["Norrmalmskyrkan"],
            "vera" => Cast.Vera,
            "carin" => Cast.Carin,
            _ => null,
        };

    private static async IAsyncEnumerable<string> WalkAsync(IPage page)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var waiting = new Queue<string>();
        waiting.Enqueue(new Uri(page.Url).PathAndQuery);
        while (waiting.TryDequeue(out var path))
        {
            var kind = KindOf(path);
            if (!seen.Add(path) || kinds.GetValueOrDefault(kind) >= OfOneKind)
            {
                continue;
            }
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path} answered {answer.Status}");
            if (
                !(answer.Headers.GetValueOrDefault("content-type") ?? "").StartsWith(
                    "text/html",
                    StringComparison.Ordinal
                )
            )
            {
                continue;
            }
            yield return path;
            var links = await page.EvaluateAsync<string[]>(
                """
                [...document.querySelectorAll('a[href]:not([download])')]
                    .filter(one => one.origin === location.origin).map(one => one.pathname + one.search)
                """
            );
            foreach (var link in links.Where(link => !IsDownload(link)))
            {
                waiting.Enqueue(link);
            }
        }
    }

    private static bool IsDownload(string link) =>
        Path.GetExtension(link.Split('?')[0]) is ".csv" or ".json" or ".atom" or ".ics" or ".pdf"
        || link.Contains("format=", StringComparison.Ordinal);

    /// <summary>The address with its numbers and dates left out.</summary>
    private static string KindOf(string path) =>
        string.Concat(path.Split('?')[0].Where(letter => !char.IsAsciiDigit(letter)));
}
