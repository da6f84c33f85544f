using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Printouts;
using Ekn.Core.Storage;

namespace Ekn.Core.Jobs;

/// <summary>Every minute: questions that wait for an answer, churches that have not answered, lists that are due on paper, receipts that do not come.</summary>
public sealed class FollowUp(
    Database database,
    DecisionDesk desk,
    RoomWatch rooms,
    PrintoutMail printouts,
    Waves waves,
    DatesCall datesCall,
    PlaceOffers offers,
    Unfilled unfilled,
    ReceiptWatch receipts
)
{
    public const string Name = "follow-up";

    public async Task<RoundResult> RunAsync(CancellationToken cancellationToken)
    {
        await desk.FollowUpAsync(cancellationToken);
        await database.InTransactionAsync(
            session => rooms.FollowUpAsync(session, cancellationToken),
            cancellationToken
        );
        // One transaction each: nights are locked in the order of their dates, as answers lock them.
        await database.InTransactionAsync(session => waves.SendDueAsync(session, cancellationToken), cancellationToken);
        await database.InTransactionAsync(
            session => datesCall.SendDueAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(
            session => offers.FollowUpAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(
            session => unfilled.RaiseDueAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(
            session => printouts.SendDueAsync(session, cancellationToken),
            cancellationToken
        );
        await database.InTransactionAsync(session => receipts.LookAsync(session, cancellationToken), cancellationToken);
        return new RoundResult.Done();
    }
}
