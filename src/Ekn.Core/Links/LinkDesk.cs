using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Storage;

namespace Ekn.Core.Links;

/// <summary>
/// Links that open just the one thing that they are for, without an account. The token is 128 random bits and only its
/// hash is stored: it cannot be guessed, forged or read out of the database, can be used up, and expires. Looking at a
/// link changes nothing, because mail scanners open every one.
/// </summary>
public sealed class LinkDesk(TimeProvider clock, PublicAddress address)
{
    private const int TokenBytes = 16;

    public async Task<Uri> IssueAsync(
        Session session,
        LinkPurpose purpose,
        Night? night,
        string subject,
        string? argument,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    )
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await session.ExecuteAsync(
            """
            INSERT INTO link (token_hash, purpose, night, subject, argument, created_at, expires_at)
            VALUES (@Hash, @Purpose, @Night, @Subject, @Argument, @CreatedAt, @ExpiresAt)
            """,
            new
            {
                Hash = HashOf(token),
                Purpose = purpose.ToString(),
                Night = night,
                Subject = subject,
                Argument = argument,
                CreatedAt = clock.GetUtcNow(),
                ExpiresAt = expiresAt,
            },
            cancellationToken
        );
        return new Uri(address.Of($"/l/{token}"));
    }

    /// <summary>What the link is for; null when there is no such link or its time is over.</summary>
    public async Task<Link?> LookAsync(Session session, string token, CancellationToken cancellationToken)
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            "SELECT purpose, night, subject, argument, expires_at, used_at FROM link WHERE token_hash = @Hash AND expires_at > @Now",
            new { Hash = HashOf(token), Now = clock.GetUtcNow() },
            cancellationToken
        );
        return row is null
            ? null
            : new Link(
                Enum.Parse<LinkPurpose>(row.Purpose),
                row.Night,
                row.Subject,
                row.Argument,
                row.ExpiresAt,
                row.UsedAt
            );
    }

    /// <returns>False when it was used before: of two people who press at once, one gets true.</returns>
    public async Task<bool> UseUpAsync(Session session, string token, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE link SET used_at = @Now WHERE token_hash = @Hash AND used_at IS NULL AND expires_at > @Now",
            new { Hash = HashOf(token), Now = clock.GetUtcNow() },
            cancellationToken
        ) == 1;

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Row
    {
        public string Purpose { get; init; } = "";

        public Night? Night { get; init; }

        public string Subject { get; init; } = "";

        public string? Argument { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? UsedAt { get; init; }
    }
}
