using Ekn.Core.Nights;
using Ekn.Core.Tests;
using Ekn.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Shifts;

public sealed class BookingsTests
{
    [DatabaseTheory]
    public async Task Forty_people_for_two_places_in_one_second_are_two_booked_and_38_waiting(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 40, evening: 2);

        var results = await Task.WhenAll(
            Enumerable.Range(1, 40).Select(id => Task.Run(() => BookAsync(bench, ShiftKind.Evening, id)))
        );

        Assert.Equal(2, results.OfType<BookingResult.Booked>().Count());
        Assert.Equal(38, results.OfType<BookingResult.Full>().Count());
        Assert.Equal(2, await bench.CountAsync("place WHERE shift_id = 1"));
        Assert.Equal(
            2,
            await bench.CountAsync("place WHERE shift_id = 1 AND volunteer_id IS NOT NULL AND booked_at IS NOT NULL")
        );
        Assert.Equal(38, await bench.CountAsync("standby WHERE kind = 'waiting'"));
        Assert.Equal(2, await bench.CountAsync("booking_event WHERE kind = 'booked'"));
        Assert.Equal(0, await bench.CountAsync("standby s JOIN place p ON p.volunteer_id = s.volunteer_id"));
    }

    [DatabaseTheory]
    public async Task One_person_who_answers_twenty_times_at_once_has_one_place(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 1, evening: 3);

        var results = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(_ => Task.Run(() => BookAsync(bench, ShiftKind.Evening, 1)))
        );

        Assert.Single(results.OfType<BookingResult.Booked>());
        Assert.Equal(19, results.OfType<BookingResult.AlreadyBooked>().Count());
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
    }

    [DatabaseTheory]
    public async Task Who_has_been_there_cannot_leave_afterwards(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 1, evening: 1);
        await BookAsync(bench, ShiftKind.Evening, 1);

        bench.ItIs("2026-12-01 22:00");

        Assert.Null(await WithdrawAsync(bench, ShiftKind.Evening, 1));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
        Assert.Equal(0, await bench.CountAsync("booking_event WHERE kind = 'withdrawn'"));
    }

    [DatabaseTheory]
    public async Task A_place_that_is_given_back_can_be_taken_again(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 2, evening: 1);
        Assert.IsType<BookingResult.Booked>(await BookAsync(bench, ShiftKind.Evening, 1));
        Assert.IsType<BookingResult.Full>(await BookAsync(bench, ShiftKind.Evening, 2));

        var freed = await WithdrawAsync(bench, ShiftKind.Evening, 1);

        Assert.Equal((0, 1), (freed!.Booked, freed.Missing));
        Assert.Null(await WithdrawAsync(bench, ShiftKind.Evening, 1)); // once is enough
        Assert.Null(await WithdrawAsync(bench, ShiftKind.Night, 2));
        Assert.Equal([2L], await StandbyAsync(bench, 1));
        Assert.IsType<BookingResult.Booked>(await BookAsync(bench, ShiftKind.Evening, 2));
        Assert.Empty(await StandbyAsync(bench, 1)); // no longer waiting
        Assert.IsType<BookingResult.Full>(await BookAsync(bench, ShiftKind.Evening, 1));
        Assert.Equal(
            ["1 booked", "2 waiting", "1 withdrawn", "2 booked", "1 waiting"],
            await bench.QueryAsync<string>("SELECT volunteer_id || ' ' || kind FROM booking_event ORDER BY id")
        );
    }

    [DatabaseTheory]
    public async Task Who_is_on_reserve_has_no_place_and_may_take_one(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3, evening: 1);
        var reserved = await ReserveAsync(bench, 1);
        Assert.Equal(1, Assert.IsType<BookingResult.OnReserve>(reserved).Shift.Missing);
        await ReserveAsync(bench, 1);
        Assert.Equal(1, await bench.CountAsync("booking_event WHERE kind = 'reserve'"));

        Assert.IsType<BookingResult.Booked>(await BookAsync(bench, ShiftKind.Evening, 1));
        Assert.IsType<BookingResult.AlreadyBooked>(await ReserveAsync(bench, 1));

        // Who waits comes before who only comes if nobody else can.
        await ReserveAsync(bench, 2);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await BookAsync(bench, ShiftKind.Evening, 3);
        Assert.Equal([3L, 2L], await StandbyAsync(bench, 1));
    }

    [DatabaseTheory]
    public async Task Nobody_is_booked_on_what_is_off_over_or_was_never_there(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 2, evening: 2);
        var night = bench.Tonight;
        Assert.IsType<BookingResult.NoSuchShift>(
            await bench.DoAsync(s =>
                bench.Get<Bookings>().BookAsync(s, night.Next, ShiftKind.Evening, 1, "sms", null, default)
            )
        );
        await BookAsync(bench, ShiftKind.Evening, 1);

        bench.ItIs("2026-12-01 21:59");
        Assert.IsType<BookingResult.Booked>(await BookAsync(bench, ShiftKind.Evening, 2));
        await WithdrawAsync(bench, ShiftKind.Evening, 2);
        bench.ItIs("2026-12-01 22:00");
        Assert.IsType<BookingResult.Over>(await BookAsync(bench, ShiftKind.Evening, 2));
        Assert.IsType<BookingResult.Over>(await ReserveAsync(bench, 2));
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");
        Assert.IsType<BookingResult.NotOpen>(await BookAsync(bench, ShiftKind.Morning, 2));
        await bench.ExecuteAsync("UPDATE night SET state = 'ended'");
        Assert.IsType<BookingResult.Over>(await BookAsync(bench, ShiftKind.Morning, 2));
        // A booking of before is kept, and said so.
        Assert.IsType<BookingResult.AlreadyBooked>(await BookAsync(bench, ShiftKind.Evening, 1));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(0, await bench.CountAsync("standby"));
    }

    [DatabaseTheory]
    public async Task With_several_rooms_people_go_where_most_are_missing(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 5, evening: 2, rooms: 2);
        for (var id = 1; id <= 4; id++)
        {
            Assert.IsType<BookingResult.Booked>(await BookAsync(bench, ShiftKind.Evening, id));
        }
        Assert.IsType<BookingResult.Full>(await BookAsync(bench, ShiftKind.Evening, 5));

        var evenings = await bench.DoAsync(s => bench.Get<ShiftBook>().OfNightAsync(s, bench.Tonight, default));
        Assert.Equal([2, 2], evenings.Where(shift => shift.Kind == ShiftKind.Evening).Select(shift => shift.Booked));
        // In the other room it is the same shift of the same night: nobody is in two places at once.
        Assert.IsType<BookingResult.AlreadyBooked>(await BookAsync(bench, ShiftKind.Evening, 1));
    }

    [DatabaseTheory]
    public async Task A_place_that_is_free_in_one_room_is_free_for_who_waits_for_the_other(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3, evening: 1, rooms: 2);
        await BookAsync(bench, ShiftKind.Evening, 1);
        await BookAsync(bench, ShiftKind.Evening, 2);
        Assert.IsType<BookingResult.Full>(await BookAsync(bench, ShiftKind.Evening, 3));

        foreach (var id in new[] { 1, 2 })
        {
            var freed = await WithdrawAsync(bench, ShiftKind.Evening, id);
            Assert.Equal([3L], await StandbyAsync(bench, freed!.Id));
        }
        await BookAsync(bench, ShiftKind.Evening, 3);
        Assert.Equal(0, await bench.CountAsync("standby"));
    }

    [DatabaseTheory]
    public async Task Everybody_booked_on_a_night_is_named_once(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 3, evening: 2);
        await BookAsync(bench, ShiftKind.Evening, 2);
        await BookAsync(bench, ShiftKind.Morning, 2);
        await BookAsync(bench, ShiftKind.Evening, 1);
        Assert.Equal(
            [1L, 2L],
            await bench.DoAsync(s => bench.Get<Bookings>().BookedOnAsync(s, bench.Tonight, default))
        );
    }

    [DatabaseTheory]
    public async Task Whatever_happens_in_whatever_order_no_shift_has_more_people_than_places(string provider)
    {
        await using var bench = await OpenAsync(provider, volunteers: 4, evening: 2, rooms: 2);
        var step =
            from act in Gen.Choose(0, 2)
            from who in Gen.Choose(1, 4)
            from kind in Gen.Choose(1, 3)
            select (act, who, kind);
        var walks = step.ListOf(14).ToArbitrary();
        var rounds = provider == "sqlite" ? 25 : 15;

        Prop.ForAll(
                walks,
                walk =>
                {
                    HoldsAsync(bench, walk).GetAwaiter().GetResult();
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(rounds));
    }

    private static async Task HoldsAsync(CoreBench bench, IEnumerable<(int Act, int Who, int Kind)> walk)
    {
        await bench.ExecuteAsync("UPDATE place SET volunteer_id = NULL, booked_at = NULL");
        await bench.ExecuteAsync("DELETE FROM standby");
        var booked = new HashSet<(int Who, int Kind)>();
        foreach (var (act, who, kind) in walk)
        {
            var key = (who, kind);
            switch (act)
            {
                case 0 when await BookAsync(bench, (ShiftKind)kind, who) is BookingResult.Booked:
                    Assert.True(booked.Add(key));
                    break;
                case 1:
                    Assert.Equal(booked.Remove(key), await WithdrawAsync(bench, (ShiftKind)kind, who) is not null);
                    break;
                case 2:
                    await ReserveAsync(bench, who, (ShiftKind)kind);
                    break;
            }
        }
        var onPlaces = await bench.QueryAsync<string>(
            "SELECT p.volunteer_id || ' ' || s.kind FROM place p JOIN shift s ON s.id = p.shift_id WHERE p.volunteer_id IS NOT NULL"
        );
        Assert.Equal(booked.Select(key => $"{key.Who} {key.Kind}").Order(), onPlaces.Order());
        Assert.All(
            await bench.DoAsync(s => bench.Get<ShiftBook>().OfNightAsync(s, bench.Tonight, default)),
            shift => Assert.InRange(shift.Booked, 0, shift.Heads)
        );
        // Nobody waits for a shift that they have.
        Assert.Equal(
            0,
            await bench.CountAsync(
                "standby w JOIN shift a ON a.id = w.shift_id JOIN shift b ON b.kind = a.kind JOIN place p ON p.shift_id = b.id AND p.volunteer_id = w.volunteer_id"
            )
        );
    }

    /// <summary>Tonight is open in one room or several, each with a shift 1 (evening), 2 and 3.</summary>
    private static async Task<CoreBench> OpenAsync(string provider, int volunteers, int evening, int rooms = 1)
    {
        var bench = await CoreBench.NewAsync(
            provider,
            rota: true,
            settings:
            [
                ("Ekn:Shifts:Evening:Heads", $"{evening}"),
                ("Ekn:Shifts:Night:Heads", "1"),
                ("Ekn:Shifts:Morning:Heads", "1"),
            ]
        );
        await bench.AddVolunteersAsync(volunteers);
        await bench.DoAsync(async session =>
        {
            var nights = bench.Get<NightBook>();
            await nights.FindOrAddAsync(session, bench.Tonight, default);
            for (var room = 1; room <= rooms; room++)
            {
                var id = await nights.AddPremisesAsync(session, bench.Tonight, room, null, "called", default);
                await bench.Get<ShiftBook>().MakeAsync(session, bench.Tonight, id, default);
            }
            await nights.SetStateAsync(session, bench.Tonight, NightState.Open, 1, default);
        });
        return bench;
    }

    private static Task<BookingResult> BookAsync(CoreBench bench, ShiftKind kind, long volunteer) =>
        bench.DoAsync(session =>
            bench.Get<Bookings>().BookAsync(session, bench.Tonight, kind, volunteer, "sms", null, default)
        );

    private static Task<BookingResult> ReserveAsync(
        CoreBench bench,
        long volunteer,
        ShiftKind kind = ShiftKind.Evening
    ) =>
        bench.DoAsync(session =>
            bench.Get<Bookings>().ReserveAsync(session, bench.Tonight, kind, volunteer, "sms", null, default)
        );

    private static Task<ShiftOfNight?> WithdrawAsync(CoreBench bench, ShiftKind kind, long volunteer) =>
        bench.DoAsync(session =>
            bench.Get<Bookings>().WithdrawAsync(session, bench.Tonight, kind, volunteer, "sms", null, default)
        );

    private static Task<IReadOnlyList<long>> StandbyAsync(CoreBench bench, long shift) =>
        bench.QueryAsync<long>(
            """
            SELECT w.volunteer_id FROM standby w JOIN shift s ON s.id = w.shift_id
            WHERE (s.night, s.kind) = (SELECT night, kind FROM shift WHERE id = @shift) ORDER BY w.kind DESC, w.since, w.volunteer_id
            """,
            new { shift }
        );
}
