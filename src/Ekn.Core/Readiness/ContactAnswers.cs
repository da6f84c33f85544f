using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Readiness;

/// <summary>
/// Whatever comes from an address, by text or by the link, shows that it works. Nothing else follows from it: what the
/// text means otherwise is read as before.
/// </summary>
public sealed class ContactAnswers(TimeProvider clock)
{
    /// <summary>Something came from the address.</summary>
    /// <returns>Whether a round that is running asks it.</returns>
    public Task<bool> HeardAsync(Session session, string address, CancellationToken cancellationToken) =>
        MarkAsync(
            session,
            "address = @address",
            new { address = StopList.Normalized(address), now = clock.GetUtcNow() },
            "reply",
            cancellationToken
        );

    /// <summary>The button of the link was pressed. Once or many times: the same.</summary>
    /// <returns>Whether a round that is running asks the address.</returns>
    public Task<bool> PressedAsync(Session session, long addressId, CancellationToken cancellationToken) =>
        MarkAsync(session, "id = @addressId", new { addressId, now = clock.GetUtcNow() }, "link", cancellationToken);

    private static async Task<bool> MarkAsync(
        Session session,
        string which,
        object values,
        string by,
        CancellationToken cancellationToken
    ) =>
        await session.ExecuteAsync(
            $"""
            UPDATE contact_address SET reached_by = COALESCE(reached_by, '{by}'), reached_at = COALESCE(reached_at, @now)
            WHERE {which} AND round_id IN (SELECT id FROM contact_round WHERE ended_at IS NULL)
            """,
            values,
            cancellationToken
        ) > 0;
}
