using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Counting;

/// <summary>A count as facts for messages: {women} {men} {guests} {capacity} {occupancy} {turnedAway} {incidents}.</summary>
public static class CountWords
{
    public static Facts Of(GuestCount count, int capacity, Wording wording)
    {
        var incidents = new[]
        {
            ("threats", count.Threats),
            ("violence", count.Violence),
            ("police", count.Police),
            ("ambulance", count.Ambulance),
            ("minors", count.Minors),
        }
            .Where(incident => incident.Item2 > 0)
            .Select(incident => $"{incident.Item2} {wording.Word($"incident.{incident.Item1}")}");
        var listed = string.Join(", ", incidents);
        return Facts
            .None.With("women", count.Women)
            .With("men", count.Men)
            .With("notStated", count.NotStated)
            .With("guests", count.Guests)
            .With("capacity", capacity)
            .With(
                "occupancy",
                capacity == 0 ? 0 : (int)Math.Round(100m * count.Guests / capacity, MidpointRounding.AwayFromZero)
            )
            .With("turnedAway", count.TurnedAway)
            .With("incidents", listed.Length == 0 ? wording.Word("incident.none") : listed);
    }
}
