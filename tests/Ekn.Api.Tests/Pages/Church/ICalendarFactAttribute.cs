using System.Diagnostics;

namespace Ekn.Api.Pages.Church;

/// <summary>A test that reads a calendar with somebody else's reader, Debian's python3-icalendar; skipped where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ICalendarFactAttribute : FactAttribute
{
    // Prints each event as: start end summary, both in UTC.
    private const string Script = """
        import sys, icalendar, datetime
        for event in icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk('VEVENT'):
            times = [event[key].dt.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ') for key in ('DTSTART', 'DTEND')]
            print(*times, event['SUMMARY'])
        """;

    private static readonly Lazy<bool> IsThere = new(() =>
    {
        try
        {
            return RunAsync("-c", "import icalendar").GetAwaiter().GetResult() is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public ICalendarFactAttribute() =>
        Skip = IsThere.Value
            ? null
            : "python3-icalendar is not installed; on Debian: apt-get install python3-icalendar";

    public static async Task<string> ReadAsync(string file) =>
        await RunAsync("-c", Script, file) ?? throw new InvalidOperationException("The calendar could not be read.");

    private static async Task<string?> RunAsync(params string[] arguments)
    {
        using var python = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? output : null;
    }
}
