namespace Ekn.Api.Nights;

/// <summary>One line of the list of nights.</summary>
public sealed record NightSummary
{
    public DateOnly Night { get; init; }

    /// <summary>The letter that replies use; null until somebody has been asked about the night.</summary>
    public string? Code { get; init; }

    /// <summary>none, waiting, early, open, off or ended.</summary>
    public string State { get; init; } = "none";

    /// <summary>An exercise: not open for real, whatever its state, and counted in no report.</summary>
    public bool Practice { get; init; }

    /// <summary>What stands: open or closed; null while nothing is decided.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether a proposal waits for an answer.</summary>
    public bool Asked { get; init; }

    /// <summary>Names of the rooms in use.</summary>
    public IReadOnlyList<string> Premises { get; init; } = [];

    /// <summary>Of all rooms together; null while nobody has reported.</summary>
    public int? Guests { get; init; }

    public int Capacity { get; init; }
}
