namespace Ekn.Api.Edge;

/// <summary>That a request could not be met, for the page that says so.</summary>
internal sealed record Failure(int Status, string? Incident);
