using Microsoft.Playwright;

namespace Ekn.Browser;

/// <summary>Debian's chromium, started once for all tests.</summary>
internal static class Chromium
{
    /// <summary>Milliseconds after which a page counts as hanging; nothing that a page does right takes so long on any machine.</summary>
    public const float Patience = 60_000;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    /// <summary>Null where it is not installed.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("EKN_CHROMIUM") is { Length: > 0 } own
            ? own
            : Places.FirstOrDefault(File.Exists);

    public static Task<IBrowser> GetAsync() => Started.Value;

    private static async Task<IBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                // Chromium will not sandbox for root, and CI machines have a small /dev/shm.
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            }
        );
    }
}
