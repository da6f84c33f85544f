using Ekn.Core.Calendar;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Nights;

/// <summary>
/// Takes a file of past nights: night, premises, capacity, women, men, [notStated], [turnedAway], [threats], [violence],
/// [police]; one row for each room of a night. A night that is there with the same figures stays as it is; other figures
/// are a correction, written beside the earlier ones. Rooms that nobody knows are made: a file of old winters stands
/// alone. A night that the service itself ran is never overwritten.
/// </summary>
public sealed class NightsImport(Database database, LocalTime time)
{
    private const int Most = 10_000;

    // A crowded night is real, ten guests to a place is a slip of the finger.
    private const int GuestsPerPlace = 10;

    private static readonly CsvColumn[] Columns =
    [
        CsvColumn.Must("night"),
        CsvColumn.Must("premises"),
        CsvColumn.Must("capacity"),
        CsvColumn.Must("women"),
        CsvColumn.Must("men"),
        CsvColumn.May("notStated"),
        CsvColumn.May("turnedAway"),
        CsvColumn.May("threats"),
        CsvColumn.May("violence"),
        CsvColumn.May("police"),
    ];

    /// <summary>All rows or none. The same file twice changes nothing.</summary>
    public Task<ImportResult> ImportAsync(Stream file, CancellationToken cancellationToken) =>
        RunAsync(file, keep: true, cancellationToken);

    /// <summary>What an import of the file would do. Changes nothing.</summary>
    public Task<ImportResult> TryOutAsync(Stream file, CancellationToken cancellationToken) =>
        RunAsync(file, keep: false, cancellationToken);

    private async Task<ImportResult> RunAsync(Stream file, bool keep, CancellationToken cancellationToken)
    {
        var table = await CsvTable.ReadAsync(file, Columns, cancellationToken);
        var rows = table.Rows.Select(Read).OfType<PastNightRow>().ToList();
        RefuseRepeated(rows);
        return await database.TransactAsync(
            session => ImportAsync(session, table, rows, cancellationToken),
            keep,
            cancellationToken
        );
    }

    private PastNightRow? Read(CsvRow row)
    {
        row.Required("night");
        var evening = row.Date("night");
        var premises = row.Required("premises");
        var capacity = row.WholeNumber("capacity", 1, Most);
        var women = row.WholeNumber("women", 0, Most);
        var men = row.WholeNumber("men", 0, Most);
        var notStated = Optional(row, "notStated");
        if (evening is { } date && new Night(date) >= time.NightAt(time.Now, NightWindow.Default.To))
        {
            row.Refuse("night is not over yet; only past nights can be imported.");
        }
        if (row.IsGood && women + men + (notStated ?? 0) > capacity * GuestsPerPlace)
        {
            row.Refuse(
                $"women, men and notStated are more than {GuestsPerPlace} guests for each place of capacity; check the figures."
            );
        }
        return new PastNightRow(
            row,
            new Night(evening ?? default),
            premises,
            capacity,
            women,
            men,
            notStated,
            Optional(row, "turnedAway"),
            Optional(row, "threats"),
            Optional(row, "violence"),
            Optional(row, "police")
        );
    }

    /// <summary>Empty is 0; null where the file lacks the column, so that a correction leaves the figure as it is.</summary>
    private static int? Optional(CsvRow row, string column) =>
        row.Has(column) ? row.WholeNumber(column, 0, Most, whenEmpty: 0) : null;

    private static void RefuseRepeated(List<PastNightRow> rows)
    {
        var lines = new Dictionary<(Night, string), int>();
        foreach (var row in rows.Where(row => row.Row.IsGood))
        {
            var key = (row.Night, row.Premises.ToUpperInvariant());
            if (!lines.TryAdd(key, row.Row.Line))
            {
                row.Row.Refuse($"line {lines[key]} has the same night and premises already.");
            }
        }
    }

