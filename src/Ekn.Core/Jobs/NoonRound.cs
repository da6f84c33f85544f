using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>12:00: tonight is decided, tomorrow night is looked at (design.md, the flow of a night).</summary>
public sealed class NoonRound(
    Database database,
    LocalTime time,
    DecisionDesk desk,
    DecisionLog decisions,
    AlertLog alerts,
    IOptions<DecisionOptions> decision,
    IOptions<ScheduleOptions> schedule
) : IRound
{
    public string Name => "noon";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.Noon];

    public async Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var night = new Night(time.DateOf(dueAt));
        var decides = desk.InSeason(night);
        var looksAhead = desk.InSeason(night.Next);
        if (!decides && !looksAhead)
        {
            return new RoundResult.Rested($"{night} lies outside the season");
        }
        if (time.Now >= decision.Value.Window.Of(night, time).Start)
        {
            if (decides)
            {
                await database.InTransactionAsync(
                    session => RaiseUndecidedAsync(session, night, cancellationToken),
                    cancellationToken
                );
            }
            return new RoundResult.Rested($"noon was missed and the night of {night} has begun; a coordinator decides");
        }
        var weather = await desk.FetchAsync(cancellationToken);
        var notes = new List<string>();
        if (decides)
        {
            var tonight = await desk.AssessAsync(night, Occasion.Noon, weather, cancellationToken);
            notes.Add($"{night} {WireName.Of(tonight.Outcome)}");
        }
        if (looksAhead)
        {
            var ahead = await desk.LookAheadAsync(night.Next, weather, cancellationToken);
            notes.Add($"{night.Next} looks {WireName.Of(ahead.Outcome)}");
        }
        return new RoundResult.Done(string.Join(", ", notes));
    }

    private async Task RaiseUndecidedAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if ((await decisions.ReadAsync(session, night, cancellationToken)).Standing is null)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.NoonMissed, Name, night, night.ToString()),
                cancellationToken
            );
        }
    }
}
