namespace Ekn.Town;

/// <summary>How a town is set up.</summary>
public sealed record TownSettings
{
    /// <summary>Local time (Europe/Stockholm) at which the clock stands first, as 2026-12-01T11:58.</summary>
    public required string Start { get; init; }

    /// <summary>sqlite or postgres.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>An empty or migrated database of its own.</summary>
    public required string ConnectionString { get; init; }

    public IReadOnlyList<Person> Volunteers { get; init; } = Cast.Few;

    /// <summary>Whether there is another gateway that stands in for the first.</summary>
    public bool SecondGateway { get; init; }

    /// <summary>Settings beside those of the town, as Ekn:Decision:NoAnswerPolicy.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);
}
