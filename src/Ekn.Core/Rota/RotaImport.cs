using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Rota;

/// <summary>
/// Takes a file of the rota: weekday or date, premises, [from], [to]. What the file says of a weekday or a date replaces
/// all that was known of that weekday or date; weekdays and dates that the file does not name stay. An empty premises
/// beside a date closes that date.
/// </summary>
public sealed class RotaImport(Database database)
{
    private static readonly CsvColumn[] Columns =
    [
        CsvColumn.May("weekday"),
        CsvColumn.May("date"),
        CsvColumn.Must("premises"),
        CsvColumn.May("from"),
        CsvColumn.May("to"),
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
        if (table.Rows.Count > 0 && !table.Rows[0].Has("weekday") && !table.Rows[0].Has("date"))
        {
            table.Rows[0].Refuse("the file has neither a column 'weekday' nor a column 'date'; one of them is needed.");
            return table.BadRows.Refusal!;
        }
        return await database.TransactAsync(
            session => ImportAsync(session, table, cancellationToken),
            keep,
            cancellationToken
        );
    }

    private static async Task<ImportResult> ImportAsync(
        Session session,
        CsvTable table,
        CancellationToken cancellationToken
    )
    {
        var directory = await PremisesDirectory.ReadAsync(session, cancellationToken);
        var weekdays = new List<(CsvRow Row, WeekdayEntry Entry)>();
        var dates = new List<(CsvRow Row, DateEntry Entry)>();
        foreach (var row in table.Rows)
        {
            switch (Read(row, directory))
            {
                case WeekdayEntry entry:
                    RefuseOverlap(row, entry, weekdays);
                    weekdays.Add((row, entry));
                    break;
                case DateEntry entry:
                    RefuseContradiction(row, entry, dates);
                    dates.Add((row, entry));
                    break;
                default:
                    break;
            }
        }
        if (table.BadRows.Refusal is { } refused)
        {
            return refused;
        }
        var tally = new Tally();
        foreach (var day in weekdays.GroupBy(item => item.Entry.Weekday, item => item.Entry))
        {
            await ReplaceAsync(session, day.Key, [.. day], tally, cancellationToken);
        }
        foreach (var night in dates.GroupBy(item => item.Entry.Night, item => item.Entry))
        {
            await ReplaceAsync(session, night.Key, [.. night], tally, cancellationToken);
        }
        return new ImportResult.Imported(tally.Added, tally.Changed, tally.Unchanged);
    }

    /// <returns>A <see cref="WeekdayEntry"/>, a <see cref="DateEntry"/>, or null when the row was refused.</returns>
    private static object? Read(CsvRow row, PremisesDirectory directory)
    {
        var weekday = row.Text("weekday");
        var date = row.Date("date");
        var from = row.Date("from");
        var to = row.Date("to");
        var name = row.Text("premises");
        var premises = name.Length == 0 ? null : directory.Find(name);
        if (name.Length > 0 && premises is null)
        {
            row.Refuse($"the premises '{name}' are not known; import the churches first, or mend the name.");
        }
        if (weekday.Length > 0 && row.Text("date").Length > 0)
        {
            row.Refuse("weekday and date are both filled in; a row is about one of them.");
            return null;
        }
        if (weekday.Length == 0)
        {
            if (row.Text("date").Length == 0)
            {
                row.Refuse("weekday and date are both empty; one of them must be filled in.");
            }
            else if (row.Text("from").Length > 0 || row.Text("to").Length > 0)
            {
                row.Refuse("from and to belong to a weekday; a row with a date is about that date alone.");
            }
            return row.IsGood && date is { } evening ? new DateEntry(new Night(evening), premises) : null;
        }
        if (WeekdayWords.Read(weekday) is not { } day)
        {
            row.Refuse($"weekday '{weekday}' is not a weekday; write monday … sunday or måndag … söndag.");
            return null;
        }
        if (name.Length == 0)
        {
            row.Refuse("premises is empty; only a date can be closed, not a weekday.");
        }
        if (from > to)
        {
            row.Refuse("from is later than to.");
        }
        return row.IsGood ? new WeekdayEntry(day, premises!.Value, from, to) : null;
    }

