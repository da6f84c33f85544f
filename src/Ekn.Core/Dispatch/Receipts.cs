using Ekn.Core.Channels;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Takes in what the provider says of a message afterwards. Receipts may be late, repeated, out of order, or come before
/// the response to the send itself: each is kept as it came, and the message only moves forward: not yet known to be
/// taken, then accepted, then failed, then delivered, which nothing undoes.
/// </summary>
public sealed class Receipts(Fallback fallback, TimeProvider clock)
{
    /// <param name="session">In a transaction.</param>
    /// <param name="reference">Our own reference, from the callback address; null when there was none.</param>
    /// <param name="providerId">The provider's id of the message.</param>
    /// <param name="error">Why it failed, without number, name or text; null when nothing was said.</param>
    /// <param name="optedOut">Whether it failed because the person has told the provider to stop.</param>
    /// <returns>False when it belongs to no message of ours; it is kept all the same.</returns>
    public async Task<bool> RecordAsync(
        Session session,
        string? reference,
        string providerId,
        DeliveryStatus status,
        Note? error,
        bool optedOut,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync(
            """
            INSERT INTO receipt (reference, provider_id, status, error, received_at)
            VALUES (@Reference, @ProviderId, @Status, @Error, @ReceivedAt)
            """,
            new
            {
                Reference = reference,
                ProviderId = providerId,
                Status = status.ToString().ToLowerInvariant(),
                Error = error,
                ReceivedAt = clock.GetUtcNow(),
            },
            cancellationToken
        );
        if (await FindAsync(session, reference, providerId, cancellationToken) is not { } found)
        {
            return false;
        }
        await Fallback.LockAsync(session, found);
        var row = await session.SingleAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM outbox WHERE id = @Id",
            new { found.Id },
            cancellationToken
        );
        if (Forward(row, providerId, status, optedOut) is not { } state)
        {
            return true;
        }
        await MoveAsync(session, row, providerId, state, error, cancellationToken);
        switch (state)
        {
            case MessageState.Failed:
                await fallback.AfterFailureAsync(session, row, row.Failure(error ?? Note.Of("why.no-reason")));
                break;
            case MessageState.Stopped:
                await fallback.AfterStopAsync(session, row);
                break;
            case MessageState.Delivered:
                await fallback.AfterDeliveryAsync(session, row);
                break;
        }
        return true;
    }

    private static async Task<OutboxRow?> FindAsync(
        Session session,
        string? reference,
        string providerId,
        CancellationToken cancellationToken
    ) =>
        await session.FirstOrDefaultAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM outbox WHERE reference = @Reference",
            new { Reference = reference ?? "" },
            cancellationToken
        )
        ?? await session.FirstOrDefaultAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM outbox WHERE provider_id = @ProviderId AND channel = 'sms'",
            new { ProviderId = providerId },
            cancellationToken
        );

    /// <returns>Null when the receipt says nothing new.</returns>
    private static string? Forward(OutboxRow row, string providerId, DeliveryStatus status, bool optedOut) =>
        (status, row.State) switch
        {
            (_, MessageState.Delivered) => null,
            (DeliveryStatus.Delivered, _) => MessageState.Delivered,
            // The end of an earlier attempt is not the end of the one that counts.
            (DeliveryStatus.Undelivered, _) when row.ProviderId is { } known && known != providerId => null,
            (DeliveryStatus.Undelivered, MessageState.Failed or MessageState.Stopped) => null,
            (DeliveryStatus.Undelivered, _) => optedOut ? MessageState.Stopped : MessageState.Failed,
            (_, MessageState.Accepted or MessageState.Failed) => null,
            // That the provider has it is true even of a message that we had given up.
            _ => MessageState.Accepted,
        };

    private async Task MoveAsync(
        Session session,
        OutboxRow row,
        string providerId,
        string state,
        Note? error,
        CancellationToken cancellationToken
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE outbox SET state = @State,
                provider_id = CASE
                    WHEN provider_id IS NULL AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.provider_id = @ProviderId AND other.channel = outbox.channel)
                    THEN @ProviderId ELSE provider_id END,
                accepted_at = COALESCE(accepted_at, @Now),
                delivered_at = CASE WHEN @State = 'delivered' THEN @Now ELSE delivered_at END,
                ended_at = CASE WHEN @State IN ('failed', 'stopped') THEN @Now ELSE NULL END,
                last_error = CASE WHEN @State IN ('failed', 'stopped') THEN @Error ELSE last_error END,
                last_error_at = CASE WHEN @State IN ('failed', 'stopped') THEN @Now ELSE last_error_at END,
                lease_owner = NULL, lease_until = NULL
            WHERE id = @Id AND state = @From
            """,
            new
            {
                row.Id,
                From = row.State,
                State = state,
                ProviderId = providerId,
                Error = error ?? Note.Of("why.no-reason"),
                Now = clock.GetUtcNow(),
            },
            cancellationToken
        );
}
