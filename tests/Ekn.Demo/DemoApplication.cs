using System.Globalization;
using Ekn.Core;
using Ekn.Town.Season;

namespace Ekn.Demo;

/// <summary>./ekn demo: a cold night with simulators alone. It reads no account and no address of the outside world.</summary>
internal static class DemoApplication
{
    private const string Usage = """
        ./ekn demo             plays a cold night that you take part in; Ctrl-C ends it
        ./ekn demo --auto      plays the whole night by itself and tells it as a story
        ./ekn demo --season    compares ways of asking over winters on paper, and prints a table
        ./ekn demo --speed N   seconds that pass per second, 1 to 600 (60)
        """;

    private const double DefaultSpeed = 60;

    private const int Winters = 20;

    /// <returns>0 done, 1 a promise was broken or the demo failed, 2 wrong input.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, HomeFolder home)
    {
        // The demo is a command line of its own: the console is its page.
#pragma warning disable RS0030
        var (output, error) = (Console.Out, Console.Error);
#pragma warning restore RS0030
        var folder = Directory.CreateTempSubdirectory("ekn-demo-").FullName;
        try
        {
            var own = DemoHome.Make(home, Path.Combine(folder, "home"));
            switch (words)
            {
                case ["--auto"]:
                    return await new AutoNight(output, own).PlayAsync(Path.Combine(folder, "demo.db"));
                case ["--season"]:
                    await output.WriteAsync(SeasonTable.PrintAll(Winters));
                    return 0;
                case []:
                    return await LiveNight.RunAsync(output, own, folder, DefaultSpeed);
                case ["--speed", var text] when Speed(text) is { } speed:
                    return await LiveNight.RunAsync(output, own, folder, speed);
                case ["--help"]:
                    await output.WriteLineAsync(Usage);
                    return 0;
                default:
                    await error.WriteLineAsync($"'{string.Join(' ', words)}' is not understood.\n{Usage}");
                    return 2;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double? Speed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)
        && speed is >= 1 and <= 600
            ? speed
            : null;
}
