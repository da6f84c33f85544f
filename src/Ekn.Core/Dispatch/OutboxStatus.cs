using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Reads how the outbox fares, for pages and health checks.</summary>
public sealed class OutboxStatus(TimeProvider clock)
{
    public async Task<OutboxSummary> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = await session.QueryAsync<StateCount>(
            "SELECT state, COUNT(*) AS messages FROM outbox GROUP BY state",
            null,
            cancellationToken
        );
        var oldest = await session.QueryAsync<DateTimeOffset>(
            """
            SELECT next_attempt_at FROM outbox
            WHERE state IN ('queued', 'sending', 'unknown') AND next_attempt_at <= @Now
            ORDER BY next_attempt_at LIMIT 1
            """,
            new { Now = now },
            cancellationToken
        );
        return new OutboxSummary(
            counts.ToDictionary(count => count.State, count => count.Messages),
            oldest.Count == 0 ? null : now - oldest[0],
            [
                await ReadChannelAsync(session, Channel.Sms, cancellationToken),
                await ReadChannelAsync(session, Channel.Email, cancellationToken),
            ]
        )
        {
            Gateways = await ReadGatewaysAsync(session, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<GatewayStatus>> ReadGatewaysAsync(
        Session session,
        CancellationToken cancellationToken
    )
    {
        var found = new List<GatewayStatus>();
        foreach (var name in new[] { SmsAccount.First, SmsAccount.Second })
        {
            var row = await session.SingleAsync<GatewayRow>(
                """
                SELECT MAX(accepted_at) AS accepted_at, COUNT(*) AS attempted,
                    MAX(CASE WHEN accepted_at IS NULL AND state IN ('queued', 'sending', 'unknown') THEN last_error_at END) AS error_at
                FROM outbox WHERE gateway LIKE @Like
                """,
                new { Like = $"{name}:%" },
                cancellationToken
            );
            if (row.Attempted == 0)
            {
                continue;
            }
            var error = row.ErrorAt is null
                ? null
                : await session.FirstOrDefaultAsync<Note>(
                    "SELECT last_error FROM outbox WHERE gateway LIKE @Like AND last_error_at = @ErrorAt ORDER BY id DESC LIMIT 1",
                    new { Like = $"{name}:%", row.ErrorAt },
                    cancellationToken
                );
            found.Add(new GatewayStatus(name, error, row.ErrorAt, row.AcceptedAt));
        }
        return found;
    }

    public async Task<NightDelivery> ReadNightAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var counts = await session.QueryAsync<StateCount>(
            "SELECT state, COUNT(*) AS messages FROM outbox WHERE night = @Night GROUP BY state",
            new { Night = night },
            cancellationToken
        );
        var delivered = Sum(counts, MessageState.Delivered);
        return new NightDelivery(
            night,
            delivered + Sum(counts, MessageState.Accepted),
            delivered,
            Sum(counts, MessageState.Failed, MessageState.Expired),
            Sum(counts, MessageState.Queued, MessageState.Sending, MessageState.Unknown)
        );
    }

    /// <summary>Those whom a message of this night did not reach, and why.</summary>
    public async Task<IReadOnlyList<Unreached>> ReadUnreachedAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        await session.QueryAsync<Unreached>(
            """
            SELECT recipient, name, channel, purpose, state, last_error AS reason FROM outbox
            WHERE night = @Night AND state IN ('failed', 'expired', 'stopped') ORDER BY id
            """,
            new { Night = night },
            cancellationToken
        );

    private static async Task<ChannelStatus> ReadChannelAsync(
        Session session,
        Channel channel,
        CancellationToken cancellationToken
    )
    {
        var values = new { Channel = channel == Channel.Sms ? "sms" : "email" };
        // A phone that is switched off, or a number that does not exist, is one person's trouble and no sign of the channel's:
        // the provider had taken the message, or will never take that one. What waits because of an error is.
        var error = await session.FirstOrDefaultAsync<LastError>(
            """
            SELECT last_error AS error, last_error_at AS error_at FROM outbox
            WHERE channel = @Channel AND last_error_at IS NOT NULL AND accepted_at IS NULL AND state <> 'failed'
            ORDER BY last_error_at DESC, id DESC LIMIT 1
            """,
            values,
            cancellationToken
        );
        var accepted = await session.QueryAsync<DateTimeOffset>(
            """
            SELECT accepted_at FROM outbox
            WHERE channel = @Channel AND accepted_at IS NOT NULL ORDER BY accepted_at DESC LIMIT 1
            """,
            values,
            cancellationToken
        );
        return new ChannelStatus(channel, error?.Error, error?.ErrorAt, accepted.Count == 0 ? null : accepted[0]);
    }

    private static int Sum(IReadOnlyList<StateCount> counts, params string[] states) =>
        counts.Where(count => states.Contains(count.State)).Sum(count => count.Messages);

    private sealed record StateCount
    {
        public string State { get; init; } = "";
        public int Messages { get; init; }
    }

    private sealed record GatewayRow
    {
        public DateTimeOffset? AcceptedAt { get; init; }
        public long Attempted { get; init; }
        public DateTimeOffset? ErrorAt { get; init; }
    }

    private sealed record LastError
    {
        public Note Error { get; init; } = Note.Words("");
        public DateTimeOffset ErrorAt { get; init; }
    }
}
