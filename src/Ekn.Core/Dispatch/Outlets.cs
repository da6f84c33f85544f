using Ekn.Core.Alerts;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Each way by which messages leave, and since when it does not take them.</summary>
public sealed class Outlets
{
    /// <param name="hasSecond">Whether a second gateway is configured; one that was used before is named all the same.</param>
    public async Task<IReadOnlyList<OutletStatus>> ReadAsync(
        Session session,
        OutboxSummary outbox,
        bool hasSecond,
        CancellationToken cancellationToken
    )
    {
        var standing = await session.QueryAsync<Standing>(
            """
            SELECT alert_key, detail, raised_at FROM alert
            WHERE kind IN ('GatewayRefuses', 'MailRefuses') AND cleared_at IS NULL ORDER BY id
            """,
            null,
            cancellationToken
        );
        var outlets = new List<OutletStatus>();
        foreach (var name in new[] { SmsAccount.First, SmsAccount.Second })
        {
            var gateway = outbox.Gateways.FirstOrDefault(one => one.Name == name);
            if (name == SmsAccount.First || hasSecond || gateway is not null)
            {
                var alert = standing.FirstOrDefault(one => one.AlertKey == KeyOf(name));
                outlets.Add(
                    Of(
                        name,
                        alert,
                        gateway?.Troubled == true,
                        gateway?.LastError,
                        gateway?.LastErrorAt,
                        gateway?.LastAcceptedAt
                    )
                );
            }
        }
        var mail = outbox.Channels.First(one => one.Channel == Channel.Email);
        var refused = standing.FirstOrDefault(one => one.AlertKey == KeyOf(OutletStatus.Mail));
        outlets.Add(
            Of(OutletStatus.Mail, refused, mail.Troubled, mail.LastError, mail.LastErrorAt, mail.LastAcceptedAt)
        );
        return outlets;
    }

    private static OutletStatus Of(
        string name,
        Standing? alert,
        bool isTroubled,
        Note? lastError,
        DateTimeOffset? lastErrorAt,
        DateTimeOffset? lastTookAt
    ) =>
        alert is null && !isTroubled
            ? new OutletStatus(name, null, null, lastTookAt)
            // The alert stands since the refusal began; the last error may be that of this minute.
            : new OutletStatus(
                name,
                alert?.RaisedAt ?? lastErrorAt,
                isTroubled ? lastError : alert!.Detail,
                lastTookAt
            );

    private static string KeyOf(string outlet)
    {
        var channel = outlet == OutletStatus.Mail ? Channel.Email : Channel.Sms;
        var subject = OutboxRow.ChannelSubject(channel);
        return new Alert(
            OutboxRow.ChannelAlert(channel),
            outlet == SmsAccount.Second ? $"{subject}:{SmsAccount.Second}" : subject,
            null,
            Note.Words("")
        ).Key;
    }

    private sealed record Standing
    {
        public string AlertKey { get; init; } = "";
        public Note Detail { get; init; } = Note.Words("");
        public DateTimeOffset RaisedAt { get; init; }
    }
}
