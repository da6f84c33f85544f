namespace Ekn.Core.Reports;

/// <summary>What was counted, for a night, a month or a period. Figures add up.</summary>
public sealed record Figures
{
    public static Figures None { get; } = new();

    /// <summary>Nights that were opened, whether anybody has reported or not.</summary>
    public int Nights { get; init; }

    /// <summary>The opened nights with at least one report of guests.</summary>
    public int NightsReported { get; init; }

    /// <summary>
    /// Places offered, over nights and rooms, of the rooms that have reported: guests nobody has counted yet would
    /// otherwise look like empty beds.
    /// </summary>
    public long Capacity { get; init; }

    public long Women { get; init; }

    public long Men { get; init; }

    public long NotStated { get; init; }

    /// <summary>Sought a place and got none.</summary>
    public long TurnedAway { get; init; }

    public long Threats { get; init; }

    public long Violence { get; init; }

    public long Police { get; init; }

    public long Ambulance { get; init; }

    public long Minors { get; init; }

    public long Guests => Women + Men + NotStated;

    /// <summary>Null when there were no guests.</summary>
    public int? WomenPercent => Percent(Women, Guests);

    /// <summary>Null when there were no guests.</summary>
    public int? MenPercent => Percent(Men, Guests);

    /// <summary>Null when there were no guests.</summary>
    public int? NotStatedPercent => Percent(NotStated, Guests);

    /// <summary>Guests per place; over 100 on a crowded night. Null when no room has reported.</summary>
    public int? OccupancyPercent => Percent(Guests, Capacity);

    /// <summary>Guests a night, over the nights that have reported, to one decimal. Null when none has.</summary>
    public decimal? AveragePerNight =>
        NightsReported == 0 ? null : Math.Round((decimal)Guests / NightsReported, 1, MidpointRounding.AwayFromZero);

    public static Figures operator +(Figures left, Figures right) =>
        new()
        {
            Nights = left.Nights + right.Nights,
            NightsReported = left.NightsReported + right.NightsReported,
            Capacity = left.Capacity + right.Capacity,
            Women = left.Women + right.Women,
            Men = left.Men + right.Men,
            NotStated = left.NotStated + right.NotStated,
            TurnedAway = left.TurnedAway + right.TurnedAway,
            Threats = left.Threats + right.Threats,
            Violence = left.Violence + right.Violence,
            Police = left.Police + right.Police,
            Ambulance = left.Ambulance + right.Ambulance,
            Minors = left.Minors + right.Minors,
        };

    public static Figures Add(Figures left, Figures right) => left + right;

    /// <summary>From then to now in whole percent; null when there was nothing then to compare with.</summary>
    public static int? ChangePercent(long now, long then) => Percent(now - then, then);

    /// <summary>Whole, rounded half away from zero; null when there is nothing to divide by.</summary>
    public static int? Percent(long part, long whole) =>
        whole == 0 ? null : (int)Math.Round(100m * part / whole, 0, MidpointRounding.AwayFromZero);
}
