namespace Ekn.Browser;

/// <summary>A theory that is skipped, and says why, where there is no browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    internal static readonly string? Missing = Chromium.Path is null
        ? "chromium is not installed; on Debian: apt-get install chromium"
        : null;

    public BrowserTheoryAttribute() => Skip = Missing;
}
