namespace Ekn.Api.Pages.City;

/// <summary>Bars with their words.</summary>
/// <param name="Kinds">What the parts of a column are, from below; empty where there is one part.</param>
public sealed record Chart(Bars Bars, string Title, IReadOnlyList<string> Kinds);
