namespace Ekn.Api.Status;

/// <summary>How the service fares. Names nobody but a coordinator in an alert that is about them.</summary>
/// <param name="Jobs">The latest run of each job.</param>
/// <param name="Alerts">Open ones, the newest first.</param>
public sealed record ServiceStatus(
    DateTimeOffset At,
    bool Ready,
    IReadOnlyList<ReadinessCheck> Checks,
    IReadOnlyList<ServiceStatus.JobRun> Jobs,
    ServiceStatus.OutboxState Outbox,
    ServiceStatus.InboxState Inbox,
    IReadOnlyList<ServiceStatus.OpenAlert> Alerts
)
{
    /// <param name="Outcome">running, done, rested or failed.</param>
    public sealed record JobRun(
        string Job,
        DateTimeOffset DueAt,
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        string Outcome,
        string? Note
    );

    /// <param name="Messages">How many are in each state.</param>
    /// <param name="OldestDueSeconds">How long the oldest message that should be gone has waited; null when none waits.</param>
    public sealed record OutboxState(
        IReadOnlyDictionary<string, int> Messages,
        int? OldestDueSeconds,
        IReadOnlyList<ChannelState> Channels
    );

    public sealed record ChannelState(
        string Channel,
        bool Troubled,
        string? LastError,
        DateTimeOffset? LastErrorAt,
        DateTimeOffset? LastAcceptedAt
    );

    /// <summary>Texts that came in.</summary>
    public sealed record InboxState
    {
        /// <summary>Stored, and not handled yet.</summary>
        public int Unhandled { get; init; }

        /// <summary>Waiting for a person to read them.</summary>
        public int NeedsPerson { get; init; }

        /// <summary>Could not be handled.</summary>
        public int Failed { get; init; }
    }

    public sealed record OpenAlert(string Kind, DateOnly? Night, string Detail, DateTimeOffset RaisedAt);
}
