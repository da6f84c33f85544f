using Ekn.Core.Calendar;
using Ekn.Core.Nights.Overview;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>A month of nights as a grid of weeks, Monday first.</summary>
/// <param name="Weeks">Seven cells each; a cell outside the month is null.</param>
public sealed record SeasonMonth(int Year, int Month, IReadOnlyList<IReadOnlyList<SeasonMonth.Cell?>> Weeks)
{
    public static SeasonMonth Of(int year, int month, IReadOnlyDictionary<Night, NightGlance> known, Night tonight)
    {
        var first = new DateOnly(year, month, 1);
        var before = ((int)first.DayOfWeek + 6) % 7;
        IEnumerable<Cell?> cells =
        [
            .. Enumerable.Repeat<Cell?>(null, before),
            .. Enumerable
                .Range(0, DateTime.DaysInMonth(year, month))
                .Select(day => new Night(first.AddDays(day)))
                .Select(night => CellOf(night, known.GetValueOrDefault(night), tonight)),
        ];
        return new SeasonMonth(
            year,
            month,
            [
                .. cells
                    .Chunk(7)
                    .Select(week =>
                        (IReadOnlyList<Cell?>)[.. week, .. Enumerable.Repeat<Cell?>(null, 7 - week.Length)]
                    ),
            ]
        );
    }

    // A question that nobody settled, or weather that nobody read, is not known afterwards: that is no closed night.
    private static Cell CellOf(Night night, NightGlance? glance, Night tonight) =>
        glance switch
        {
            null => new Cell(night, null, null, night == tonight, false),
            { Face: NightFace.Open or NightFace.Held or NightFace.Closed or NightFace.CalledOff } => new Cell(
                night,
                glance.Face,
                glance.Guests,
                night == tonight,
                glance.Practice
            ),
            // Nobody was asked about the night itself: an exercise is all that is known of it.
            { Practice: true, Face: NightFace.NotRead } => new Cell(night, null, null, night == tonight, true),
            _ when night < tonight => new Cell(night, NightFace.Unknown, null, false, glance.Practice),
            _ => new Cell(night, glance.Face, null, night == tonight, glance.Practice),
        };

    /// <param name="Face">Null when nothing is stored of the night.</param>
    /// <param name="Guests">Null when nobody has counted.</param>
    /// <param name="Practice">Practised on; that counts for nothing.</param>
    public sealed record Cell(Night Night, NightFace? Face, int? Guests, bool IsTonight, bool Practice);
}
