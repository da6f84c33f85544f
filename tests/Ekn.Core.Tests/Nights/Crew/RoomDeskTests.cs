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

    /// <summary>The night that every test opens, also after midnight.</summary>
    private static readonly Calendar.Night Begun = Calendar.Night.Parse("2026-12-01");

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
    public async Task A_list_that_waits_for_the_mail_server_does_not_name_a_room_that_was_left(string provider)
    {
        await using var bench = await OpenAsync(provider);
        bench.ItIs("2026-12-01 18:00");
        Task SendListsAsync() =>
            bench.DoAsync(session => bench.Get<Printouts.PrintoutMail>().SendDueAsync(session, default));
        Task<IReadOnlyList<string>> WaitingAsync() =>
            bench.QueryAsync<string>(
                "SELECT DISTINCT substr(message_key, length(message_key)) FROM outbox WHERE purpose = 'printout' AND state = 'queued'"
            );
        await SendListsAsync();
        Assert.Equal(["1"], await WaitingAsync());

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 2, "f1"));
        Assert.Empty(await WaitingAsync());
        await SendListsAsync();
        Assert.Equal(["2"], await WaitingAsync());
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
    public async Task The_guests_of_a_church_that_says_no_in_the_evening_come_along_too(string provider)
    {
        await using var bench = await OpenAsync(provider);
        bench.ItIs("2026-12-01 22:30");
        await CountAsync(bench, 1, women: 4, men: 5, threats: 1);

        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", "+46701740608", "NEJ, vattenläcka", default);
        await bench.Get<Inbox>().HandleNewAsync(default);
        await CountAsync(bench, 2, women: 6, men: 5);

        await using var session = await bench.Database.OpenAsync(default);
        var report = await bench
            .Get<Reports.PeriodReportReader>()
            .ReadAsync(session, Reports.ReportPeriod.Of(bench.Tonight.Evening, bench.Tonight.Evening, out _)!, default);
        Assert.Equal((6, 5, 1), (report.Total.Women, report.Total.Men, report.Total.Threats));
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

    [DatabaseTheory]
    public async Task Who_is_brought_to_another_room_keeps_what_they_said_with_their_yes(string provider)
    {
        await using var bench = await OpenAsync(provider, ("Ekn:Shifts:Night:Heads", "1"));
        await TakeAsync(bench, 1, ShiftKind.Evening, remark: "från 20");
        await TakeAsync(bench, 2, ShiftKind.Night, remark: "med hund");
        await AnotherAsync(bench, 2, "f1");
        await TakeAsync(bench, 3, ShiftKind.Night);

        await CloseAsync(bench, 1, "f2");

        Assert.Equal(["från 20"], await bench.QueryAsync<string>("SELECT remark FROM place WHERE volunteer_id = 1"));
        Assert.Equal(["med hund"], await bench.QueryAsync<string>("SELECT remark FROM standby WHERE volunteer_id = 2"));
    }

    [DatabaseTheory]
    public async Task A_room_that_closes_at_night_leaves_those_alone_whose_shift_is_over(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await AnotherAsync(bench, 2, "f1");
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 2, ShiftKind.Night);
        var rooms = await bench.QueryAsync<long>(
            "SELECT s.night_premises_id FROM place p JOIN shift s ON s.id = p.shift_id WHERE p.volunteer_id = 1"
        );
        var evening = (await bench.QueryAsync<long>("SELECT shift_id FROM place WHERE volunteer_id = 1"))[0];
        await bench.Get<StaffDesk>().HireAsync(bench.Tonight, evening, "Hanna", "+46701740690", Anna, "f2", default);
        bench.ItIs("2026-12-02 01:00");

        Assert.Equal(RoomChange.Done, await CloseAsync(bench, rooms[0], "f3"));

        Assert.DoesNotContain("volunteer:1", await bench.ToldAsync("moved"));
        Assert.DoesNotContain("volunteer:1", await bench.ToldAsync("room-closed"));
        Assert.Empty(await bench.ToldAsync("hired-off"));
        Assert.Equal([evening], await bench.QueryAsync<long>("SELECT shift_id FROM place WHERE volunteer_id = 1"));
        Assert.Equal(1, await bench.CountAsync("hired"));
    }

    [DatabaseTheory]
    public async Task A_night_that_moves_at_night_wakes_nobody_whose_shift_is_over(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 2, ShiftKind.Night);
        await bench.Get<StaffDesk>().HireAsync(bench.Tonight, 1, "Hanna", "+46701740690", Anna, "f1", default);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 01:00");

        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 2, "f2"));

        Assert.Equal(["sitelead:s1", "volunteer:2"], await bench.ToldAsync("moved"));
    }

    [DatabaseTheory]
    public async Task Who_has_a_message_of_the_old_room_on_its_way_hears_of_the_move_too(string provider)
    {
        await using var bench = await OpenAsync(provider);

        // The mail has not left yet, as when the mail server is away for an hour.
        Assert.Equal(RoomChange.Done, await MoveAsync(bench, 1, 2, "f1"));

        Assert.Contains("moved city:k1", await bench.LettersAsync("moved"));
        Assert.Contains("sitelead:s1", await bench.ToldAsync("moved"));
    }

    [DatabaseTheory]
    public async Task The_thanks_to_one_church_are_not_stopped_when_another_room_is_left(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await AnotherAsync(bench, 2, "f1");
        await bench.Get<Inbox>().ReceiveAsync("SM1", "sms", "+46701740613", "JA", default);
        await bench.Get<Inbox>().HandleNewAsync(default);
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'church-yes' AND state = 'queued'"));

        await CloseAsync(bench, 1, "f2");

        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'church-yes' AND state = 'queued'"));
    }

    [DatabaseTheory]
    public async Task Nobody_is_brought_or_booked_to_a_room_that_is_not_lent_while_another_has_places(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await AnotherAsync(bench, 2, "f1");
        await AnotherAsync(bench, 3, "f2");
        await TakeAsync(bench, 1, ShiftKind.Night);
        var room = (await RoomsOfAsync(bench, 1))[0];
        var lost = room == 1 ? 2 : 1;
        await bench.ExecuteAsync("UPDATE night_premises SET state = 'declined' WHERE id = @lost", new { lost });

        await TakeAsync(bench, 2, ShiftKind.Evening);
        await TakeAsync(bench, 3, ShiftKind.Evening);
        await TakeAsync(bench, 4, ShiftKind.Evening);
        await CloseAsync(bench, room, "f3");

        foreach (var id in new[] { 1, 2, 3, 4 })
        {
            Assert.DoesNotContain(lost, await RoomsOfAsync(bench, id));
        }
    }

    [DatabaseTheory]
    public async Task A_second_room_goes_on_asking_though_the_first_is_full(string provider)
    {
        await using var bench = await OpenAsync(
            provider,
            ("Ekn:Shifts:Evening:Heads", "1"),
            ("Ekn:Shifts:Night:Heads", "0"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        await TakeAsync(bench, 1, ShiftKind.Evening);
        Assert.Equal(0, await bench.CountAsync("call_plan WHERE next_at IS NOT NULL"));

        await AnotherAsync(bench, 2, "f1");

        Assert.Equal(1, await bench.CountAsync("call_plan WHERE next_at IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task A_room_whose_church_brings_fewer_goes_on_asking(string provider)
    {
        await using var bench = await OpenAsync(
            provider,
            ("Ekn:Shifts:Evening:Heads", "1"),
            ("Ekn:Shifts:Night:Heads", "0"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        await bench.ExecuteAsync("UPDATE premises SET own_staff = 0 WHERE id = 2");
        await TakeAsync(bench, 1, ShiftKind.Evening);

        await MoveAsync(bench, 1, 2, "f1");

        Assert.Equal(1, await bench.CountAsync("call_plan WHERE next_at IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task A_coordinator_finds_the_free_place_in_whichever_room_it_is(string provider)
    {
        await using var bench = await OpenAsync(
            provider,
            ("Ekn:Shifts:Evening:Heads", "1"),
            ("Ekn:Shifts:Night:Heads", "0"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 2, ShiftKind.Evening); // waits
        await AnotherAsync(bench, 2, "f1");
        await bench.DoAsync(s =>
            bench.Get<Asking.PlaceOffers>().OfferAsync(s, bench.Tonight, byCoordinator: true, default)
        );
        Assert.Equal(["volunteer:2"], await bench.ToldAsync("place-offered"));

        await bench.DoAsync(s =>
            bench.Get<Bookings>().BookAsync(s, bench.Tonight, ShiftKind.Evening, 3, "phone", null, default)
        );

        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 3"));
    }

    private static Task<IReadOnlyList<long>> RoomsOfAsync(CoreBench bench, long volunteer) =>
        bench.QueryAsync<long>(
            "SELECT s.night_premises_id FROM place p JOIN shift s ON s.id = p.shift_id WHERE p.volunteer_id = @volunteer",
            new { volunteer }
        );

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
        bench.Get<RoomDesk>().MoveAsync(Begun, from, to, Anna, form, default);

    private static Task<RoomChange> AnotherAsync(CoreBench bench, long premises, string form) =>
        bench.Get<RoomDesk>().OpenAnotherAsync(bench.Tonight, premises, Anna, form, default);

    private static Task<RoomChange> CloseAsync(CoreBench bench, long room, string form) =>
        bench.Get<RoomDesk>().CloseAsync(Begun, room, Anna, form, default);

    private static Task TakeAsync(
        CoreBench bench,
        long id,
        ShiftKind kind,
        bool asReserve = false,
        string? remark = null
    ) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .TakeAsync(
                    s,
                    (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!,
                    new Choice(bench.Tonight, kind),
                    asReserve,
                    "sms",
                    remark,
                    $"inbound:{id}",
                    default
                )
        );
}
