using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
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
            return new RoundResult.Rested($"{night} lies outside the season");
        }
        if (new Night(time.Today) != night)
        {
            return new RoundResult.Rested($"the evening of {night} is over");
        }
        var assessment = await desk.AssessAsync(
            night,
            Occasion.Reread,
            await desk.FetchAsync(cancellationToken),
            cancellationToken
        );
        return new RoundResult.Done($"{night} {WireName.Of(assessment.Outcome)}");
    }
}
