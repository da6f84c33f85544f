using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>What holds for every page, whoever it is for.</summary>
internal static class Audit
{
    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>What axe finds that keeps somebody out, as sentences.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page)
    {
        var found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions
                {
                    Type = "tag",
                    Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                },
            }
        );
        return
        [
            .. found
                .Violations.Where(violation => Grave.Contains(violation.Impact))
                .SelectMany(violation =>
                    violation.Nodes.Select(node => $"{page.Url}: {violation.Id}: {violation.Help}: {node.Html}")
                ),
        ];
    }

    /// <summary>By how many pixels the page is wider than the window: then a thumb has to pan. Wide tables scroll by themselves.</summary>
    public static Task<int> OverhangAsync(IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Controls that a thumb would miss: lower or narrower than 24 pixels, which WCAG 2.2 asks for.</summary>
    public static Task<string[]> TooSmallAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('button, a.button, input:not([type=hidden]), select, summary')]
                .filter(one => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.width < 24 || box.height < 24); })
                .map(one => one.outerHTML.slice(0, 120))
            """
        );
}
