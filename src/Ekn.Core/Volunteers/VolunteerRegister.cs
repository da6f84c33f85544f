using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;

namespace Ekn.Core.Volunteers;

/// <summary>Reads the register of volunteers.</summary>
public sealed class VolunteerRegister
{
    // A person who chose one means of being asked is asked by the other only where the chosen one is not there: better
    // that than to be forgotten.
    private const string AskByPhone = $"{PhoneMayBeUsed} AND (v.channel <> 'email' OR NOT {EmailMayBeUsed})";

    private const string AskByEmail = $"{EmailMayBeUsed} AND (v.channel <> 'sms' OR NOT {PhoneMayBeUsed})";

    private const string PhoneMayBeUsed =
        "(v.phone IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stopped s WHERE s.address = v.phone))";

    private const string EmailMayBeUsed =
        "(v.email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stopped s WHERE s.address = v.email))";

    /// <summary>Null when there is no such volunteer.</summary>
    public async Task<Volunteer?> FindAsync(Session session, long id, CancellationToken cancellationToken) =>
        (
            await session.FirstOrDefaultAsync<VolunteerRow>(
                $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE v.id = @Id AND v.erased_at IS NULL",
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
    /// Everybody who may be asked about a night: with an address that has not said STOP, neither erased nor pausing until
    /// a later evening. Addresses by which the person may not or does not want to be asked are left out of what is
    /// returned, so whatever stands in Phone and Email may be used. Whoever asks asks here.
    /// </summary>
    public async Task<IReadOnlyList<Volunteer>> ToBeAskedAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<VolunteerRow>(
            $"""
            SELECT v.id, v.name,
                CASE WHEN {AskByPhone} THEN v.phone END AS phone,
                CASE WHEN {AskByEmail} THEN v.email END AS email,
                v.language, v.weekdays, v.shifts, v.consent_on
            FROM volunteer v
            WHERE ({PhoneMayBeUsed} OR {EmailMayBeUsed})
              AND v.erased_at IS NULL AND (v.paused_until IS NULL OR v.paused_until <= @Night)
            ORDER BY v.id
            """,
            new { Night = night },
            cancellationToken
        );
        return [.. rows.Select(row => row.ToVolunteer())];
    }

    public async Task<VolunteerCounts> CountAsync(Session session, CancellationToken cancellationToken)
    {
        var all = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM volunteer WHERE erased_at IS NULL",
            null,
            cancellationToken
        );
        var toBeAsked = await session.SingleAsync<long>(
            $"SELECT COUNT(*) FROM volunteer v WHERE v.erased_at IS NULL AND ({PhoneMayBeUsed} OR {EmailMayBeUsed})",
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
            $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE {condition} AND v.erased_at IS NULL ORDER BY v.id",
            values,
            cancellationToken
        );
        return [.. rows.Select(row => row.ToVolunteer())];
    }
}
