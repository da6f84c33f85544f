using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Rota;

/// <summary>Reads the rota from the database.</summary>
public sealed class RotaReader
{
    private const string PremisesColumns = """
        p.id, p.name, p.church_id, c.name AS church, p.address, p.capacity, p.contact_name, p.phone, p.email, p.reserve,
        p.own_staff
        FROM premises p
        JOIN church c ON c.id = p.church_id
        """;

    /// <summary>The rota of the nights from the first to the last, both included.</summary>
    public async Task<RotaCalendar> ReadAsync(
        Session session,
        Night first,
        Night last,
        CancellationToken cancellationToken
    )
    {
        var premises = await PremisesAsync(session, cancellationToken);
        var weekdays = await session.QueryAsync<WeekdayRow>(
            "SELECT weekday, premises_id, valid_from, valid_to FROM rota_weekday ORDER BY id",
            null,
            cancellationToken
        );
        var dates = await session.QueryAsync<DateRow>(
            "SELECT night, premises_id FROM rota_date WHERE night >= @First AND night <= @Last ORDER BY id",
            new { First = first, Last = last },
            cancellationToken
        );
        return new RotaCalendar(
            premises,
            weekdays.Select(row => new WeekdayEntry(
                WeekdayWords.FromNumber(row.Weekday),
                row.PremisesId,
                row.ValidFrom,
                row.ValidTo
            )),
            dates.Select(row => new DateEntry(row.Night, row.PremisesId))
        );
    }

    public async Task<NightRota> OnAsync(Session session, Night night, CancellationToken cancellationToken) =>
        (await ReadAsync(session, night, night, cancellationToken)).On(night);

    /// <summary>All rooms, by name.</summary>
    public Task<IReadOnlyList<Premises>> PremisesAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<Premises>($"SELECT {PremisesColumns} ORDER BY p.name", null, cancellationToken);

    /// <summary>Null when there is no such room.</summary>
    public Task<Premises?> FindAsync(Session session, long premisesId, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<Premises>(
            $"SELECT {PremisesColumns} WHERE p.id = @Id",
            new { Id = premisesId },
            cancellationToken
        );

    public Task<IReadOnlyList<Church>> ChurchesAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<Church>("SELECT id, name FROM church ORDER BY name", null, cancellationToken);

    /// <summary>
    /// The reserve rooms that are not in this night's plan yet, whatever they answered there; in the order to ask them:
    /// those not used for longest first, so that no church carries all the bad luck, then the larger. May be empty: there
    /// is no reserve left.
    /// </summary>
    public Task<IReadOnlyList<Premises>> ReserveAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<Premises>(
            $"""
            SELECT {PremisesColumns}
            LEFT JOIN (
                SELECT np.premises_id, MAX(np.night) AS night
                FROM night_premises np
                JOIN night n ON n.night = np.night
                WHERE np.state = 'accepted' AND n.state IN ('open', 'ended') AND n.practice = 0
                  AND np.night < @Night
                GROUP BY np.premises_id
            ) used ON used.premises_id = p.id
            WHERE p.reserve = 1
              AND NOT EXISTS (SELECT 1 FROM night_premises t WHERE t.night = @Night AND t.premises_id = p.id)
            ORDER BY COALESCE(used.night, ''), p.capacity DESC, p.name
            """,
            new { Night = night },
            cancellationToken
        );

    private sealed record WeekdayRow
    {
        public int Weekday { get; init; }

        public long PremisesId { get; init; }

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }
    }

    private sealed record DateRow
    {
        public Night Night { get; init; }

        public long? PremisesId { get; init; }
    }
}
