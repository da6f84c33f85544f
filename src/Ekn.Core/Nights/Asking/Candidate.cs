using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Asking;

/// <summary>All that is known of somebody when it is decided whether to ask them about a night.</summary>
public sealed record Candidate
{
    /// <summary>Phone and Email hold only what may be used for asking.</summary>
    public required Volunteer Who { get; init; }

    public bool Paused { get; init; }

    public bool Booked { get; init; }

    public bool StandsBy { get; init; }

    /// <summary>Said no to this night, or gave a place back.</summary>
    public bool Declined { get; init; }

    /// <summary>In the call that is going on.</summary>
    public bool Asked { get; init; }

    /// <summary>How often they were asked about other nights in the last seven days; one text about several nights counts once.</summary>
    public int AskedThisWeek { get; init; }

    /// <summary>The same since the summer.</summary>
    public int AskedThisSeason { get; init; }

    /// <summary>Nights that they worked since the summer.</summary>
    public int ServedThisSeason { get; init; }

    /// <summary>About another night; null when never.</summary>
    public DateTimeOffset? LastAskedAt { get; init; }

    /// <summary>When their last shift ended; null when there was none.</summary>
    public DateTimeOffset? LastServedUntil { get; init; }

    /// <summary>When they were last booked and did not come.</summary>
    public DateTimeOffset? LastAbsentAt { get; init; }

    /// <summary>Their shifts of the days around this night.</summary>
    public IReadOnlyList<BookedShift> Nearby { get; init; } = [];

    public bool Reachable => Who.Phone is not null || Who.Email is not null;

    public sealed record BookedShift(ShiftKind Kind, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
}
