using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Alerts;

/// <summary>Keeps what a person should know of. One trouble is one alert until it is cleared.</summary>
public sealed class AlertLog(TimeProvider clock, IAlertListener listener)
{
    /// <returns>False when the same alert already stands.</returns>
    public async Task<bool> RaiseAsync(Session session, Alert alert, CancellationToken cancellationToken)
    {
        var rows = await session.ExecuteAsync(
            """
            INSERT INTO alert (alert_key, kind, night, detail, raised_at)
            VALUES (@Key, @Kind, @Night, @Detail, @RaisedAt)
            ON CONFLICT (alert_key) DO UPDATE SET detail = @Detail, raised_at = @RaisedAt, cleared_at = NULL
            WHERE alert.cleared_at IS NOT NULL
            """,
            new
            {
                alert.Key,
                Kind = alert.Kind.ToString(),
                alert.Night,
                alert.Detail,
                RaisedAt = clock.GetUtcNow(),
            },
            cancellationToken
        );
        if (rows == 0)
        {
            return false;
        }
        await listener.RaisedAsync(session, alert, cancellationToken);
        return true;
    }

    /// <summary>The trouble is over: the next time it happens it is a new alert.</summary>
    public Task ClearAsync(
        Session session,
        AlertKind kind,
        string subject,
        Night? night,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "UPDATE alert SET cleared_at = @ClearedAt WHERE alert_key = @Key AND cleared_at IS NULL",
            new { ClearedAt = clock.GetUtcNow(), new Alert(kind, subject, night, Note.Words("")).Key },
            cancellationToken
        );

    /// <summary>Every alert of a kind about a night is over.</summary>
    /// <param name="but">The subject of one that stands; null when none does.</param>
    public Task ClearAsync(
        Session session,
        AlertKind kind,
        Night night,
        CancellationToken cancellationToken,
        string? but = null
    ) =>
        session.ExecuteAsync(
            """
            UPDATE alert SET cleared_at = @Now
            WHERE kind = @Kind AND night = @night AND cleared_at IS NULL AND alert_key <> @But
            """,
            new
            {
                Now = clock.GetUtcNow(),
                Kind = kind.ToString(),
                night,
                But = but is null ? "" : new Alert(kind, but, night, Note.Words("")).Key,
            },
            cancellationToken
        );

    /// <summary>Since when the alert stands; null when it does not.</summary>
    public Task<DateTimeOffset?> StandsSinceAsync(Session session, Alert alert, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>(
            "SELECT raised_at FROM alert WHERE alert_key = @Key AND cleared_at IS NULL",
            new { alert.Key },
            cancellationToken
        );
}