    private static void RefuseOverlap(CsvRow row, WeekdayEntry entry, List<(CsvRow Row, WeekdayEntry Entry)> earlier)
    {
        foreach (var (other, known) in earlier)
        {
            if (known.PremisesId == entry.PremisesId && known.Overlaps(entry))
            {
                row.Refuse($"line {other.Line} rosters the same premises on this weekday for some of the same dates.");
                return;
            }
        }
    }

    private static void RefuseContradiction(CsvRow row, DateEntry entry, List<(CsvRow Row, DateEntry Entry)> earlier)
    {
        foreach (var (other, known) in earlier.Where(item => item.Entry.Night == entry.Night))
        {
            if (known.PremisesId == entry.PremisesId)
            {
                row.Refuse($"line {other.Line} says the same of this date already.");
                return;
            }
            if (known.PremisesId is null || entry.PremisesId is null)
            {
                row.Refuse($"this row and line {other.Line} disagree: one closes the date, the other opens premises.");
                return;
            }
        }
    }

    private static async Task ReplaceAsync(
        Session session,
        DayOfWeek weekday,
        List<WeekdayEntry> wanted,
        Tally tally,
        CancellationToken cancellationToken
    )
    {
        var known = await session.QueryAsync<WeekdayRow>(
            "SELECT id, premises_id, valid_from, valid_to FROM rota_weekday WHERE weekday = @Weekday",
            new { Weekday = weekday.Number() },
            cancellationToken
        );
        var gone = known.Where(row => !wanted.Remove(row.On(weekday))).ToList();
        tally.Count(kept: known.Count - gone.Count, gone: gone.Count, fresh: wanted.Count);
        foreach (var row in gone)
        {
            await session.ExecuteAsync("DELETE FROM rota_weekday WHERE id = @Id", new { row.Id }, cancellationToken);
        }
        foreach (var entry in wanted)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO rota_weekday (weekday, premises_id, valid_from, valid_to)
                VALUES (@Weekday, @PremisesId, @ValidFrom, @ValidTo)
                """,
                new
                {
                    Weekday = weekday.Number(),
                    entry.PremisesId,
                    entry.ValidFrom,
                    entry.ValidTo,
                },
                cancellationToken
            );
        }
    }

    private static async Task ReplaceAsync(
        Session session,
        Night night,
        List<DateEntry> wanted,
        Tally tally,
        CancellationToken cancellationToken
    )
    {
        var known = await session.QueryAsync<DateRow>(
            "SELECT id, premises_id FROM rota_date WHERE night = @Night",
            new { Night = night },
            cancellationToken
        );
        var gone = known.Where(row => !wanted.Remove(new DateEntry(night, row.PremisesId))).ToList();
        tally.Count(kept: known.Count - gone.Count, gone: gone.Count, fresh: wanted.Count);
        foreach (var row in gone)
        {
            await session.ExecuteAsync("DELETE FROM rota_date WHERE id = @Id", new { row.Id }, cancellationToken);
        }
        foreach (var entry in wanted)
        {
            await session.ExecuteAsync(
                "INSERT INTO rota_date (night, premises_id) VALUES (@Night, @PremisesId)",
                new { Night = night, entry.PremisesId },
                cancellationToken
            );
        }
    }

    private sealed class Tally
    {
        public int Added { get; private set; }

        public int Changed { get; private set; }

        public int Unchanged { get; private set; }

        /// <summary>An entry that went away and one that came in its place are one change.</summary>
        public void Count(int kept, int gone, int fresh)
        {
            Unchanged += kept;
            Changed += gone;
            Added += Math.Max(0, fresh - gone);
        }
    }

    private sealed record WeekdayRow
    {
        public long Id { get; init; }

        public long PremisesId { get; init; }

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public WeekdayEntry On(DayOfWeek weekday) => new(weekday, PremisesId, ValidFrom, ValidTo);
    }

    private sealed record DateRow
    {
        public long Id { get; init; }

        public long? PremisesId { get; init; }
    }
}
