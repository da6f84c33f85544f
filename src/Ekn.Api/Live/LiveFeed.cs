using System.Runtime.CompilerServices;
using Ekn.Core.Storage;

namespace Ekn.Api.Live;

/// <summary>
/// Tells open pages that something changed, so that they fetch themselves anew. What changed is not said: a page asks for
/// itself with the rights of whoever looks at it. The database is asked, however many pages are open, once each
/// <see cref="Pause"/>, because the worker that changes things is another process.
/// </summary>
internal sealed class LiveFeed(Database database) : IDisposable
{
    /// <summary>Real time, also where the service's clock runs faster.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private const string Fingerprint = """
        SELECT (SELECT COUNT(*) FROM decision_event) || '.' || (SELECT COALESCE(MAX(id), 0) FROM assessment)
            || '.' || (SELECT COALESCE(SUM(revision), 0) FROM night) || '.' || (SELECT COUNT(*) FROM night WHERE state = 'open')
            || '.' || (SELECT COALESCE(MAX(id), 0) FROM booking_event) || '.' || (SELECT COALESCE(MAX(id), 0) FROM guest_count)
            || '.' || (SELECT COALESCE(MAX(id), 0) FROM inbound) || '.' || (SELECT COUNT(*) FROM inbound WHERE state = 'inbox')
            || '.' || (SELECT COALESCE(MAX(id), 0) FROM outbox) || '.' || (SELECT COUNT(*) FROM outbox WHERE ended_at IS NOT NULL)
            || '.' || (SELECT COUNT(*) FROM outbox WHERE delivered_at IS NOT NULL) || '.' || (SELECT COUNT(*) FROM outbox WHERE accepted_at IS NOT NULL)
            || '.' || (SELECT COALESCE(MAX(id), 0) FROM change_event) || '.' || (SELECT COALESCE(MAX(id), 0) FROM job_run)
            || '.' || (SELECT COUNT(*) FROM night_premises WHERE answered_at IS NOT NULL)
            || '.' || (SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL) || '.' || (SELECT COUNT(*) FROM attendance)
        """;

    private readonly SemaphoreSlim turn = new(1, 1);
    private long askedAt = -(long)Pause.TotalMilliseconds;
    private string last = "";

    /// <summary>A mark at once, then one for each change, until the reader goes.</summary>
    public async IAsyncEnumerable<string> MarksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? told = null;
        using var timer = new PeriodicTimer(Pause);
        do
        {
            var mark = await AskAsync(cancellationToken);
            if (mark != told)
            {
                told = mark;
                yield return mark;
            }
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public void Dispose() => turn.Dispose();

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var now = Environment.TickCount64;
            if (now - askedAt >= Pause.TotalMilliseconds / 2)
            {
                await using var session = await database.OpenAsync(cancellationToken);
                last = await session.SingleAsync<string>(Fingerprint, null, cancellationToken);
                askedAt = now;
            }
            return last;
        }
        finally
        {
            turn.Release();
        }
    }
}
