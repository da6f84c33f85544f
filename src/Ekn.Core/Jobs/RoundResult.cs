namespace Ekn.Core.Jobs;

/// <summary>How a round ended that did not fail. The note is for the status page and names nobody.</summary>
public abstract record RoundResult(string Note)
{
    public sealed record Done(string Note) : RoundResult(Note);

    /// <summary>There was nothing to do, and why.</summary>
    public sealed record Rested(string Note) : RoundResult(Note);
}
