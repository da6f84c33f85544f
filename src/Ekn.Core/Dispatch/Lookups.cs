using System.Data.Common;
using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>What becomes of a message of unknown outcome, once its provider was asked about it or could not be.</summary>
internal sealed class Lookups(
    Database database,
    OutboxMoves moves,
    Fallback fallback,
    AlertLog alerts,
    ChannelAlarms alarms,
    DispatchOptions options,
    TimeProvider clock
)
{
    /// <summary>
    /// The provider has messages of this text to this number. One that is not known to be another message of ours is
    /// this one.
    /// </summary>
    /// <returns>Null when all of them are others: the message is not there.</returns>
    public async Task<MessageEnd?> FoundAsync(OutboxRow row, string owner, IReadOnlyList<string> providerIds)
    {
        try
        {
            return await database.InTransactionAsync(
                session => TakeOneAsync(session, row, owner, providerIds),
                CancellationToken.None
            );
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            // A message with the same words to the same phone took it in this same moment.
            return await PostponeAsync(row, owner, Note.Of("why.twin-found-first"));
        }
    }

    /// <summary>The provider could not be asked, or not to any use: the message stays as it is and is asked about later.</summary>
    public Task<MessageEnd> PostponeAsync(OutboxRow row, string owner, Note reason) =>
        database.InTransactionAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                // The longer it has been unknown, the longer the wait: no column counts the questions.
                var wait = Backoff.After(row.Id, row.Doubts, options);
                var grown = TimeSpan.FromSeconds(
                    Math.Clamp((now - row.TriedSince).TotalSeconds / 4, wait.TotalSeconds, options.BackoffMaxSeconds)
                );
                if (!await moves.KeepAsync(session, row, owner, now + grown, reason))
                {
                    return MessageEnd.NotOurs;
                }
                if (Patience.EndOf(row, options) <= now)
                {
                    // In doubt for so long: better by both channels than by none.
                    await fallback.GoesByOtherAsync(session, row);
                }
                if (row.CalledOffAt is null && row.ExpiresAt <= now && !await fallback.OtherLivesAsync(session, row))
                {
                    var doubt = Note.Of("why.in-doubt").With("reason", reason);
                    await alerts.RaiseAsync(session, row.Failure(doubt), CancellationToken.None);
                }
                await alarms.RaiseIfSilentAsync(session, row, reason);
                return MessageEnd.Unknown;
            },
            CancellationToken.None
        );

    /// <summary>An email whose outcome stayed unknown too often: more copies would harm more than they help.</summary>
    public Task<MessageEnd> GiveUpAsync(OutboxRow row, string owner)
    {
        var reason = Note.Of("why.mail-in-doubt");
        return database.InTransactionAsync(
            session => moves.EndAsync(session, row, owner, MessageState.Failed, reason, row.Failure(reason)),
            CancellationToken.None
        );
    }

    private async Task<MessageEnd?> TakeOneAsync(
        Session session,
        OutboxRow row,
        string owner,
        IReadOnlyList<string> providerIds
    )
    {
        if (await HasTwinUnderWayAsync(session, row))
        {
            // The same words are on their way to the same phone right now (a family shares it): what was found may be those.
            return await moves.KeepAsync(session, row, owner, clock.GetUtcNow() + options.LookupDelay, null)
                ? MessageEnd.Unknown
                : MessageEnd.NotOurs;
        }
        foreach (var providerId in providerIds)
        {
            if (await IsOfAnotherAsync(session, row, providerId))
            {
                continue;
            }
            if (!await moves.AcceptFoundAsync(session, row, owner, providerId))
            {
                return MessageEnd.NotOurs;
            }
            await alarms.GotOutAsync(session, row);
            return MessageEnd.Accepted;
        }
        return null;
    }

    private static async Task<bool> HasTwinUnderWayAsync(Session session, OutboxRow row) =>
        await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM outbox
            WHERE state = 'sending' AND channel = 'sms' AND address = @Address AND text = @Text AND id <> @Id
            """,
            new
            {
                row.Id,
                row.Address,
                row.Text,
            },
            CancellationToken.None
        ) > 0;

    private static async Task<bool> IsOfAnotherAsync(Session session, OutboxRow row, string providerId) =>
        await session.SingleAsync<long>(
            """
            SELECT (SELECT COUNT(*) FROM outbox WHERE provider_id = @ProviderId AND channel = 'sms' AND id <> @Id)
                + (SELECT COUNT(*) FROM receipt WHERE provider_id = @ProviderId AND reference <> @Reference)
            """,
            new
            {
                row.Id,
                row.Reference,
                ProviderId = providerId,
            },
            CancellationToken.None
        ) > 0;
}
