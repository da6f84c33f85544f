using System.Globalization;
using System.Net.Mail;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Rota;

/// <summary>A coordinator adds a room or puts right what is known of it.</summary>
public sealed class PremisesEdit(TimeProvider clock, StopList stopList)
{
    /// <summary>Of its own people that a church brings.</summary>
    public const int MostOwnStaff = 20;

    private const int LargestRoom = 10_000;
    private const int LongestText = 500;
    private const int LongestName = 80;
    private static readonly string[] Levels = ["address", "name", "nothing"];

    /// <summary>Why nothing was kept; the first thing that is wrong.</summary>
    public enum Problem
    {
        Church,
        Name,
        NameTaken,
        Address,
        Capacity,
        Phone,
        Email,
        Publish,
        TooLong,
        OwnStaff,
    }

    public sealed record Typed(
        string? Church,
        string? Name,
        string? Address,
        string? Capacity,
        string? ContactName,
        string? Phone,
        string? Email,
        bool Reserve,
        string? Publish,
        string? Directions,
        string? Entrance,
        string? OwnStaff = null
    );

    /// <param name="id">Null for a new room.</param>
    /// <returns>The id, or what is wrong.</returns>
    public async Task<(long Id, Problem? Wrong)> KeepAsync(
        Session session,
        long? id,
        Typed typed,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var directory = await PremisesDirectory.ReadAsync(session, cancellationToken);
        var name = Trimmed(typed.Name);
        if (ProblemOf(typed, out var capacity, out var ownStaff, out var phone) is { } problem)
        {
            return (0, problem);
        }
        if (directory.Find(name) is { } taken && taken != id)
        {
            return (0, Problem.NameTaken);
        }
        var values = new
        {
            Id = id ?? 0,
            ChurchId = await directory.ChurchAsync(session, Trimmed(typed.Church), cancellationToken),
            Name = name,
            Address = Trimmed(typed.Address),
            Capacity = capacity,
            ContactName = OrNull(typed.ContactName),
            Phone = phone?.Value,
            Email = OrNull(typed.Email)?.ToLowerInvariant(),
            Reserve = typed.Reserve ? 1 : 0,
            typed.Publish,
            Directions = OrNull(typed.Directions),
            Entrance = OrNull(typed.Entrance),
            // A form that does not ask leaves it as it is.
            OwnStaff = typed.OwnStaff is null ? (int?)null : ownStaff,
        };
        var kept = id ?? 0;
        var before = await session.FirstOrDefaultAsync<Contact>(
            "SELECT phone, email FROM premises WHERE id = @Id",
            values,
            cancellationToken
        );
        if (id is null)
        {
            kept = await session.SingleAsync<long>(
                """
                INSERT INTO premises (church_id, name, address, capacity, contact_name, phone, email, reserve, publish, directions, entrance, own_staff)
                VALUES (@ChurchId, @Name, @Address, @Capacity, @ContactName, @Phone, @Email, @Reserve, @Publish, @Directions, @Entrance, COALESCE(@OwnStaff, 2))
                RETURNING id
                """,
                values,
                cancellationToken
            );
        }
        else
        {
            await session.ExecuteAsync(
                """
                UPDATE premises SET church_id = @ChurchId, name = @Name, address = @Address, capacity = @Capacity,
                    contact_name = @ContactName, phone = @Phone, email = @Email, reserve = @Reserve, publish = @Publish,
                    directions = @Directions, entrance = @Entrance, own_staff = COALESCE(@OwnStaff, own_staff)
                WHERE id = @Id
                """,
                values,
                cancellationToken
            );
        }
        await stopList.FollowContactAsync(
            session,
            [before?.Phone, before?.Email],
            [values.Phone, values.Email],
            cancellationToken
        );
        await session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@Now, @actor, 'premises', @Subject)",
            new
            {
                Now = clock.GetUtcNow(),
                actor,
                Subject = $"premises:{kept}",
            },
            cancellationToken
        );
        return (kept, null);
    }

    /// <summary>How many of its own people a church usually brings, as it says itself. Nights that it is asked for already keep their number.</summary>
    /// <returns>False when the number is none.</returns>
    public async Task<bool> BringAsync(
        Session session,
        long premisesId,
        int? number,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (number is not (>= 0 and <= MostOwnStaff))
        {
            return false;
        }
        await session.ExecuteAsync(
            "UPDATE premises SET own_staff = @number WHERE id = @premisesId",
            new { number, premisesId },
            cancellationToken
        );
        await session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@Now, @actor, 'premises', @Subject)",
            new
            {
                Now = clock.GetUtcNow(),
                actor,
                Subject = $"premises:{premisesId}",
            },
            cancellationToken
        );
        return true;
    }

    private static Problem? ProblemOf(Typed typed, out int capacity, out int ownStaff, out PhoneNumber? phone)
    {
        phone = null;
        var isNumber = int.TryParse(typed.Capacity, NumberStyles.None, CultureInfo.InvariantCulture, out capacity);
        var isStaff = int.TryParse(
            typed.OwnStaff ?? "0",
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ownStaff
        );
        return Trimmed(typed.Church).Length is 0 or > LongestName ? Problem.Church
            : Trimmed(typed.Name).Length is 0 or > LongestName ? Problem.Name
            : Trimmed(typed.Address).Length is 0 or > LongestText ? Problem.Address
            : !isNumber || capacity is < 1 or > LargestRoom ? Problem.Capacity
            : Trimmed(typed.Phone).Length > 0 && !PhoneNumber.TryParse(typed.Phone, out phone) ? Problem.Phone
            : Trimmed(typed.Email).Length > 0 && !MailAddress.TryCreate(Trimmed(typed.Email), out _) ? Problem.Email
            : !Levels.Contains(typed.Publish) ? Problem.Publish
            : new[] { typed.Directions, typed.Entrance, typed.ContactName }.Any(text => text?.Length > LongestText)
                ? Problem.TooLong
            : !isStaff || ownStaff is < 0 or > MostOwnStaff ? Problem.OwnStaff
            : null;
    }

    private static string Trimmed(string? text) => text?.Trim() ?? "";

    private static string? OrNull(string? text) => Trimmed(text) is { Length: > 0 } some ? some : null;

    private sealed record Contact
    {
        public string? Phone { get; init; }

        public string? Email { get; init; }

        public override string ToString() => "contact";
    }
}
