using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Practising;

/// <summary>
/// Starts and ends exercises. An exercise is opened without a decision, so that it stands in no decision's way: noon, early
/// notice and rereads go on as if it were not there, and what they open ends it (<see cref="PracticeRecords"/>).
/// </summary>
public sealed class PracticeDesk(
    Database database,
    LocalTime time,
    NightBook nights,
    NightHours hours,
    DecisionLog decisions,
    RotaReader rota,
    ShiftBook shifts,
    CallOut callOut,
    PracticeRecords records,
    NightClosing closing,
    CrewChanges changes,
    PeopleDirectory people,
    LetterWriter letters,
    NightWords words
)
{
    /// <param name="premisesId">The room to practise in; null for that of the rota, or the first of the reserve.</param>
    /// <param name="actor">Recipient key of the coordinator.</param>
    public Task<PracticeResult> StartAsync(
        Night night,
        long? premisesId,
        string actor,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            session => StartAsync(session, night, premisesId, actor, cancellationToken),
            cancellationToken
        );

    /// <summary>Everyone who was told hears that it is over; what was counted is reported to those who took part.</summary>
    /// <returns>False when no exercise is running on that date: a second press, or the real night has taken over.</returns>
    public Task<bool> EndAsync(Night night, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(session => EndAsync(session, night, actor, cancellationToken), cancellationToken);

    public async Task<bool> EndAsync(Session session, Night night, string actor, CancellationToken cancellationToken)
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { Practice: true, State: NightState.Open } row
        )
        {
            return false;
        }
        await records.CallOffAsync(session, night, cancellationToken);
        var told = await records.ToldAsync(session, night, cancellationToken);
        await letters.WriteAsync(
            session,
            told.Concat(people.Coordinators).DistinctBy(person => person.Key),
            new Letter("practice-over", night, row.Revision, words.Of(row))
            {
                Reach = Reach.Every,
                ExpiresAt = hours.EndOf(night),
                DespiteQuietHours = true,
            },
            cancellationToken
        );
        if (await HasCountAsync(session, night, cancellationToken))
        {
            await closing.CloseAsync(session, night, evenWithoutCount: true, cancellationToken);
        }
        else
        {
            await nights.SetStateAsync(session, night, NightState.Ended, row.Revision, cancellationToken);
        }
        await changes.AddAsync(session, actor, "practice-over", $"night:{night}", night, row.Code, cancellationToken);
        return true;
    }

    private async Task<PracticeResult> StartAsync(
        Session session,
        Night night,
        long? premisesId,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (hours.IsOver(night))
        {
            return PracticeResult.Over;
        }
        if (night.Evening > time.Today.AddYears(1))
        {
            return PracticeResult.TooFar;
        }
        if (
            premisesId is { } chosen
            && (await rota.PremisesAsync(session, cancellationToken)).All(room => room.Id != chosen)
        )
        {
            return PracticeResult.UnknownRoom;
        }
        if (premisesId is null && !await HasRoomAsync(session, night, cancellationToken))
        {
            return PracticeResult.NoRoom;
        }
        await nights.FindOrAddAsync(session, night, cancellationToken);
        await nights.LockAsync(session, night, cancellationToken);
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        if (row is { Practice: true, State: NightState.Open })
        {
            return PracticeResult.Running;
        }
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        if (
            decision.Pending is not null
            || decision.IsOpen
            || row is { Practice: false, State: not NightState.Waiting }
        )
        {
            return PracticeResult.ForReal;
        }
        if (await records.CountAsideAsync(session, night, cancellationToken) >= PracticeRecords.MostOfOneDate)
        {
            return PracticeResult.TooOften;
        }
        if (row.Practice)
        {
            await records.SetAsideAsync(session, row, cancellationToken);
        }
        await session.ExecuteAsync(
            "UPDATE night SET practice = 1 WHERE night = @night",
            new { night },
            cancellationToken
        );
        if (premisesId is { } room)
        {
            var id = await nights.AddPremisesAsync(session, night, room, null, "planned", cancellationToken);
            await shifts.MakeAsync(session, night, id, cancellationToken);
        }
        await callOut.PractiseAsync(session, night, cancellationToken);
        await TellCoordinatorsAsync(session, night, cancellationToken);
        await changes.AddAsync(session, actor, "practice-started", $"night:{night}", night, "", cancellationToken);
        return PracticeResult.Started;
    }

    private async Task TellCoordinatorsAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var row = (await nights.FindAsync(session, night, cancellationToken))!;
        var rooms = await nights.InUseAsync(session, night, cancellationToken);
        await letters.WriteAsync(
            session,
            people.Coordinators,
            new Letter("practice-started", night, row.Revision, words.Of(row, rooms))
            {
                Reach = Reach.Every,
                ExpiresAt = hours.EndOf(night),
            },
            cancellationToken
        );
    }

    private async Task<bool> HasRoomAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await rota.OnAsync(session, night, cancellationToken) is NightRota.Lent { Premises.Count: > 0 }
        || (await rota.ReserveAsync(session, night, cancellationToken)).Count > 0;

    private static async Task<bool> HasCountAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM guest_count g JOIN night_premises np ON np.id = g.night_premises_id
            WHERE np.night = @night
            """,
            new { night },
            cancellationToken
        ) > 0;
}
