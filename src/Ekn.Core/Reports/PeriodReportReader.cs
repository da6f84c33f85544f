using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Reports;

/// <summary>
/// Reads the report of a period. A night counts when it was opened (it is open, or has ended), but no exercise; a room of it when it was
/// called or accepted, or when guests were counted there all the same. The latest count of a room holds.
/// </summary>
public sealed class PeriodReportReader
{
    public async Task<PeriodReport> ReadAsync(Session session, ReportPeriod period, CancellationToken cancellationToken)
    {
        var nights = await NightsAsync(session, period, cancellationToken);
        var lastYear = await NightsAsync(session, period.LastYear, cancellationToken);
        return PeriodReport.Of(
            period,
            nights,
            lastYear.Select(night => night.Figures).Aggregate(Figures.None, Figures.Add)
        );
    }

    private static async Task<IEnumerable<NightFigures>> NightsAsync(
        Session session,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<RoomRow>(
            """
            SELECT n.night, np.state, np.capacity, g.id AS count_id, g.women, g.men, g.not_stated, g.turned_away,
                g.threats, g.violence, g.police, g.ambulance, g.minors
            FROM night n
            LEFT JOIN night_premises np ON np.night = n.night
            LEFT JOIN guest_count g ON g.id = (
                SELECT MAX(last.id) FROM guest_count last
                WHERE last.night = np.night AND last.night_premises_id = np.id
            )
            WHERE n.state IN ('open', 'ended') AND n.practice = 0 AND n.night >= @From AND n.night <= @To
            """,
            new { period.From, period.To },
            cancellationToken
        );
        return rows.GroupBy(row => row.Night).Select(night => Sum(night.Key, [.. night.Where(row => row.WasOpen)]));
    }

    private static NightFigures Sum(Night night, List<RoomRow> rooms)
    {
        var reported = rooms.Where(room => room.CountId is not null).Select(room => room.ToFigures()).ToList();
        return new NightFigures(
            night,
            reported.Aggregate(Figures.None, Figures.Add) with
            {
                Nights = 1,
                NightsReported = reported.Count > 0 ? 1 : 0,
            },
            IsReported: reported.Count > 0 && reported.Count == rooms.Count
        );
    }

    /// <summary>A room of a night, or a night without a room (state null).</summary>
    private sealed record RoomRow
    {
        public Night Night { get; init; }

        public string? State { get; init; }

        public int Capacity { get; init; }

        /// <summary>Null when nobody has counted; then the figures say nothing.</summary>
        public long? CountId { get; init; }

        public int Women { get; init; }

        public int Men { get; init; }

        public int NotStated { get; init; }

        public int TurnedAway { get; init; }

        public int Threats { get; init; }

        public int Violence { get; init; }

        public int Police { get; init; }

        public int Ambulance { get; init; }

        public int Minors { get; init; }

        // A room that was left counts when guests or incidents stayed behind there, not when its count moved on.
        public bool WasOpen =>
            State is "called" or "accepted"
            || (
                CountId is not null
                && Women + Men + NotStated + TurnedAway + Threats + Violence + Police + Ambulance + Minors > 0
            );

        public Figures ToFigures() =>
            new()
            {
                Capacity = Capacity,
                Women = Women,
                Men = Men,
                NotStated = NotStated,
                TurnedAway = TurnedAway,
                Threats = Threats,
                Violence = Violence,
                Police = Police,
                Ambulance = Ambulance,
                Minors = Minors,
            };
    }
}
