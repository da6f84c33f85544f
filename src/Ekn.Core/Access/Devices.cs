using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Storage;

namespace Ekn.Core.Access;

/// <summary>
/// The browsers that people are signed in on. A device holds 128 random bits of which only the hash is stored; it stays
/// signed in for <see cref="Life"/> after it was last used.
/// </summary>
public sealed class Devices(TimeProvider clock)
{
    /// <summary>A whole winter and the pause to the next.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(270);

    private const int TokenBytes = 16;
    private const int LongestLabel = 60;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);

    /// <returns>The secret that the browser keeps.</returns>
    public async Task<string> SignInAsync(
        Session session,
        string address,
        string label,
        CancellationToken cancellationToken
    )
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO device (token_hash, address, label, signed_in_at, last_seen_at, expires_at)
            VALUES (@Hash, @Address, @Label, @Now, @Now, @ExpiresAt)
            """,
            new
            {
                Hash = HashOf(token),
                Address = address,
                Label = label.Length > LongestLabel ? label[..LongestLabel] : label,
                Now = now,
                ExpiresAt = now + Life,
            },
            cancellationToken
        );
        return token;
    }

    /// <summary>Null when the secret is unknown, or its device signed out or unused for too long.</summary>
    public Task<Device?> FindAsync(Session session, string token, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<Device>(
            """
            SELECT id, address, volunteer_id, label, signed_in_at, last_seen_at FROM device
            WHERE token_hash = @Hash AND ended_at IS NULL AND expires_at > @Now
            """,
            new { Hash = HashOf(token), Now = clock.GetUtcNow() },
            cancellationToken
        );

    /// <summary>Whether it is time to note that the device is in use; not at every request.</summary>
    public bool IsDue(Device device) => clock.GetUtcNow() - device.LastSeenAt >= SeenEvery;

    public Task SeenAsync(Session session, Device device, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return session.ExecuteAsync(
            "UPDATE device SET last_seen_at = @Now, expires_at = @ExpiresAt WHERE id = @Id AND ended_at IS NULL",
            new
            {
                device.Id,
                Now = now,
                ExpiresAt = now + Life,
            },
            cancellationToken
        );
    }

    /// <summary>Those in use, the latest first.</summary>
    public async Task<IReadOnlyList<Device>> ListAsync(
        Session session,
        IEnumerable<string> addresses,
        CancellationToken cancellationToken
    )
    {
        var all = new List<Device>();
        foreach (var address in addresses)
        {
            all.AddRange(
                await session.QueryAsync<Device>(
                    """
                    SELECT id, address, volunteer_id, label, signed_in_at, last_seen_at FROM device
                    WHERE address = @Address AND ended_at IS NULL AND expires_at > @Now
                    """,
                    new { Address = address, Now = clock.GetUtcNow() },
                    cancellationToken
                )
            );
        }
        return [.. all.OrderByDescending(device => device.LastSeenAt).ThenByDescending(device => device.Id)];
    }

    /// <summary>Whom a device speaks for from now on; the caller has checked that it is one of those who share its address.</summary>
    public Task SpeakForAsync(Session session, Device device, long volunteerId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE device SET volunteer_id = @volunteerId WHERE id = @Id",
            new { device.Id, volunteerId },
            cancellationToken
        );

    public Task SignOutAsync(Session session, Device device, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE device SET ended_at = @Now WHERE id = @Id AND ended_at IS NULL",
            new { device.Id, Now = clock.GetUtcNow() },
            cancellationToken
        );

    /// <returns>How many devices were signed out.</returns>
    public async Task<int> SignOutEverywhereAsync(
        Session session,
        IEnumerable<string> addresses,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        foreach (var address in addresses)
        {
            count += await session.ExecuteAsync(
                "UPDATE device SET ended_at = @Now WHERE address = @Address AND ended_at IS NULL",
                new { Address = address, Now = clock.GetUtcNow() },
                cancellationToken
            );
        }
        return count;
    }

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
