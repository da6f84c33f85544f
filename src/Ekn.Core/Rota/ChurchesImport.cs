using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Rota;

/// <summary>
/// Takes a file of churches and their rooms: church, premises, address, capacity, [contactName], [phone], [email],
/// [reserve], [ownStaff]. A room is known by its name, in any case; what the file says of it replaces what was known, an
/// empty cell empties it, and a column that the file lacks leaves it as it is. Rooms that the file does not name stay. A
/// contact who has said STOP stays stopped, also on an address that the file adds.
/// </summary>
public sealed class ChurchesImport(Database database, StopList stopList)
{
    private const int LargestRoom = 10_000;

    private static readonly CsvColumn[] Columns =
    [
        CsvColumn.Must("church"),
        CsvColumn.Must("premises"),
        CsvColumn.Must("address"),
        CsvColumn.Must("capacity"),
        CsvColumn.May("contactName"),
        CsvColumn.May("phone"),
        CsvColumn.May("email"),
        CsvColumn.May("reserve"),
        CsvColumn.May("ownStaff"),
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
        var rooms = table.Rows.Select(Read).ToList();
        RefuseRepeated(rooms);
        if (table.BadRows.Refusal is { } refused)
        {
            return refused;
        }
        return await database.TransactAsync(
            session => WriteAsync(session, rooms, cancellationToken),
            keep,
            cancellationToken
        );
    }

    private static Room Read(CsvRow row) =>
        new(
            row,
            row.Required("church"),
            row.Required("premises"),
            row.Required("address"),
            row.WholeNumber("capacity", 1, LargestRoom),
            row.Text("contactName") is { Length: > 0 } name ? name : null,
            row.Phone("phone"),
            row.Email("email"),
            row.YesNo("reserve"),
            // There is no such thing as no number: who says none brings what they brought, at first as many as most.
            row.Text("ownStaff").Length > 0
                ? row.WholeNumber("ownStaff", 0, PremisesEdit.MostOwnStaff)
                : null
        );

    private static void RefuseRepeated(List<Room> rooms)
    {
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var room in rooms.Where(room => room.Name.Length > 0 && !lines.TryAdd(room.Name, room.Row.Line)))
        {
            room.Row.Refuse($"the premises '{room.Name}' stand on line {lines[room.Name]} already.");
        }
    }

    private async Task<ImportResult> WriteAsync(Session session, List<Room> rooms, CancellationToken cancellationToken)
    {
        var reader = new RotaReader();
        var directory = await PremisesDirectory.ReadAsync(session, cancellationToken);
        var known = (await reader.PremisesAsync(session, cancellationToken)).ToDictionary(room => room.Id);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var room in rooms)
        {
            var churchId = await directory.ChurchAsync(session, room.Church, cancellationToken);
            if (directory.Find(room.Name) is not { } id)
            {
                await InsertAsync(session, room, churchId, cancellationToken);
                await stopList.FollowContactAsync(session, [], [room.Phone?.Value, room.Email], cancellationToken);
                added++;
                continue;
            }
            var before = known[id];
            var after = room.Over(before, churchId);
            if (after == before)
            {
                unchanged++;
                continue;
            }
            await UpdateAsync(session, after, cancellationToken);
            await stopList.FollowContactAsync(
                session,
                [before.Phone?.Value, before.Email],
                [after.Phone?.Value, after.Email],
                cancellationToken
            );
            changed++;
        }
        return new ImportResult.Imported(added, changed, unchanged);
    }

    private static Task<int> InsertAsync(
        Session session,
        Room room,
        long churchId,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO premises (church_id, name, address, capacity, contact_name, phone, email, reserve, own_staff)
            VALUES (@ChurchId, @Name, @Address, @Capacity, @ContactName, @Phone, @Email, @Reserve, COALESCE(@OwnStaff, 2))
            """,
            new
            {
                ChurchId = churchId,
                room.Name,
                room.Address,
                room.Capacity,
                room.ContactName,
                Phone = room.Phone?.Value,
                room.Email,
                Reserve = room.Reserve ? 1 : 0,
                room.OwnStaff,
            },
            cancellationToken
        );

    private static Task<int> UpdateAsync(Session session, Premises premises, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE premises
            SET church_id = @ChurchId, name = @Name, address = @Address, capacity = @Capacity,
                contact_name = @ContactName, phone = @Phone, email = @Email, reserve = @Reserve, own_staff = @OwnStaff
            WHERE id = @Id
            """,
            new
            {
                premises.ChurchId,
                premises.Name,
                premises.Address,
                premises.Capacity,
                premises.ContactName,
                Phone = premises.Phone?.Value,
                premises.Email,
                Reserve = premises.Reserve ? 1 : 0,
                premises.OwnStaff,
                premises.Id,
            },
            cancellationToken
        );

    private sealed record Room(
        CsvRow Row,
        string Church,
        string Name,
        string Address,
        int Capacity,
        string? ContactName,
        PhoneNumber? Phone,
        string? Email,
        bool Reserve,
        int? OwnStaff
    )
    {
        public Premises Over(Premises before, long churchId) =>
            before with
            {
                Name = Name,
                ChurchId = churchId,
                Address = Address,
                Capacity = Capacity,
                ContactName = Row.Has("contactName") ? ContactName : before.ContactName,
                Phone = Row.Has("phone") ? Phone : before.Phone,
                Email = Row.Has("email") ? Email : before.Email,
                Reserve = Row.Has("reserve") ? Reserve : before.Reserve,
                OwnStaff = OwnStaff ?? before.OwnStaff,
            };
    }
}
