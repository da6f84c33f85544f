using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>09:00: the nights that are over are closed and reported. A missing count is waited for until noon.</summary>
public sealed class ClosingRound(
    Database database,
    LocalTime time,
    NightBook nights,
    NightClosing closing,
    IOptions<ScheduleOptions> schedule
) : IRound
{
    private const int LookBackDays = 14;

    public string Name => "closing";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.Closing, schedule.Value.Noon];

    public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var today = time.DateOf(dueAt);
                var isLast = TimeOnly.FromDateTime(time.ToLocal(dueAt).DateTime) >= schedule.Value.Noon;
                var open = (await nights.FromAsync(session, new Night(today.AddDays(-LookBackDays)), cancellationToken))
                    .Where(row => row.State == NightState.Open && row.Night.Evening < today)
                    .ToList();
                foreach (var row in await ClosedEarlyAsync(session, today, cancellationToken))
                {
                    await closing.ReportAsync(session, row, isLast, cancellationToken);
                }
                var closed = 0;
                foreach (var row in open)
                {
                    if (await closing.CloseAsync(session, row.Night, isLast, cancellationToken))
                    {
                        closed++;
                    }
                }
                return open.Count == 0
                    ? (RoundResult)new RoundResult.Rested(Note.Of("round.nothing-to-close"))
                    : new RoundResult.Done(Note.Of("round.closed").With("closed", closed).With("open", open.Count));
            },
            cancellationToken
        );

    /// <summary>Nights of yesterday evening that were held, and closed by hand before this morning's round.</summary>
    private async Task<IEnumerable<NightRow>> ClosedEarlyAsync(
        Session session,
        DateOnly today,
        CancellationToken cancellationToken
    ) =>
        (await nights.FromAsync(session, new Night(today.AddDays(-1)), cancellationToken)).Where(row =>
            row is { State: NightState.Ended, Practice: false }
            && row.Night.Morning == today
            && row.EndedAt < time.At(today, schedule.Value.Closing)
        );
}
