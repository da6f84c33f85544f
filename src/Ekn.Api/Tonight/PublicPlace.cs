namespace Ekn.Api.Tonight;

/// <param name="Address">Null where the premises publish their name alone.</param>
/// <param name="Directions">How to get there, as the church wrote it; null where it wrote nothing or publishes no address.</param>
public sealed record PublicPlace(string Name, string? Address, string? Directions);
