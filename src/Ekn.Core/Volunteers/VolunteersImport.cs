using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Volunteers;

/// <summary>
/// Takes a file of volunteers: name, phone, email (one of the two may be empty), [language], [weekdays], [shifts],
/// [consent]. Somebody is known again by the same name together with the same phone or the same email address, and is
/// brought up to date; nobody is removed. An empty phone, email, language or consent leaves what is known, empty weekdays
/// or shifts mean no preference any more, and a column that the file lacks leaves everything as it is. Somebody who has
/// said STOP stays stopped, also on an address that the file adds.
/// </summary>
public sealed class VolunteersImport(Database database, StopList stopList, LocalTime time)
{
    private static readonly CsvColumn[] Columns =
    [
        CsvColumn.Must("name"),
        CsvColumn.Must("phone"),
        CsvColumn.Must("email"),
        CsvColumn.May("language"),
        CsvColumn.May("weekdays"),
        CsvColumn.May("shifts"),
        CsvColumn.May("consent"),
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
        var people = table.Rows.Select(Read).ToList();
        return await database.TransactAsync(
            session => ImportAsync(session, table, people, cancellationToken),
            keep,
            cancellationToken
        );
    }

    private Person Read(CsvRow row)
    {
        var person = new Person(
            row,
            row.Required("name"),
            row.Phone("phone")?.Value,
            row.Email("email"),
            ReadLanguage(row),
            ReadWeekdays(row),
            ReadShifts(row),
            row.Date("consent")
        );
        if (row.Text("phone").Length == 0 && row.Text("email").Length == 0)
        {
            row.Refuse("phone and email are both empty; one of them must be filled in.");
        }
        if (person.ConsentOn > time.Today)
        {
            row.Refuse("consent lies in the future.");
        }
        return person;
    }

    private static string? ReadLanguage(CsvRow row)
    {
        switch (row.Text("language").ToLowerInvariant())
        {
            case "":
                return null;
            case "sv" or "svenska" or "swedish":
                return "sv";
            case "en" or "engelska" or "english":
                return "en";
            default:
                row.Refuse("language must be sv or en.");
                return null;
        }
    }

    private static string? ReadWeekdays(CsvRow row)
    {
        if (WeekdayWords.ReadSeveral(row.Text("weekdays")) is { } weekdays)
        {
            return VolunteerRow.Text(weekdays);
        }
        row.Refuse("weekdays must be weekdays, as 'mån,ons', 'monday wednesday' or '1,3' (Monday is 1).");
        return null;
    }

    private static string? ReadShifts(CsvRow row)
    {
        if (ShiftWords.ReadSeveral(row.Text("shifts")) is { } shifts)
        {
            return VolunteerRow.Text(shifts);
        }
        row.Refuse("shifts must be shifts, as 'kväll,natt', 'evening morning' or '1,3' (evening is 1).");
        return null;
    }

    private async Task<ImportResult> ImportAsync(
        Session session,
        CsvTable table,
        List<Person> people,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<VolunteerRow>(
            $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE v.erased_at IS NULL ORDER BY v.id",
            null,
            cancellationToken
        );
        var known = rows.ToLookup(row => row.Name, StringComparer.OrdinalIgnoreCase);
        var pairs = new List<(Person Person, VolunteerRow? Known)>();
        var lines = new Dictionary<long, int>();
        RefuseRepeated(people);
        foreach (var person in people.Where(person => person.Row.IsGood))
        {
            var same = known[person.Name].Where(row => person.IsSameAs(row.Phone, row.Email)).ToList();
            if (same.Count > 1)
            {
                person.Row.Refuse(
                    "the row fits two people of the register, one by phone and one by email; leave out one of the two."
                );
            }
            else if (same.Count == 1 && !lines.TryAdd(same[0].Id, person.Row.Line))
            {
                person.Row.Refuse($"the row and line {lines[same[0].Id]} fit the same person of the register.");
            }
            pairs.Add((person, same.FirstOrDefault()));
        }
        if (table.BadRows.Refusal is { } refused)
        {
            return refused;
        }
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var (person, before) in pairs)
        {
            var after = person.Over(before);
            if (after == before)
            {
                unchanged++;
                continue;
            }
            if (before is null)
            {
                await InsertAsync(session, after, cancellationToken);
                added++;
            }
            else
            {
                await UpdateAsync(session, after, cancellationToken);
                changed++;
            }
            await stopList.FollowAsync(session, Addresses(before), Addresses(after), cancellationToken);
        }
        return new ImportResult.Imported(added, changed, unchanged);
    }

    private static void RefuseRepeated(List<Person> people)
    {
        foreach (
            var namesakes in people
                .Where(person => person.Row.IsGood)
                .GroupBy(person => person.Name, StringComparer.OrdinalIgnoreCase)
        )
        {
            var seen = new List<Person>();
            foreach (var person in namesakes)
            {
                if (seen.Find(other => person.IsSameAs(other.Phone, other.Email)) is { } earlier)
                {
                    person.Row.Refuse($"the person stands on line {earlier.Row.Line} already.");
                }
                seen.Add(person);
            }
        }
    }

    private static List<string> Addresses(VolunteerRow? row) => [.. new[] { row?.Phone, row?.Email }.OfType<string>()];

    private Task<int> InsertAsync(Session session, VolunteerRow row, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO volunteer (name, phone, email, language, weekdays, shifts, consent_on, added_at)
            VALUES (@Name, @Phone, @Email, @Language, @Weekdays, @Shifts, @ConsentOn, @AddedAt)
            """,
            new
            {
                row.Name,
                row.Phone,
                row.Email,
                row.Language,
                row.Weekdays,
                row.Shifts,
                row.ConsentOn,
                AddedAt = time.Now,
            },
            cancellationToken
        );

    private static Task<int> UpdateAsync(Session session, VolunteerRow row, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE volunteer
            SET name = @Name, phone = @Phone, email = @Email, language = @Language, weekdays = @Weekdays,
                shifts = @Shifts, consent_on = @ConsentOn
            WHERE id = @Id
            """,
            new
            {
                row.Name,
                row.Phone,
                row.Email,
                row.Language,
                row.Weekdays,
                row.Shifts,
                row.ConsentOn,
                row.Id,
            },
            cancellationToken
        );

    private sealed record Person(
        CsvRow Row,
        string Name,
        string? Phone,
        string? Email,
        string? Language,
        string? Weekdays,
        string? Shifts,
        DateOnly? ConsentOn
    )
    {
        /// <summary>Asked of somebody with the same name.</summary>
        public bool IsSameAs(string? phone, string? email) =>
            (Phone is not null && Phone == phone) || (Email is not null && Email == email);

        public VolunteerRow Over(VolunteerRow? before) =>
            (before ?? new VolunteerRow()) with
            {
                Name = Name,
                Phone = Phone ?? before?.Phone,
                Email = Email ?? before?.Email,
                Language = Language ?? before?.Language ?? "sv",
                Weekdays = Row.Has("weekdays") ? Weekdays : before?.Weekdays,
                Shifts = Row.Has("shifts") ? Shifts : before?.Shifts,
                ConsentOn = ConsentOn ?? before?.ConsentOn,
            };
    }
}
