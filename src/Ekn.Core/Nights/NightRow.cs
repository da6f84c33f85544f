using Ekn.Core.Calendar;

namespace Ekn.Core.Nights;

/// <summary>The operation of one night as stored.</summary>
public sealed record NightRow
{
    public Night Night { get; init; }

    public string Code { get; init; } = "";

    public NightState State { get; init; }

    public int Revision { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>An exercise (ÖVNING): run as any night, counted by nothing, shown to no public.</summary>
    public bool Practice { get; init; }

    /// <summary>The date that the exercise was held on, when it made way for the real night; else null.</summary>
    public Night? PractisedOn { get; init; }

    /// <summary>The date that people know it by.</summary>
    public Night Date => PractisedOn ?? Night;
}
