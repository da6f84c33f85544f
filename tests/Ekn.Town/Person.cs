namespace Ekn.Town;

/// <summary>Somebody in the town, with a phone (E.164), an email address, or both.</summary>
public sealed record Person(string Name, string? Phone, string? Email)
{
    public string Language { get; init; } = "sv";

    public string FirstName => Name.Split(' ')[0];
}
