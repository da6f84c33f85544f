using System.Buffers.Text;
using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Access;

/// <summary>
/// Signing in without a password: a code and a link go to the address that a person types; each may be used once, within
/// <see cref="Life"/>. Whoever asks gets the same answer whether the address is known or not.
/// </summary>
public sealed class SignInDesk(TimeProvider clock, Identities identities, LetterWriter letters, LinkDesk links)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Wrong codes until a sign-in is over.</summary>
    public const int Tries = 5;

    /// <summary>For one address within <see cref="Window"/>; beyond it nothing is sent.</summary>
    public const int PerWindow = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const string Purpose = "sign-in";
    private const int IdBytes = 16;
    private const int Codes = 1_000_000;

    /// <summary>The address in the form in which addresses are compared; null when it is neither a phone number nor an email address.</summary>
    public static string? Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > 254)
        {
            return null;
        }
        return PhoneNumber.TryParse(typed, out _) || (typed.Contains('@') && MailAddress.TryCreate(typed.Trim(), out _))
            ? StopList.Normalized(typed)
            : null;
    }

    /// <param name="address">As <see cref="Read"/> gives it.</param>
    /// <returns>The id of the sign-in, which the browser that asked keeps: a code is worth nothing elsewhere.</returns>
    public async Task<string> AskAsync(Session session, string address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        var earlier = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM sign_in WHERE address = @address AND created_at > @since",
            new { address, since = now - Window },
            cancellationToken
        );
        if (earlier >= PerWindow)
        {
            return id;
        }
        await session.ExecuteAsync(
            """
            INSERT INTO sign_in (id, address, code_hash, created_at, expires_at)
            VALUES (@Id, @Address, @Hash, @Now, @ExpiresAt)
            """,
            new
            {
                Id = HashOf(id),
                Address = address,
                Hash = HashOf(id + code),
                Now = now,
                ExpiresAt = now + Life,
            },
            cancellationToken
        );
        var identity = await identities.FindAsync(session, address, cancellationToken);
        if (!identity.IsNobody)
        {
            await SendAsync(session, identity, address, HashOf(id), code, cancellationToken);
        }
        return id;
    }

    /// <returns>The address that is signed in now; null when the code is wrong, used, too old or tried too often.</returns>
    public async Task<string?> TryCodeAsync(
        Session session,
        string id,
        string code,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        // The attempt is counted before the code is compared, so that many guesses at once are not more than few in turn.
        var counted = await session.ExecuteAsync(
            "UPDATE sign_in SET attempts = attempts + 1 WHERE id = @Id AND used_at IS NULL AND expires_at > @now AND attempts < @Tries",
            new
            {
                Id = HashOf(id),
                now,
                Tries,
            },
            cancellationToken
        );
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        return counted == 1 ? await UseAsync(session, HashOf(id), HashOf(id + digits), cancellationToken) : null;
    }

    /// <summary>The link of the message, pressed. It signs in whatever browser it is opened in.</summary>
    /// <returns>The address that is signed in now; null when the link was used before, or its code.</returns>
    public async Task<string?> TryLinkAsync(Session session, string token, CancellationToken cancellationToken) =>
        await links.LookAsync(session, token, cancellationToken) is { Purpose: LinkPurpose.SignIn } link
        && await links.UseUpAsync(session, token, cancellationToken)
            ? await UseAsync(session, link.Argument!, null, cancellationToken)
            : null;

    private async Task<string?> UseAsync(
        Session session,
        string idHash,
        string? codeHash,
        CancellationToken cancellationToken
    ) =>
        await session.FirstOrDefaultAsync<string>(
            """
            UPDATE sign_in SET used_at = @Now
            WHERE id = @IdHash AND used_at IS NULL AND expires_at > @Now AND code_hash = COALESCE(@CodeHash, code_hash)
            RETURNING address
            """,
            new
            {
                IdHash = idHash,
                CodeHash = codeHash,
                Now = clock.GetUtcNow(),
            },
            cancellationToken
        );

    private async Task SendAsync(
        Session session,
        Identity identity,
        string address,
        string idHash,
        string code,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var to = new Recipient(
            identity.Key,
            "",
            PhoneNumber.TryParse(address, out var phone) ? phone : null,
            phone is null ? address : null,
            identity.Language
        );
        await letters.WriteAsync(
            session,
            to,
            new Letter(Purpose, null, 0, _ => Facts.None.With("code", code))
            {
                Reach = Reach.Every,
                ExpiresAt = now + Life,
                Occasion = idHash,
                Link = new LetterLink(LinkPurpose.SignIn, idHash, now + Life),
            },
            cancellationToken
        );
    }

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
