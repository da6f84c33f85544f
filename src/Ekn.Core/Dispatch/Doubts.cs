using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Texts that a gateway may have taken and that it cannot be asked about. They wait; a coordinator may decide that a text
/// twice is better than none.
/// </summary>
public sealed class Doubts(TimeProvider clock)
{
    // The gateway's list has had its time by then, and has been asked.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromMinutes(5);

    private const string Waiting = """
        night = @Night AND channel = 'sms' AND state = 'unknown' AND called_off_at IS NULL AND expires_at > @Now
            AND first_attempt_at <= @Since AND (lease_until IS NULL OR lease_until <= @Now)
        """;

    public async Task<int> CountAsync(Session session, Night night, CancellationToken cancellationToken) =>
        (int)
            await session.SingleAsync<long>(
                $"SELECT COUNT(*) FROM outbox WHERE {Waiting}",
                Values(night),
                cancellationToken
            );

    /// <summary>Lets them go out without being asked about. Some may come twice.</summary>
    /// <returns>How many; 0 when none waited any more.</returns>
    public Task<int> SendAnywayAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            $"UPDATE outbox SET state = 'queued', next_attempt_at = @Now WHERE {Waiting}",
            Values(night),
            cancellationToken
        );

    private object Values(Night night)
    {
        var now = clock.GetUtcNow();
        return new
        {
            Night = night,
            Now = now,
            Since = now - WorthTelling,
        };
    }
}
