using Ekn.Core.Calendar;

namespace Ekn.Core.Rota;

/// <summary>Who lends a room on which night. A night's own entries win over those of its weekday.</summary>
public sealed class RotaCalendar(
    IEnumerable<Premises> premises,
    IEnumerable<WeekdayEntry> weekdays,
    IEnumerable<DateEntry> dates
)
{
    private readonly Dictionary<long, Premises> premises = premises.ToDictionary(room => room.Id);
    private readonly List<WeekdayEntry> weekdays = [.. weekdays];
    private readonly ILookup<Night, DateEntry> dates = dates.ToLookup(entry => entry.Night);

    /// <summary>The same rota as one room sees it: only the nights that it lends itself.</summary>
    public RotaCalendar Of(Premises room) =>
        new(
            [room],
            weekdays.Where(entry => entry.PremisesId == room.Id),
            // A date that is somebody else's stays an exception: the room is free then.
            dates
                .SelectMany(entries => entries)
                .Select(entry => entry.PremisesId == room.Id ? entry : entry with { PremisesId = null })
        );

    public NightRota On(Night night)
    {
        var exceptions = dates[night].ToList();
        if (exceptions.Count > 0)
        {
            var swapped = Rooms(
                exceptions.Where(entry => entry.PremisesId is not null).Select(entry => entry.PremisesId!.Value)
            );
            return swapped.Count > 0 ? new NightRota.Lent(swapped, ByException: true) : new NightRota.Closed();
        }
        var usual = Rooms(weekdays.Where(entry => entry.Covers(night)).Select(entry => entry.PremisesId));
        return usual.Count > 0 ? new NightRota.Lent(usual, ByException: false) : new NightRota.NobodyRostered();
    }

    private List<Premises> Rooms(IEnumerable<long> ids) => [.. ids.Distinct().Select(id => premises[id])];
}