    private async Task<ImportResult> ImportAsync(
        Session session,
        CsvTable table,
        List<PastNightRow> rows,
        CancellationToken cancellationToken
    )
    {
        var origins = (
            await session.QueryAsync<Origin>("SELECT night, origin AS name FROM night", null, cancellationToken)
        ).ToDictionary(row => row.Night, row => row.Name);
        foreach (var row in rows.Where(row => row.Row.IsGood && origins.GetValueOrDefault(row.Night) == "service"))
        {
            row.Row.Refuse(
                $"the night of {row.Night} was run by the service; its figures come from the site lead and are not overwritten."
            );
        }
        if (table.BadRows.Refusal is { } refused)
        {
            return refused;
        }
        var directory = await PremisesDirectory.ReadAsync(session, cancellationToken);
        var known = (await KnownAsync(session, cancellationToken)).ToDictionary(item => (item.Night, item.PremisesId));
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var row in rows)
        {
            if (origins.TryAdd(row.Night, "import"))
            {
                await AddNightAsync(session, row.Night, cancellationToken);
            }
            var premisesId =
                directory.Find(row.Premises)
                ?? await directory.AddPastAsync(session, row.Premises, row.Capacity, cancellationToken);
            if (!known.TryGetValue((row.Night, premisesId), out var before))
            {
                var id = await AddPremisesAsync(session, row, premisesId, cancellationToken);
                await CountAsync(session, Figures.Of(row, before: null), row.Night, id, cancellationToken);
                added++;
                continue;
            }
            var figures = Figures.Of(row, before.Figures);
            if (before.Capacity == row.Capacity && figures == before.Figures)
            {
                unchanged++;
                continue;
            }
            if (before.Capacity != row.Capacity)
            {
                await session.ExecuteAsync(
                    "UPDATE night_premises SET capacity = @Capacity WHERE id = @Id",
                    new { row.Capacity, before.Id },
                    cancellationToken
                );
            }
            if (figures != before.Figures)
            {
                await CountAsync(session, figures, row.Night, before.Id, cancellationToken);
            }
            changed++;
        }
        return new ImportResult.Imported(added, changed, unchanged);
    }

    private static async Task<IEnumerable<Known>> KnownAsync(Session session, CancellationToken cancellationToken) =>
        await session.QueryAsync<Known>(
            """
            SELECT np.id, np.night, np.premises_id, np.capacity, g.id AS count_id, COALESCE(g.women, 0) AS women,
                COALESCE(g.men, 0) AS men, COALESCE(g.not_stated, 0) AS not_stated,
                COALESCE(g.turned_away, 0) AS turned_away, COALESCE(g.threats, 0) AS threats,
                COALESCE(g.violence, 0) AS violence, COALESCE(g.police, 0) AS police,
                COALESCE(g.ambulance, 0) AS ambulance, COALESCE(g.minors, 0) AS minors
            FROM night_premises np
            JOIN night n ON n.night = np.night
            LEFT JOIN guest_count g ON g.id = (
                SELECT MAX(last.id) FROM guest_count last
                WHERE last.night = np.night AND last.night_premises_id = np.id
            )
            WHERE n.origin = 'import'
            """,
            null,
            cancellationToken
        );

    private Task<int> AddNightAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var hours = NightWindow.Default.Of(night, time);
        return session.ExecuteAsync(
            """
            INSERT INTO night (night, code, state, revision, code_given_at, opened_at, ended_at, origin)
            VALUES (@Night, '', 'ended', 0, @Now, @Start, @End, 'import')
            """,
            new
            {
                Night = night,
                time.Now,
                hours.Start,
                hours.End,
            },
            cancellationToken
        );
    }

    private static Task<long> AddPremisesAsync(
        Session session,
        PastNightRow row,
        long premisesId,
        CancellationToken cancellationToken
    ) =>
        session.SingleAsync<long>(
            """
            INSERT INTO night_premises (night, premises_id, capacity, state)
            VALUES (@Night, @PremisesId, @Capacity, 'accepted') RETURNING id
            """,
            new
            {
                row.Night,
                PremisesId = premisesId,
                row.Capacity,
            },
            cancellationToken
        );

    private Task<int> CountAsync(
        Session session,
        Figures figures,
        Night night,
        long nightPremisesId,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men, not_stated,
                turned_away, threats, violence, police, ambulance, minors)
            VALUES (@Night, @NightPremisesId, @Now, 'import', 'import', @Women, @Men, @NotStated, @TurnedAway, @Threats,
                @Violence, @Police, @Ambulance, @Minors)
            """,
            new
            {
                Night = night,
                NightPremisesId = nightPremisesId,
                time.Now,
                figures.Women,
                figures.Men,
                figures.NotStated,
                figures.TurnedAway,
                figures.Threats,
                figures.Violence,
                figures.Police,
                figures.Ambulance,
                figures.Minors,
            },
            cancellationToken
        );

    private sealed record Figures(
        int Women,
        int Men,
        int NotStated,
        int TurnedAway,
        int Threats,
        int Violence,
        int Police,
        int Ambulance,
        int Minors
    )
    {
        public static Figures Of(PastNightRow row, Figures? before) =>
            new(
                row.Women,
                row.Men,
                row.NotStated ?? before?.NotStated ?? 0,
                row.TurnedAway ?? before?.TurnedAway ?? 0,
                row.Threats ?? before?.Threats ?? 0,
                row.Violence ?? before?.Violence ?? 0,
                row.Police ?? before?.Police ?? 0,
                before?.Ambulance ?? 0,
                before?.Minors ?? 0
            );
    }

    private sealed record Origin
    {
        public Night Night { get; init; }

        public string Name { get; init; } = "";
    }

    private sealed record Known
    {
        public long Id { get; init; }

        public Night Night { get; init; }

        public long PremisesId { get; init; }

        public int Capacity { get; init; }

        /// <summary>Null when nobody has counted.</summary>
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

        public Figures? Figures =>
            CountId is null
                ? null
                : new Figures(Women, Men, NotStated, TurnedAway, Threats, Violence, Police, Ambulance, Minors);
    }
}
