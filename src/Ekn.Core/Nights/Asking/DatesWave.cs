using Ekn.Core.Shifts;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// One wave of a question about several nights: who is asked now, about which of them, and who waits. Pure. Whoever is
/// asked reads of all nights that they may be asked about, and so counts for each.
/// </summary>
public sealed record DatesWave(IReadOnlyList<DatesWave.Ask> Now, IReadOnlyList<DatesWave.Ask> Later)
{
    public static DatesWave Of(IReadOnlyList<Lacking> nights)
    {
        var asks = new List<Ask>();
        var inOrder = nights.Select(night => PlacesOf(night, asks)).ToList();
        var now = new HashSet<int>();
        foreach (var (night, places) in nights.Zip(inOrder))
        {
            var missing = night.Size - places.Count(now.Contains);
            now.UnionWith(places.Where(place => !now.Contains(place)).Take(Math.Max(0, missing)).ToList());
        }
        return new DatesWave(
            [.. asks.Where((_, place) => now.Contains(place))],
            [.. asks.Where((_, place) => !now.Contains(place))]
        );
    }

    /// <summary>Where in the list those stand who may be asked about a night, in its order; who is not in it yet is added.</summary>
    private static List<int> PlacesOf(Lacking night, List<Ask> asks)
    {
        var places = new List<int>();
        foreach (var one in night.Order.Asked)
        {
            var place = Find(asks, one);
            if (place < 0)
            {
                place = asks.Count;
                asks.Add(new Ask(one, [night]));
            }
            else
            {
                var known = asks[place];
                asks[place] = new Ask(
                    Together(known.Who, one),
                    known.About.Contains(night) ? known.About : [.. known.About, night]
                );
            }
            places.Add(place);
        }
        return [.. places.Distinct()];
    }

    /// <summary>One person is asked once, and one phone: of two who share it one may come first for this night and the other for the next.</summary>
    private static int Find(List<Ask> asks, AskingOrder.Ask one)
    {
        var same = asks.FindIndex(ask => ask.Who.Who.Id == one.Who.Id);
        return same >= 0 || one.Who.Phone is not { } phone ? same : asks.FindIndex(ask => ask.Who.Who.Phone == phone);
    }

    private static AskingOrder.Ask Together(AskingOrder.Ask first, AskingOrder.Ask other) =>
        first with
        {
            Beside =
            [
                .. first
                    .Beside.Append(other.Who)
                    .Concat(other.Beside)
                    .Where(volunteer => volunteer.Id != first.Who.Id)
                    .DistinctBy(volunteer => volunteer.Id),
            ],
        };

    /// <summary>A night of the question that lacks people.</summary>
    /// <param name="Free">Its shifts with a free place.</param>
    /// <param name="Order">Who may be asked about it, in order.</param>
    /// <param name="Size">How many are asked about it now.</param>
    public sealed record Lacking(NightRow Row, IReadOnlyList<ShiftOfNight> Free, AskingOrder Order, int Size);

    /// <param name="Who">With everybody who has the same phone and is asked about one of these nights.</param>
    public sealed record Ask(AskingOrder.Ask Who, IReadOnlyList<Lacking> About);
}
