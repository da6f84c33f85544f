using Ekn.Core.Calendar;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>16:00 and 20:00: the forecast again. A crossing of the line is a new proposal, never a silent change.</summary>
public sealed class RereadRound(LocalTime time, DecisionDesk desk, IOptions<ScheduleOptions> schedule) : IRound
{
    public string Name => "reread";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.FirstReread, schedule.Value.SecondReread];

    public async Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var night = new Night(time.DateOf(dueAt));
        if (!desk.InSeason(night))
        {
            return new RoundResult.Rested(Note.Of("round.outside-season").With("night", night));
        }
        if (new Night(time.Today) != night)
        {
            return new RoundResult.Rested(Note.Of("round.evening-over").With("night", night));
        }
        var assessment = await desk.AssessAsync(
            night,
            Occasion.Reread,
            await desk.FetchAsync(cancellationToken),
            cancellationToken
        );
        return new RoundResult.Done(NoonRound.Judged(night, assessment.Outcome));
    }
}
