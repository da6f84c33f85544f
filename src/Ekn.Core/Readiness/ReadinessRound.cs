using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Jobs;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Readiness;

/// <summary>10:00: the contact test goes on; from mid October a coordinator is told when none was made since summer.</summary>
public sealed class ReadinessRound(
    Database database,
    LocalTime time,
    ContactRounds rounds,
    AlertLog alerts,
    IOptions<ReadinessOptions> options,
    IOptions<DecisionOptions> decision
) : IRound
{
    // A test of last winter says nothing about this one.
    private const int SummerMonth = 7;

    public string Name => "readiness";

    public IReadOnlyList<TimeOnly> Times => [options.Value.At];

    public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var written = await rounds.GoOnAsync(session, cancellationToken);
                if (await IsDueAsync(session, cancellationToken))
                {
                    await alerts.RaiseAsync(
                        session,
                        new Alert(
                            AlertKind.ContactTestDue,
                            ContactRounds.DueSubject,
                            null,
                            Note.Words(decision.Value.SeasonFirst)
                        ),
                        cancellationToken
                    );
                    return (RoundResult)new RoundResult.Done(Note.Of("round.contact-test-due"));
                }
                return written > 0
                    ? new RoundResult.Done(Note.Of("round.contact-test").With("count", written))
                    : new RoundResult.Rested(Note.Of("round.no-contact-test"));
            },
            cancellationToken
        );

    private async Task<bool> IsDueAsync(Session session, CancellationToken cancellationToken)
    {
        var today = time.Today;
        var from = On(today.Year, options.Value.DueOn);
        var season = On(today.Year, decision.Value.SeasonFirst);
        if (today < from || today >= season)
        {
            return false;
        }
        var latest = await rounds.LatestAsync(session, cancellationToken);
        return latest is null || time.DateOf(latest.StartedAt) < new DateOnly(today.Year, SummerMonth, 1);
    }

    private static DateOnly On(int year, string monthAndDay)
    {
        var day = MonthDay.Parse(monthAndDay);
        return new DateOnly(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));
    }
}
