using Ekn.Core.Calendar;

namespace Ekn.Core.Nights.Counting;

/// <summary>The guests of one room on one night as last reported. Guests are counted, never registered.</summary>
public sealed record GuestCount
{
    public Night Night { get; init; }

    public long NightPremisesId { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public int Women { get; init; }

    public int Men { get; init; }

    public int NotStated { get; init; }

    public int TurnedAway { get; init; }

    public int Threats { get; init; }

    public int Violence { get; init; }

    public int Police { get; init; }

    public int Ambulance { get; init; }

    public int Minors { get; init; }

    public int Guests => Women + Men + NotStated;
}
