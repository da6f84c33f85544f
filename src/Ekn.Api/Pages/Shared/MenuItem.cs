namespace Ekn.Api.Pages.Shared;

/// <param name="Text">The key of its word, below page.</param>
public sealed record MenuItem(string Path, string Text)
{
    /// <summary>Whether a page belongs to this item: all of /people/… do to /people/volunteers.</summary>
    public bool Holds(PathString page) =>
        page.StartsWithSegments(Path[..(Path.IndexOf('/', 1) is > 0 and var end ? end : Path.Length)]);
}
