using Ekn.Core.Calendar;
using Ekn.Core.Decisions;

namespace Ekn.Core.Nights.Overview;

/// <summary>A night as a list or a calendar shows it.</summary>
public sealed record NightGlance
{
    public required Night Night { get; init; }

    /// <summary>Null while nobody has been asked about the night.</summary>
    public NightState? State { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The date is, or was, practised on. All else here is as if it were not.</summary>
    public bool Practice { get; init; }

    /// <summary>What stands: open or closed; null while nothing is decided.</summary>
    public Outcome? Standing { get; init; }

    /// <summary>Whether a question waits for an answer, beside what stands.</summary>
    public bool Asked { get; init; }

    /// <summary>What the rule says of the weather that was read last; null when none was.</summary>
    public Outcome? Looks { get; init; }

    public bool Borderline { get; init; }

    /// <summary>The forecast that was received last does not speak of the whole night yet.</summary>
    public bool TooEarly { get; init; }

    /// <summary>°C.</summary>
    public decimal? Lowest { get; init; }

    /// <summary>Of all rooms together; null while nobody has reported.</summary>
    public int? Guests { get; init; }

    public NightFace Face =>
        State switch
        {
            NightState.Ended => NightFace.Held,
            NightState.Open => NightFace.Open,
            NightState.Off when OpenedAt is not null => NightFace.CalledOff,
            _ when Asked => NightFace.Asked,
            _ when Standing == Outcome.Closed => NightFace.Closed,
            NightState.Early => NightFace.Early,
            _ => ByWeather,
        };

    private NightFace ByWeather =>
        Looks switch
        {
            Outcome.Open => NightFace.LooksOpen,
            Outcome.Closed => Borderline ? NightFace.LooksBorderline : NightFace.LooksClosed,
            Outcome.Unknown => NightFace.Unknown,
            _ => TooEarly ? NightFace.TooEarly : NightFace.NotRead,
        };
}
