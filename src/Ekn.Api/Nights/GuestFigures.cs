using Ekn.Core.Nights.Counting;

namespace Ekn.Api.Nights;

/// <summary>Guests as last reported; counted, never registered.</summary>
/// <param name="OccupancyPercent">Of the places, rounded half away from zero.</param>
public sealed record GuestFigures(
    DateTimeOffset ReportedAt,
    int Total,
    int Women,
    int Men,
    int NotStated,
    int TurnedAway,
    int Threats,
    int Violence,
    int Police,
    int Ambulance,
    int Minors,
    int OccupancyPercent
)
{
    public static GuestFigures Of(GuestCount count, int capacity) =>
        new(
            count.ReportedAt,
            count.Guests,
            count.Women,
            count.Men,
            count.NotStated,
            count.TurnedAway,
            count.Threats,
            count.Violence,
            count.Police,
            count.Ambulance,
            count.Minors,
            capacity == 0 ? 0 : (int)Math.Round(100m * count.Guests / capacity, MidpointRounding.AwayFromZero)
        );

    /// <summary>Null when nobody has reported. Rooms that have not are left out of the places too.</summary>
    public static GuestFigures? Sum(IReadOnlyList<(GuestCount Count, int Capacity)> rooms) =>
        rooms.Count == 0
            ? null
            : Of(
                rooms
                    .Select(room => room.Count)
                    .Aggregate(
                        (sum, count) =>
                            sum with
                            {
                                ReportedAt = sum.ReportedAt > count.ReportedAt ? sum.ReportedAt : count.ReportedAt,
                                Women = sum.Women + count.Women,
                                Men = sum.Men + count.Men,
                                NotStated = sum.NotStated + count.NotStated,
                                TurnedAway = sum.TurnedAway + count.TurnedAway,
                                Threats = sum.Threats + count.Threats,
                                Violence = sum.Violence + count.Violence,
                                Police = sum.Police + count.Police,
                                Ambulance = sum.Ambulance + count.Ambulance,
                                Minors = sum.Minors + count.Minors,
                            }
                    ),
                rooms.Sum(room => room.Capacity)
            );
}
