using Ekn.Core.Texts;

namespace Ekn.Core.Jobs;

/// <summary>How a round ended that did not fail. The note is for the status page and names nobody; null when there is nothing to say.</summary>
public abstract record RoundResult(Note? Note)
{
    public sealed record Done(Note? Note = null) : RoundResult(Note);

    /// <summary>There was nothing to do, and why.</summary>
    public sealed record Rested(Note? Note = null) : RoundResult(Note);
}
