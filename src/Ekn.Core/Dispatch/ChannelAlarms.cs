using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Tells a person that a whole channel, not one message, is in trouble, and takes it back.</summary>
internal sealed class ChannelAlarms(AlertLog alerts, DispatchOptions options, TimeProvider clock)
{
    public Task RaiseAsync(Session session, OutboxRow row, Note reason) =>
        alerts.RaiseAsync(session, row.ChannelTrouble(reason), CancellationToken.None);

    /// <summary>One message that fails may be its own fault; when nothing else got out meanwhile it is the channel's.</summary>
    public async Task RaiseIfSilentAsync(Session session, OutboxRow row, Note reason)
    {
        if (clock.GetUtcNow() - row.TriedSince < TimeSpan.FromMinutes(options.SilentAlertMinutes))
        {
            return;
        }
        var gotOut = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE channel = @Channel AND accepted_at >= @Since",
            new { Channel = OutboxRow.ChannelSubject(row.Channel), Since = row.TriedSince },
            CancellationToken.None
        );
        if (gotOut == 0)
        {
            await RaiseAsync(session, row, reason);
        }
    }

    /// <summary>The second gateway takes over: texts get out, and all the same somebody must see to the first.</summary>
    public Task TookOverAsync(Session session, OutboxRow row, Note reason) =>
        alerts.RaiseAsync(
            session,
            new Alert(
                OutboxRow.ChannelAlert(row.Channel),
                row.TroubleSubject,
                null,
                Note.Of("trouble.first-gateway").With("reason", reason)
            ),
            CancellationToken.None
        );

    /// <summary>A message got out: neither it nor its channel is in trouble any more.</summary>
    public async Task GotOutAsync(Session session, OutboxRow row)
    {
        await alerts.ClearAsync(
            session,
            AlertKind.MessageFailed,
            row.FailureSubject,
            row.FailureNight,
            CancellationToken.None
        );
        await alerts.ClearAsync(
            session,
            OutboxRow.ChannelAlert(row.Channel),
            row.TroubleSubject,
            null,
            CancellationToken.None
        );
    }
}
