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
}
