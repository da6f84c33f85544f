using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Compares what was sent with what came back: a gateway that takes every text and delivers none looks well from here
/// unless somebody counts. Says nothing when nothing was sent, and takes an alarm back only on evidence.
/// </summary>
public sealed class ReceiptWatch(AlertLog alerts, IOptions<DispatchOptions> settings, TimeProvider clock)
{
    private const string Subject = "sms";

    // Fewer than these tell nothing: two phones may be off.
    private const int FewestForDrift = 10;
    private const int FewestForSilence = 3;
    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    // A receipt needs its time, the first one less than the last.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    // An alarm that nothing has spoken for or against in a day says nothing of today.
    private static readonly TimeSpan Lapse = TimeSpan.FromDays(1);

    public async Task LookAsync(Session session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await LapseAsync(session, AlertKind.NumberLimit, now, cancellationToken);
        if (!settings.Value.ReceiptsExpected)
        {
            return;
        }
        await LapseAsync(session, AlertKind.ReceiptsDrift, now, cancellationToken);
        await LapseAsync(session, AlertKind.ReceiptsSilent, now, cancellationToken);

        var silence = TimeSpan.FromMinutes(settings.Value.ReceiptsSilentMinutes);
        var settled = await CountAsync(session, now - Window, now - Settled, cancellationToken);
        var old = await CountAsync(session, now - Window, now - silence, cancellationToken);
        var heard = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM receipt WHERE received_at > @Since",
            new { Since = now - silence },
            cancellationToken
        );
        var silent = heard == 0 && old.Sent >= FewestForSilence && old.Heard == 0;
        if (silent)
        {
            await RaiseAsync(
                session,
                AlertKind.ReceiptsSilent,
                Note.Of("trouble.no-receipts")
                    .With("sent", old.Sent)
                    .With("minutes", settings.Value.ReceiptsSilentMinutes),
                cancellationToken
            );
        }
        else if (heard > 0)
        {
            await alerts.ClearAsync(session, AlertKind.ReceiptsSilent, Subject, null, cancellationToken);
        }
        if (settled.Sent < FewestForDrift)
        {
            return;
        }
        if (settled.Heard * 100 >= settled.Sent * settings.Value.ReceiptsPercent)
        {
            await alerts.ClearAsync(session, AlertKind.ReceiptsDrift, Subject, null, cancellationToken);
        }
        else if (!silent)
        {
            await RaiseAsync(
                session,
                AlertKind.ReceiptsDrift,
                Note.Of("trouble.few-receipts").With("heard", settled.Heard).With("sent", settled.Sent),
                cancellationToken
            );
        }
    }

    private Task<Compared> CountAsync(
        Session session,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    ) =>
        session.SingleAsync<Compared>(
            """
            SELECT COUNT(*) AS sent, COALESCE(SUM(CASE WHEN o.delivered_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM receipt r WHERE r.reference = o.reference) THEN 1 ELSE 0 END), 0) AS heard
            FROM outbox o WHERE o.channel = 'sms' AND o.accepted_at > @From AND o.accepted_at <= @To
            """,
            new { From = from, To = to },
            cancellationToken
        );

    private Task<bool> RaiseAsync(Session session, AlertKind kind, Note detail, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(session, new Alert(kind, Subject, null, detail), cancellationToken);

    private static Task LapseAsync(
        Session session,
        AlertKind kind,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "UPDATE alert SET cleared_at = @Now WHERE kind = @Kind AND cleared_at IS NULL AND raised_at < @Before",
            new
            {
                Now = now,
                Kind = kind.ToString(),
                Before = now - Lapse,
            },
            cancellationToken
        );

    private sealed record Compared
    {
        public long Sent { get; init; }
        public long Heard { get; init; }
    }
}
