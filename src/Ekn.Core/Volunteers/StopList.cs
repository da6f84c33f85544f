using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Volunteers;

/// <summary>
/// The addresses that have said STOP. A stop follows the person to the other channel: with a phone, the email addresses
/// of everybody who has that phone stop too (volunteers, churches' contacts, those in the settings), and the other way round; START brings back what stopped along, and never an
/// address that said STOP itself. Addresses of people outside the register count as well.
/// </summary>
public sealed class StopList(LocalTime time, PeopleDirectory people)
{
    private const string Along = "along";

    /// <summary>Phones as E.164, email addresses in lower case: the form in which addresses are compared.</summary>
    public static string Normalized(string address) =>
        address.Contains('@') ? address.Trim().ToLowerInvariant()
        : PhoneNumber.TryParse(address, out var phone) ? phone.Value
        : address.Trim();

    /// <summary>Once or many times: the same.</summary>
    /// <param name="via">How it was said: sms, email, link, command.</param>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> StopAsync(Session session, string address, string via, CancellationToken cancellationToken)
    {
        var said = Normalized(address);
        var changed = await session.ExecuteAsync(
            $"""
            INSERT INTO stopped (address, stopped_at, via) VALUES (@Address, @At, @Via)
            ON CONFLICT (address) DO UPDATE SET stopped_at = excluded.stopped_at, via = excluded.via
            WHERE stopped.via = '{Along}'
            """,
            new
            {
                Address = said,
                At = time.Now,
                Via = via,
            },
            cancellationToken
        );
        foreach (var other in await SamePeopleAsync(session, said, cancellationToken))
        {
            changed += await StopAlongAsync(session, other, cancellationToken);
        }
        return changed > 0;
    }

    /// <summary>Once or many times: the same.</summary>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> StartAsync(Session session, string address, CancellationToken cancellationToken)
    {
        var said = Normalized(address);
        var changed = await session.ExecuteAsync(
            "DELETE FROM stopped WHERE address = @Address",
            new { Address = said },
            cancellationToken
        );
        foreach (var other in await SamePeopleAsync(session, said, cancellationToken))
        {
            changed += await session.ExecuteAsync(
                $"DELETE FROM stopped WHERE address = @Address AND via = '{Along}'",
                new { Address = other },
                cancellationToken
            );
        }
        return changed > 0;
    }

    public async Task<bool> IsStoppedAsync(Session session, string address, CancellationToken cancellationToken) =>
        await session.FirstOrDefaultAsync<string>(
            "SELECT address FROM stopped WHERE address = @Address",
            new { Address = Normalized(address) },
            cancellationToken
        )
            is not null;

    /// <summary>
    /// STOP wins: an address that is given to somebody who is stopped is stopped along, and so is everything of somebody who
    /// turns out to own an address that said STOP.
    /// </summary>
    /// <param name="before">The addresses that the same person had; none of somebody new.</param>
    /// <param name="after">Those that they have now.</param>
    internal async Task FollowAsync(
        Session session,
        IReadOnlyList<string> before,
        IReadOnlyList<string> after,
        CancellationToken cancellationToken
    )
    {
        var fresh = after.Except(before).ToList();
        if (
            fresh.Count == 0
            || !(
                await AreAllStoppedAsync(session, before, cancellationToken)
                || await IsAnyStoppedAsync(session, fresh, cancellationToken)
            )
        )
        {
            return;
        }
        foreach (var address in after)
        {
            await StopAlongAsync(session, Normalized(address), cancellationToken);
        }
    }

    /// <summary>
    /// The same of a church's contact. Whoever has neither the phone nor the email of before is somebody else, who has not
    /// said STOP.
    /// </summary>
    /// <param name="before">The phone and the email that the room had; null where there was none.</param>
    internal Task FollowContactAsync(
        Session session,
        IReadOnlyList<string?> before,
        IReadOnlyList<string?> after,
        CancellationToken cancellationToken
    )
    {
        var now = after.OfType<string>().ToList();
        return FollowAsync(session, [.. before.OfType<string>().Intersect(now)], now, cancellationToken);
    }

    private async Task<bool> AreAllStoppedAsync(
        Session session,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        foreach (var address in addresses)
        {
            if (!await IsStoppedAsync(session, address, cancellationToken))
            {
                return false;
            }
        }
        return addresses.Count > 0;
    }

    private async Task<bool> IsAnyStoppedAsync(
        Session session,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        foreach (var address in addresses)
        {
            if (await IsStoppedAsync(session, address, cancellationToken))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Stops an address because its owner said STOP elsewhere.</summary>
    private Task<int> StopAlongAsync(Session session, string address, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO stopped (address, stopped_at, via) VALUES (@Address, @At, '{Along}')
            ON CONFLICT (address) DO NOTHING
            """,
            new { Address = address, At = time.Now },
            cancellationToken
        );

    /// <summary>The other addresses of those who have this one.</summary>
    private async Task<IReadOnlyList<string>> SamePeopleAsync(
        Session session,
        string address,
        CancellationToken cancellationToken
    )
    {
        var stored = await session.QueryAsync<string>(
            """
            SELECT email FROM volunteer WHERE phone = @Address AND email IS NOT NULL
            UNION
            SELECT phone FROM volunteer WHERE email = @Address AND phone IS NOT NULL
            UNION
            SELECT email FROM premises WHERE phone = @Address AND email IS NOT NULL
            UNION
            SELECT phone FROM premises WHERE email = @Address AND phone IS NOT NULL
            """,
            new { Address = address },
            cancellationToken
        );
        var named = people
            .All.Where(person => person.Phone?.Value == address || person.Email == address)
            .SelectMany(person => new[] { person.Phone?.Value, person.Email })
            .OfType<string>();
        return [.. stored.Concat(named).Where(other => other != address).Distinct()];
    }
}
