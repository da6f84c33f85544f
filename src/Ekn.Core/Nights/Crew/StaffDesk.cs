using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Who works in a room beside the volunteers: the church's own people, and people paid by the hour. Each change fits what is
/// needed of volunteers to it; a volunteer who is booked stays booked, whatever the sum says. The night is locked first, so
/// that two who act at once come one after the other.
/// </summary>
public sealed class StaffDesk(
    Database database,
    LocalTime time,
    NightBook nights,
    HiredStaff hired,
    HiredLetters letters,
    ShiftBook shifts,
    ShiftNeeds needs,
    PlaceOffers offers,
    Waves waves,
    Enough enough,
    CrewChanges changes
)
{
    public const int MostOwnStaff = 20;
    private const int LongestName = 80;

    /// <param name="phone">Empty for somebody who is told in another way.</param>
    public Task<StaffChange> HireAsync(
        Night night,
        long shiftId,
        string? name,
        string? phone,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        var called = name?.Trim() ?? "";
        if (called.Length is 0 or > LongestName)
        {
            return Task.FromResult(StaffChange.Name);
        }
        PhoneNumber? number = null;
        if (!string.IsNullOrWhiteSpace(phone) && !PhoneNumber.TryParse(phone, out number))
        {
            return Task.FromResult(StaffChange.Phone);
        }
        return ChangeAsync(
            night,
            form,
            async (session, row) =>
            {
                var shift = (await shifts.OfNightAsync(session, night, cancellationToken)).FirstOrDefault(one =>
                    one.Id == shiftId
                );
                if (shift is null || !await IsInUseAsync(session, night, shift.NightPremisesId, cancellationToken))
                {
                    return StaffChange.Gone;
                }
                if (shift.EndsAt <= time.Now)
                {
                    return StaffChange.NotOpen;
                }
                var there = (await hired.OfNightAsync(session, night, cancellationToken)).Where(one =>
                    one.ShiftId == shiftId
                );
                if (
                    there.Any(one =>
                        number is null
                            ? one.Phone is null && one.Name.Equals(called, StringComparison.OrdinalIgnoreCase)
                            : one.Phone == number.Value
                    )
                )
                {
                    return StaffChange.There;
                }
                var id = await session.SingleAsync<long>(
                    """
                    INSERT INTO hired (shift_id, name, phone, hired_at, hired_by)
                    VALUES (@shiftId, @called, @Phone, @Now, @actor) RETURNING id
                    """,
                    new
                    {
                        shiftId,
                        called,
                        Phone = number?.Value,
                        time.Now,
                        actor,
                    },
                    cancellationToken
                );
                await FitAsync(session, night, shift.NightPremisesId, cancellationToken);
                // Before the night opens nothing is certain: they hear it then.
                if (row.State == NightState.Open)
                {
                    var person = new Hired { Id = id, ShiftId = shiftId };
                    await letters.WriteAsync(session, row, "hired", person, null, cancellationToken);
                }
                await changes.AddAsync(session, actor, "hired", $"hired:{id}", night, form, cancellationToken);
                return StaffChange.Done;
            },
            cancellationToken
        );
    }

    /// <summary>Somebody hired is called off, and a volunteer is needed in their place.</summary>
    public Task<StaffChange> ReleaseAsync(
        Night night,
        long hiredId,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            night,
            form,
            async (session, row) =>
            {
                var person = (await hired.OfNightAsync(session, night, cancellationToken)).FirstOrDefault(one =>
                    one.Id == hiredId
                );
                if (person is null)
                {
                    return StaffChange.Gone;
                }
                await ReleaseAsync(session, row, person, $"release:{form}", cancellationToken);
                var room = await session.SingleAsync<long>(
                    "SELECT night_premises_id FROM shift WHERE id = @ShiftId",
                    new { person.ShiftId },
                    cancellationToken
                );
                await FitAsync(session, night, room, cancellationToken);
                await changes.AddAsync(session, actor, "hired.off", person.Key, night, form, cancellationToken);
                return StaffChange.Done;
            },
            cancellationToken
        );

    /// <summary>How many of its own people the church brings to this night, as the church or a coordinator says.</summary>
    public Task<StaffChange> BringAsync(
        Night night,
        long nightPremisesId,
        int number,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            night,
            form,
            (session, _) => BringAsync(session, night, nightPremisesId, number, actor, form, cancellationToken),
            cancellationToken
        );

    /// <summary>The same inside what else belongs to it, with the night locked.</summary>
    public async Task<StaffChange> BringAsync(
        Session session,
        Night night,
        long nightPremisesId,
        int number,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        if (number is < 0 or > MostOwnStaff)
        {
            return StaffChange.Number;
        }
        if (!await IsInUseAsync(session, night, nightPremisesId, cancellationToken))
        {
            return StaffChange.Gone;
        }
        await session.ExecuteAsync(
            "UPDATE night_premises SET own_staff = @number WHERE id = @nightPremisesId",
            new { number, nightPremisesId },
            cancellationToken
        );
        await FitAsync(session, night, nightPremisesId, cancellationToken);
        await changes.AddAsync(session, actor, "room.staff", $"room:{nightPremisesId}", night, form, cancellationToken);
        return StaffChange.Done;
    }

    private async Task ReleaseAsync(
        Session session,
        NightRow row,
        Hired person,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        if (row.State == NightState.Open)
        {
            await letters.WriteAsync(session, row, "hired-off", person, occasion, cancellationToken);
        }
        await session.ExecuteAsync("DELETE FROM hired WHERE id = @Id", new { person.Id }, cancellationToken);
    }

    /// <summary>Places follow the need; who waits is offered one that came to be, and who was asked hears when none is left.</summary>
    private async Task FitAsync(Session session, Night night, long nightPremisesId, CancellationToken cancellationToken)
    {
        await needs.FitAsync(session, nightPremisesId, cancellationToken);
        if ((await shifts.OfNightAsync(session, night, cancellationToken)).Any(shift => shift.Missing > 0))
        {
            await offers.OfferAsync(session, night, byCoordinator: false, cancellationToken);
            await waves.GoOnAsync(session, night, cancellationToken);
            return;
        }
        await enough.SayWhenFullAsync(session, night, cancellationToken);
    }

    private async Task<bool> IsInUseAsync(
        Session session,
        Night night,
        long nightPremisesId,
        CancellationToken cancellationToken
    ) =>
        (await nights.PremisesAsync(session, night, cancellationToken)).Any(room =>
            room.Id == nightPremisesId && room.InUse
        );

    private Task<StaffChange> ChangeAsync(
        Night night,
        string form,
        Func<Session, NightRow, Task<StaffChange>> change,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                await nights.LockAsync(session, night, cancellationToken);
                if (await changes.HasAsync(session, form, cancellationToken))
                {
                    return StaffChange.DoneBefore;
                }
                return
                    await nights.FindAsync(session, night, cancellationToken)
                        is { State: NightState.Open or NightState.Early } row
                    ? await change(session, row)
                    : StaffChange.NotOpen;
            },
            cancellationToken
        );
}
