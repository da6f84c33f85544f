using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Printouts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>Every minute: questions that wait for an answer, churches that have not answered, lists that are due on paper, receipts that do not come.</summary>
public sealed class FollowUp(
    Database database,
    LocalTime time,
    DecisionDesk desk,
    AlertLog alerts,
    PrintoutMail printouts,
    Waves waves,
    PlaceOffers offers,
    Unfilled unfilled,
    ReceiptWatch receipts,
    IOptions<ScheduleOptions> schedule
)
{
    public const string Name = "follow-up";

    public async Task<RoundResult> RunAsync(CancellationToken cancellationToken)
    {
        await desk.FollowUpAsync(cancellationToken);
        await database.InTransactionAsync(
            session => RaiseSilentChurchesAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(
            async session =>
            {
                await waves.SendDueAsync(session, cancellationToken);
                await offers.FollowUpAsync(session, cancellationToken);
                await unfilled.RaiseDueAsync(session, cancellationToken);
            },
            cancellationToken
        );
        await database.InTransactionAsync(
            session => printouts.SendDueAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(session => receipts.LookAsync(session, cancellationToken), cancellationToken);
        return new RoundResult.Done("");
    }

    private async Task RaiseSilentChurchesAsync(Session session, CancellationToken cancellationToken)
    {
        var silent = await session.QueryAsync<Silent>(
            """
            SELECT np.night, r.name FROM night_premises np
            JOIN night n ON n.night = np.night
            JOIN premises r ON r.id = np.premises_id
            WHERE n.state = 'open' AND np.state = 'called' AND np.night >= @from AND np.called_at < @before
            """,
            new
            {
                from = new Night(time.Today),
                before = time.Now - TimeSpan.FromMinutes(schedule.Value.ChurchAnswerMinutes),
            },
            cancellationToken
        );
        foreach (var church in silent)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.ChurchSilent, church.Name, church.Night, church.Name),
                cancellationToken
            );
        }
    }

    private sealed record Silent
    {
        public Night Night { get; init; }

        public string Name { get; init; } = "";
    }
}
