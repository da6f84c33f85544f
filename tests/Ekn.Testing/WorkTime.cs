using System.Globalization;

namespace Ekn.Testing;

/// <summary>How long a piece of work keeps its thread busy. Linux only, as the tests' other needs.</summary>
public static class WorkTime
{
    // Linux shows these in hundredths of a second, whatever its own clock does (USER_HZ).
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>The time that the work itself had the processor: on a busy machine it waits longer and works no longer.</summary>
    public static TimeSpan Of(Action work)
    {
        var before = OfThisThread();
        work();
        return OfThisThread() - before;
    }

    private static TimeSpan OfThisThread()
    {
        // After the name, which may hold anything, in parentheses: the fields from the third on (man 5 proc).
        var text = File.ReadAllText("/proc/thread-self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return Tick * (Number(fields[14 - 3]) + Number(fields[15 - 3]));
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
