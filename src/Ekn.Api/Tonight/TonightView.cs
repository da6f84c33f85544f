using Ekn.Api.Pages;

namespace Ekn.Api.Tonight;

/// <summary>The same in each language, the first one first.</summary>
public sealed record TonightView(IReadOnlyList<TonightView.Section> Sections)
{
    /// <param name="Places">Name and address of each room; empty unless it is open, or while no room is known.</param>
    /// <param name="AsOf">When it was read.</param>
    public sealed record Section(
        PageWords Words,
        string Night,
        string State,
        string Text,
        IReadOnlyList<string> Places,
        string AsOf
    );
}
