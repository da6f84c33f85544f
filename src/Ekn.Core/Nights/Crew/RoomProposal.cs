using Ekn.Core.Calendar;

namespace Ekn.Core.Nights.Crew;

/// <summary>A room that a night could move to, with what speaks for it.</summary>
public sealed record RoomProposal
{
    public long PremisesId { get; init; }

    public string Name { get; init; } = "";

    public string Church { get; init; } = "";

    public int Capacity { get; init; }

    public bool Reserve { get; init; }

    /// <summary>The latest night before this one that it was open; null when never.</summary>
    public Night? LastOpen { get; init; }

    /// <summary>declined or left when it was in this night's plan before; null otherwise.</summary>
    public string? Before { get; init; }

    /// <summary>Whether its contact can be written to.</summary>
    public bool Reachable { get; init; }
}
