namespace Ekn.Core.Jobs;

/// <summary>Something that is done at a time of day. Made again for the same time it must change nothing.</summary>
public interface IRound
{
    /// <summary>As in the history of jobs: noon, reread, reminders …</summary>
    string Name { get; }

    /// <summary>The local times of day that it is due at.</summary>
    IReadOnlyList<TimeOnly> Times { get; }

    /// <param name="dueAt">The instant (UTC) that this run is for; it may be hours ago after a restart.</param>
    Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken);
}
