using Ekn.Core.Calendar;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>08:00: site leads who have not reported their guests are reminded, once.</summary>
public sealed class CountReminderRound(
    Database database,
    LocalTime time,
    NightClosing closing,
    IOptions<ScheduleOptions> schedule
) : IRound
{
    public string Name => "count-reminder";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.CountReminder];

    public async Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var night = new Night(time.DateOf(dueAt)).Previous;
        await database.InTransactionAsync(
            session => closing.RemindAsync(session, night, cancellationToken),
            cancellationToken
        );
        return new RoundResult.Done(Note.Of("round.counts-seen-to").With("night", night));
    }
}
