using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

public sealed class RoomDeskTests
{
    private const string Anna = "coordinator:c1";

    [DatabaseTheory]
    public async Task At_nine_in_the_evening_a_night_moves_with_every_booking_and_all_hear_it_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);
        await TakeAsync(bench, 2, ShiftKind.Morning, asReserve: true);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 21:00");

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 2, "f1"));
        Assert.Equal(RoomChange.DoneBefore, await MoveAsync(bench, 1, 2, "f1"));
        // The other coordinator presses in the same second.
        Assert.Equal(RoomChange.Gone, await MoveAsync(bench, 1, 3, "f2"));

        Assert.Equal(
            ["Andreaskyrkan 1"],
            await bench.QueryAsync<string>(
                """
                SELECT r.name || ' ' || p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
                JOIN night_premises np ON np.id = s.night_premises_id JOIN premises r ON r.id = np.premises_id
                WHERE p.volunteer_id IS NOT NULL
                """
            )
        );
        Assert.Equal(["premises:1"], await bench.ToldAsync("room-left"));
        Assert.Equal(["premises:1", "premises:2"], await bench.ToldAsync("call-church"));
        Assert.Equal(["sitelead:s1", "volunteer:1", "volunteer:2"], await bench.ToldAsync("moved"));
        Assert.Contains("moved city:k1", await bench.LettersAsync("moved"));
        Assert.Equal(1, await bench.CountAsync("change_event WHERE kind = 'night.moved' AND actor = 'coordinator:c1'"));
    }

    [DatabaseTheory]
    public async Task A_night_that_moves_back_calls_the_first_church_again(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 2, "f1"));
        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 2, 1, "f2"));

        Assert.Equal(["premises:1", "premises:1", "premises:2"], await bench.ToldAsync("call-church"));
        Assert.Equal(2, (await bench.ToldAsync("moved")).Count(key => key == "volunteer:1"));
    }

    [DatabaseTheory]
    public async Task Rooms_are_proposed_reserve_first_and_those_that_said_no_last(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE night_premises SET state = 'declined'");
        await using var session = await bench.Database.OpenAsync(default);

        var rooms = await bench.Get<RoomProposals>().OfAsync(session, bench.Tonight, default);

        Assert.Equal([2, 3, 1], rooms.Select(room => room.PremisesId));
        Assert.Equal("declined", rooms[^1].Before);
    }

    [DatabaseTheory]
    public async Task A_church_that_said_no_when_nothing_was_left_gives_its_shifts_to_any_other_room(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);
        await bench.ExecuteAsync("UPDATE night_premises SET state = 'declined'");

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 3, "f1"));

        Assert.Empty(await bench.ToldAsync("room-left"));
        Assert.Contains("volunteer:1", await bench.ToldAsync("moved"));
    }

    [DatabaseTheory]
    public async Task A_second_room_has_shifts_of_its_own_and_closing_it_brings_its_people_to_the_first(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);
        Assert.Equal(RoomChange.Done, await AnotherAsync(bench, 2, "f1"));
        Assert.Equal(16, await bench.CountAsync("place"));
        // Where most are missing: the new room.
        await TakeAsync(bench, 2, ShiftKind.Night);

        var second = (await bench.QueryAsync<long>("SELECT id FROM night_premises WHERE premises_id = 2"))[0];
        Assert.Equal(RoomChange.Done, await CloseAsync(bench, second, "f2"));

        Assert.Equal(["volunteer:2"], await bench.ToldAsync("moved"));
        Assert.Equal(2, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(8, await bench.CountAsync("place"));
        Assert.Equal(["premises:2", "sitelead:s1"], await bench.ToldAsync("room-left"));
    }

    [DatabaseTheory]
    public async Task Who_finds_no_place_elsewhere_hears_that_the_shift_is_off(string provider)
    {
        await using var bench = await OpenAsync(provider, ("Ekn:Shifts:Night:Heads", "1"));
        await TakeAsync(bench, 1, ShiftKind.Night);
        await AnotherAsync(bench, 2, "f1");
        await TakeAsync(bench, 2, ShiftKind.Night);
        var second = (await bench.QueryAsync<long>("SELECT id FROM night_premises WHERE premises_id = 2"))[0];

        await CloseAsync(bench, second, "f2");

        Assert.Equal(["volunteer:2"], await bench.ToldAsync("room-closed"));
    }

    [DatabaseTheory]
    public async Task What_cannot_be_done_is_refused_and_changes_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var before = await bench.CountAsync("outbox");

        Assert.Equal(RoomChange.OnlyRoom, await CloseAsync(bench, 1, "f1"));
        Assert.Equal(RoomChange.NotFree, await MoveAsync(bench, 1, 1, "f2"));
        Assert.Equal(RoomChange.NotFree, await MoveAsync(bench, 1, 99, "f3"));
        Assert.Equal(RoomChange.Gone, await MoveAsync(bench, 99, 2, "f4"));
        Assert.Equal(RoomChange.NotFree, await AnotherAsync(bench, 1, "f5"));
        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        var off = await bench.CountAsync("outbox");
        Assert.Equal(RoomChange.NotOpen, await MoveAsync(bench, 1, 2, "f6"));
        Assert.Equal(RoomChange.NotOpen, await AnotherAsync(bench, 2, "f7"));

        Assert.True(off >= before);
        Assert.Equal(off, await bench.CountAsync("outbox"));
        Assert.Equal(0, await bench.CountAsync("change_event"));
    }

    [DatabaseTheory]
    public async Task Who_works_in_another_room_of_the_night_is_not_told_of_a_move(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.AddRoomAsync(4, "St Matteus", null, reserve: false);
        await TakeAsync(bench, 1, ShiftKind.Night);
        await AnotherAsync(bench, 2, "f1");
        await TakeAsync(bench, 2, ShiftKind.Night); // where most are missing: the new room
        await bench.SendEverythingAsync();

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 3, "f2"));

        Assert.Equal(["sitelead:s1", "volunteer:1"], await bench.ToldAsync("moved"));
        Assert.Equal(["premises:1"], await bench.ToldAsync("room-left"));
    }

    [DatabaseTheory]
    public async Task The_guests_counted_so_far_come_along_and_are_counted_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await CountAsync(bench, 1, women: 4, men: 5, threats: 1);

        await MoveAsync(bench, 1, 2, "f1");
        await CountAsync(bench, 2, women: 6, men: 5);

        await using var session = await bench.Database.OpenAsync(default);
        var report = await bench
            .Get<Reports.PeriodReportReader>()
            .ReadAsync(session, Reports.ReportPeriod.Of(bench.Tonight.Evening, bench.Tonight.Evening, out _)!, default);
        Assert.Equal((6, 5, 1), (report.Total.Women, report.Total.Men, report.Total.Threats));
        Assert.Equal(40, report.Total.Capacity);
    }

    [DatabaseTheory]
    public async Task A_room_whose_church_said_no_when_nothing_was_left_closes_into_another(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);
        await AnotherAsync(bench, 2, "f1");
        await bench.ExecuteAsync("UPDATE night_premises SET state = 'declined' WHERE premises_id = 1");

        Assert.Equal(RoomChange.Done, await CloseAsync(bench, 1, "f2"));

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("moved"));
        Assert.Empty(await bench.ToldAsync("room-left")); // it said no itself
        Assert.Equal(RoomChange.Gone, await CloseAsync(bench, 1, "f3"));
    }

    [DatabaseTheory]
    public async Task Two_coordinators_who_move_in_the_same_second_move_it_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);

        var results = await Task.WhenAll(
            Enumerable.Range(2, 2).Select(to => Task.Run(() => MoveAsync(bench, 1, to, $"f{to}")))
        );

        Assert.Equal([RoomChange.Done, RoomChange.Gone], results.Order());
        Assert.Single(await bench.ToldAsync("moved"), key => key == "volunteer:1");
        Assert.Equal(1, await bench.CountAsync("night_premises WHERE state = 'called'"));
    }

    [DatabaseTheory]
    public async Task A_room_that_fails_is_raised_once_with_what_is_next_and_over_when_the_night_has_moved(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider);
        var room = await RoomAsync(bench, 1);

        Assert.True(await bench.Get<RoomDesk>().FailAsync(room, "sitelead:s1", default));
        Assert.False(await bench.Get<RoomDesk>().FailAsync(room, "sitelead:s1", default));

        Assert.Equal(["coordinator:c1", "coordinator:c2"], await bench.ToldAsync("room-needed"));
        var text = (
            await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'room-needed' AND channel = 'sms'")
        )[0];
        Assert.Contains("Norrmalmskyrkan inte går att använda", text);
        Assert.Contains("Näst på tur: Andreaskyrkan (40 platser)", text);
        Assert.Equal(["RoomFailed"], await bench.AlertsAsync());

        await MoveAsync(bench, 1, 2, "f1");
        Assert.Empty(await bench.AlertsAsync());
        Assert.False(await bench.Get<RoomDesk>().FailAsync(room, "sitelead:s1", default)); // not in use any more
    }

    private static async Task<PremisesOfNight> RoomAsync(CoreBench bench, long id)
    {
        await using var session = await bench.Database.OpenAsync(default);
        return (await bench.Get<NightBook>().PremisesAsync(session, bench.Tonight, default)).First(room =>
            room.Id == id
        );
    }

    private static Task CountAsync(CoreBench bench, long room, int women, int men, int? threats = null) =>
        bench.DoAsync(session =>
            bench
                .Get<Counting.GuestLog>()
                .ReportAsync(
                    session,
                    bench.Tonight,
                    room,
                    new Counting.GuestCountFields(Women: women, Men: men, Threats: threats),
                    "sitelead:s1",
                    "sms",
                    default
                )
        );

    private static async Task<CoreBench> OpenAsync(string provider, params (string, string?)[] settings)
    {
        var bench = await CoreBench.NewAsync(provider, settings: settings);
        await bench.AddRoomAsync(3, "Högalid", null, reserve: false);
        await bench.AddVolunteersAsync(4);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static Task<RoomChange> MoveAsync(CoreBench bench, long from, long to, string form) =>
        bench.Get<RoomDesk>().MoveAsync(bench.Tonight, from, to, Anna, form, default);

    private static Task<RoomChange> AnotherAsync(CoreBench bench, long premises, string form) =>
        bench.Get<RoomDesk>().OpenAnotherAsync(bench.Tonight, premises, Anna, form, default);

    private static Task<RoomChange> CloseAsync(CoreBench bench, long room, string form) =>
        bench.Get<RoomDesk>().CloseAsync(bench.Tonight, room, Anna, form, default);

    private static Task TakeAsync(CoreBench bench, long id, ShiftKind kind, bool asReserve = false) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .TakeAsync(
                    s,
                    (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!,
                    new Choice(bench.Tonight, kind),
                    asReserve,
                    "sms",
                    null,
                    $"inbound:{id}",
                    default
                )
        );
}
