using System.Net.Mail;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;

namespace Ekn.Core.Volunteers;

/// <summary>A coordinator adds a volunteer or puts right who and where they are. How they want to be asked is theirs (<see cref="Preferences"/>).</summary>
public sealed class VolunteerEdit(LocalTime time, StopList stopList)
{
    public const int LongestName = 80;

    /// <summary>Why nothing was kept; the first thing that is wrong.</summary>
    public enum Problem
    {
        Name,
        Phone,
        Email,
        NoAddress,
        Consent,
    }

    /// <param name="Consent">The day of the consent, as 2026-11-01; empty for none.</param>
    public sealed record Typed(string? Name, string? Phone, string? Email, string? Consent);

    /// <param name="id">Null for somebody new.</param>
    /// <returns>The id, or what is wrong.</returns>
    public async Task<(long Id, Problem? Wrong)> KeepAsync(
        Session session,
        long? id,
        Typed typed,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var name = typed.Name?.Trim() ?? "";
        var phoneText = typed.Phone?.Trim() ?? "";
        var email = typed.Email?.Trim().ToLowerInvariant() ?? "";
        PhoneNumber? phone = null;
        if (name.Length is 0 or > LongestName)
        {
            return (0, Problem.Name);
        }
        if (phoneText.Length > 0 && !PhoneNumber.TryParse(phoneText, out phone))
        {
            return (0, Problem.Phone);
        }
        if (email.Length > 0 && (email.Length > 254 || !MailAddress.TryCreate(email, out _)))
        {
            return (0, Problem.Email);
        }
        if (phone is null && email.Length == 0)
        {
            return (0, Problem.NoAddress);
        }
        DateOnly? consent = null;
        if (!string.IsNullOrWhiteSpace(typed.Consent))
        {
            if (
                !DateOnly.TryParseExact(
                    typed.Consent.Trim(),
                    "yyyy-MM-dd",
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.None,
                    out var day
                )
                || day > time.Today
            )
            {
                return (0, Problem.Consent);
            }
            consent = day;
        }
        var values = new
        {
            Id = id ?? 0,
            Name = name,
            Phone = phone?.Value,
            Email = email.Length == 0 ? null : email,
            Consent = consent,
            time.Now,
            Actor = actor,
        };
        var before = await session.FirstOrDefaultAsync<VolunteerRow>(
            $"SELECT {VolunteerRow.Columns} FROM volunteer v WHERE v.id = @Id AND v.erased_at IS NULL",
            values,
            cancellationToken
        );
        long kept;
        if (id is null)
        {
            kept = await session.SingleAsync<long>(
                """
                INSERT INTO volunteer (name, phone, email, language, consent_on, added_at)
                VALUES (@Name, @Phone, @Email, 'sv', @Consent, @Now) RETURNING id
                """,
                values,
                cancellationToken
            );
        }
        else
        {
            await session.ExecuteAsync(
                """
                UPDATE volunteer SET name = @Name, phone = @Phone, email = @Email, consent_on = @Consent
                WHERE id = @Id AND erased_at IS NULL
                """,
                values,
                cancellationToken
            );
            kept = id.Value;
        }
        await stopList.FollowAsync(
            session,
            [.. new[] { before?.Phone, before?.Email }.OfType<string>()],
            [.. new[] { values.Phone, values.Email }.OfType<string>()],
            cancellationToken
        );
        await session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@Now, @Actor, @Kind, @Subject)",
            new
            {
                time.Now,
                Actor = actor,
                Kind = id is null ? "registered" : "edited",
                Subject = $"volunteer:{kept}",
            },
            cancellationToken
        );
        return (kept, null);
    }
}
