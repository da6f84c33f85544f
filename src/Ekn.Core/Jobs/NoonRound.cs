using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
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
            return new RoundResult.Rested(Note.Of("round.outside-season").With("night", night));
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
            return new RoundResult.Rested(Note.Of("round.noon-missed").With("night", night));
        }
        var weather = await desk.FetchAsync(cancellationToken);
        Note? tonight = null;
        if (decides)
        {
            var assessment = await desk.AssessAsync(night, Occasion.Noon, weather, cancellationToken);
            tonight = Judged(night, assessment.Outcome);
        }
        if (!looksAhead)
        {
            return new RoundResult.Done(tonight);
        }
        var next = await desk.LookAheadAsync(night.Next, weather, cancellationToken);
        var ahead = Judged(night.Next, next.Outcome);
        return new RoundResult.Done(
            tonight is null ? ahead : Note.Of("round.judged-both").With("tonight", tonight).With("ahead", ahead)
        );
    }

    /// <summary>What the forecast says of a night, which is not yet what is decided.</summary>
    internal static Note Judged(Night night, Outcome outcome) =>
        Note.Of($"round.judged-{WireName.Of(outcome)}").With("night", night);

    private async Task RaiseUndecidedAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if ((await decisions.ReadAsync(session, night, cancellationToken)).Standing is null)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.NoonMissed, Name, night, Note.Words($"{night}")),
                cancellationToken
            );
        }
    }
}
