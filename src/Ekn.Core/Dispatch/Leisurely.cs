namespace Ekn.Core.Dispatch;

/// <summary>
/// The purposes that ask, remind or thank: what nobody is woken for, and what a phone gets only so many of in a day.
/// Everything that is not named here goes at any hour: calling off, moving, confirming what a person just did.
/// </summary>
public static class Leisurely
{
    private static readonly HashSet<string> Purposes = new(StringComparer.Ordinal)
    {
        "call-volunteer",
        "call-dates",
        "early-notice",
        "not-needed",
        "not-needed-dates",
        "reminder",
        "place-free",
        "place-offered",
        "contact-test",
        "contact-test-reminder",
        "night-report",
        "night-report-uncounted",
    };

    public static IReadOnlyCollection<string> All => Purposes;

    /// <param name="recipient">As volunteer:12. Who holds a function is told what they must know at any hour.</param>
    public static bool Is(string purpose, string recipient) =>
        recipient.StartsWith("volunteer:", StringComparison.Ordinal) && Purposes.Contains(purpose);
}
