using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Practising;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Opening;

/// <summary>
/// Opens a night, or says a day ahead that it may open: everyone whom it concerns is called. Always inside the
/// transaction of the decision itself.
/// </summary>
public sealed class CallOut(
    NightBook nights,
    NightHours hours,
    RoomChoice choice,
    RoomCalls calls,
    ShiftBook shifts,
    Bookings bookings,
    Waves waves,
    Enough enough,
    HiredLetters hiredLetters,
    StandingShifts standing,
    PracticeRecords practices,
    PeopleDirectory people,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words
)
{
    /// <summary>The night after next looks like opening: volunteers hear of it a day ahead and can sign up (design.md).</summary>
    /// <returns>How many people were told; 0 when they had been told already.</returns>
    public async Task<int> GiveEarlyNoticeAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await PrepareAsync(session, night, cancellationToken) is { State: NightState.Early } row
            ? (await waves.BeginAsync(session, row, "early-notice", cancellationToken)).Told
            : 0;

    /// <summary>A night that may open gets its room and its shifts, and those who always take that weekday are booked.</summary>
    /// <returns>The night as it stands now.</returns>
    public async Task<NightRow> PrepareAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        await nights.FindOrAddAsync(session, night, cancellationToken);
        await nights.LockAsync(session, night, cancellationToken);
        await practices.GiveWayAsync(session, night, "practice-now-early", cancellationToken);
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        if (row.State != NightState.Waiting)
        {
            return row;
        }
        await choice.MakeAsync(session, night, "planned", cancellationToken);
        await nights.SetStateAsync(session, night, NightState.Early, row.Revision, cancellationToken);
        row = row with { State = NightState.Early };
        await standing.BookAsync(session, row, cancellationToken);
        return row;
    }

    /// <returns>Whom the first wave of the call asked, and whom not and why.</returns>
    public async Task<AskingOrder> OpenAsync(
        Session session,
        NightDecision decision,
        CancellationToken cancellationToken
    )
    {
        await nights.FindOrAddAsync(session, decision.Night, cancellationToken);
        await nights.LockAsync(session, decision.Night, cancellationToken);
        await practices.GiveWayAsync(session, decision.Night, "practice-now-open", cancellationToken);
        return await OpenAsync(session, decision.Night, decision.Revision, cancellationToken);
    }

    /// <summary>As an opening, of a night that is marked as an exercise and locked. Nothing is decided by it.</summary>
    public Task PractiseAsync(Session session, Night night, CancellationToken cancellationToken) =>
        OpenAsync(session, night, 0, cancellationToken);

    private async Task<AskingOrder> OpenAsync(
        Session session,
        Night night,
        int revision,
        CancellationToken cancellationToken
    )
    {
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        await choice.MakeAsync(session, night, "called", cancellationToken);
        await nights.SetStateAsync(session, night, NightState.Open, revision, cancellationToken);

        var premises = await nights.InUseAsync(session, night, cancellationToken);
        foreach (var room in premises)
        {
            await calls.CallAsync(session, row, room, revision, cancellationToken);
        }
        var booked = await bookings.BookedOnAsync(session, night, cancellationToken);
        await TellBookedAsync(session, row, booked, revision, cancellationToken);
        var opened = row with { State = NightState.Open, Revision = revision };
        await hiredLetters.TellAllAsync(session, opened, cancellationToken);
        await standing.BookAsync(session, opened, cancellationToken);
        var (asked, _) = await waves.BeginAsync(session, opened, "call-volunteer", cancellationToken);
        await enough.SayWhenFullAsync(session, night, cancellationToken);
        await letters.WriteAsync(
            session,
            people.City,
            new Letter("open-city", night, revision, words.Of(row, premises))
            {
                Reach = Reach.EmailFirst,
                ExpiresAt = hours.EndOf(night),
            },
            cancellationToken
        );
        return asked;
    }

    /// <summary>People who signed up on the early notice hear that it is on, with all that they need.</summary>
    private async Task TellBookedAsync(
        Session session,
        NightRow row,
        IReadOnlyList<long> booked,
        int revision,
        CancellationToken cancellationToken
    )
    {
        foreach (var id in booked)
        {
            var theirs = (await shifts.BookedByAsync(session, id, row.Night, cancellationToken))
                .Where(shift => shift.Night == row.Night)
                .ToList();
            await letters.WriteAsync(
                session,
                await addresses.FindAsync(session, [$"volunteer:{id}"], cancellationToken),
                new Letter("opens-booked", row.Night, revision, words.Of(row, theirs))
                {
                    Reach = Reach.Every,
                    ExpiresAt = hours.EndOf(row.Night),
                },
                cancellationToken
            );
        }
    }
}
