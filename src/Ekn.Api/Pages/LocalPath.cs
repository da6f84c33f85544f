namespace Ekn.Api.Pages;

/// <summary>Whether an address that came with a request leads to a page of our own; nobody is sent elsewhere.</summary>
internal static class LocalPath
{
    /// <returns>Null for an address of another place, or one that browsers would read as such (//example.org, /\example.org).</returns>
    public static string? Of(string? path) =>
        path is ['/', .. var rest] && rest is not ['/' or '\\', ..] && !path.Any(char.IsControl) ? path : null;
}
