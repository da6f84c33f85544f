using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;

namespace Ekn.Core.Volunteers;

/// <summary>Reads the register of volunteers.</summary>
public sealed class VolunteerRegister
{
    private const string PhoneMayBeUsed =
        "(v.phone IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stopped s WHERE s.address = v.phone))";

    private const string EmailMayBeUsed =
        "(v.email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stopped s WHERE s.address = v.email))";

    /// <summary>Null when there is no such volunteer.</summary>
    public async Task<Volunteer?> FindAsync(Session session, long id, CancellationToken cancellationToken) =>
        (
            await session.FirstOrDefaultAsync<VolunteerRow>(
                $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE v.id = @Id",
                new { Id = id },
                cancellationToken
            )
        )?.ToVolunteer();

    /// <summary>Everybody with this phone, stopped or not: a phone may be shared. Empty when nobody has it.</summary>
    public Task<IReadOnlyList<Volunteer>> ByPhoneAsync(
        Session session,
        PhoneNumber phone,
        CancellationToken cancellationToken
    ) => ReadAsync(session, "v.phone = @Phone", new { Phone = phone.Value }, cancellationToken);

    /// <summary>Everybody with this email address in any case, stopped or not. Empty when nobody has it.</summary>
    public Task<IReadOnlyList<Volunteer>> ByEmailAsync(
        Session session,
        string email,
        CancellationToken cancellationToken
    ) => ReadAsync(session, "v.email = @Email", new { Email = StopList.Normalized(email) }, cancellationToken);

    /// <summary>
    /// Everybody with at least one address that has not said STOP. An address that has is left out of what is returned,
    /// so whatever stands in Phone and Email may be used.
    /// </summary>
    public async Task<IReadOnlyList<Volunteer>> ToBeAskedAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<VolunteerRow>(
            $"""
            SELECT v.id, v.name,
                CASE WHEN {PhoneMayBeUsed} THEN v.phone END AS phone,
                CASE WHEN {EmailMayBeUsed} THEN v.email END AS email,
                v.language, v.weekdays, v.shifts, v.consent_on
            FROM volunteer v
            WHERE {PhoneMayBeUsed} OR {EmailMayBeUsed}
            ORDER BY v.id
            """,
            null,
            cancellationToken
        );
        return [.. rows.Select(row => row.ToVolunteer())];
    }

    public async Task<VolunteerCounts> CountAsync(Session session, CancellationToken cancellationToken)
    {
        var all = await session.SingleAsync<long>("SELECT COUNT(*) FROM volunteer", null, cancellationToken);
        var toBeAsked = await session.SingleAsync<long>(
            $"SELECT COUNT(*) FROM volunteer v WHERE {PhoneMayBeUsed} OR {EmailMayBeUsed}",
            null,
            cancellationToken
        );
        return new VolunteerCounts((int)all, (int)toBeAsked);
    }

    private static async Task<IReadOnlyList<Volunteer>> ReadAsync(
        Session session,
        string condition,
        object values,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<VolunteerRow>(
            $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE {condition} ORDER BY v.id",
            values,
            cancellationToken
        );
        return [.. rows.Select(row => row.ToVolunteer())];
    }
}
