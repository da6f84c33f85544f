using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Opening;

public sealed class CallOutTests
{
    private static readonly string[] Everybody = ["volunteer:1", "volunteer:2", "volunteer:3", "volunteer:4"];

    [DatabaseTheory]
    public async Task Opening_makes_the_shifts_and_tells_everybody_once(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.OpenTonightAsync();

        Assert.Equal(NightState.Open, (await bench.NightAsync())!.State);
        Assert.Equal(["call-church premises:1", "call-site-lead sitelead:s1"], (await bench.LettersAsync()).Take(2));
        Assert.Equal(Everybody, await bench.ToldAsync("call-volunteer"));
        Assert.Equal(["open-city city:k1"], await bench.LettersAsync("open-city"));
        Assert.Equal(8, await bench.CountAsync("place"));
        Assert.Equal(4, await bench.CountAsync("asked"));
        Assert.Equal(
            [
                "2026-12-01T17:00:00.000Z 2026-12-01T21:00:00.000Z",
                "2026-12-01T21:00:00.000Z 2026-12-02T05:00:00.000Z",
                "2026-12-02T05:00:00.000Z 2026-12-02T08:00:00.000Z",
            ],
            await bench.QueryAsync<string>("SELECT starts_at || ' ' || ends_at FROM shift ORDER BY kind")
        );
    }

    [DatabaseTheory]
    public async Task The_night_shift_is_an_hour_shorter_when_the_clocks_go_forward(string provider)
    {
        await using var bench = await StartAsync(provider, "2027-03-27 12:00");
        await bench.OpenTonightAsync();
        Assert.Equal(
            ["2027-03-27T21:00:00.000Z 2027-03-28T04:00:00.000Z"],
            await bench.QueryAsync<string>("SELECT starts_at || ' ' || ends_at FROM shift WHERE kind = 2")
        );
    }

    [DatabaseTheory]
    public async Task Who_is_booked_without_having_been_asked_hears_of_the_cancelling_too(string provider)
    {
        await using var bench = await StartAsync(provider);
        // Stopped at noon, so nobody asks; then START and a code from a friend.
        await StopAsync(bench, 4);
        await bench.OpenTonightAsync();
        await StartAgainAsync(bench, 4);
        await bench.SendEverythingAsync();
        Assert.DoesNotContain("volunteer:4", await bench.ToldAsync("call-volunteer"));
        await TakeAsync(bench, 4, ShiftKind.Evening);
        await bench.SendEverythingAsync();

        IReadOnlyList<string> foreseen = await WhoReliesAsync(bench);
        await bench.AnswersAsync("c1", AnswerKind.Close, "vattenläcka");

        Assert.Equal(["premises:1", "sitelead:s1", .. Everybody], await bench.ToldAsync("called-off"));
        Assert.Equal(["city:k1", "premises:1", "sitelead:s1", .. Everybody], foreseen);
        Assert.Empty(await WhoReliesAsync(bench));
        Assert.Equal(
            ["called-off city:k1"],
            (await bench.LettersAsync("called-off")).Where(letter => letter.Contains("city"))
        );
    }

    [DatabaseTheory]
    public async Task Who_waits_or_is_on_reserve_hears_of_the_cancelling(string provider)
    {
        await using var bench = await StartAsync(provider, settings: [("Ekn:Shifts:Evening:Heads", "1")]);
        foreach (var id in new[] { 3, 4 })
        {
            await StopAsync(bench, id);
        }
        await bench.OpenTonightAsync();
        await StartAgainAsync(bench, 3);
        await StartAgainAsync(bench, 4);
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 3, ShiftKind.Evening);
        await TakeAsync(bench, 4, ShiftKind.Night, asReserve: true);
        await bench.SendEverythingAsync();

        await bench.AnswersAsync("c1", AnswerKind.Close, "vattenläcka");

        Assert.Equal(Everybody, (await bench.ToldAsync("called-off")).Where(key => key.StartsWith("volunteer")));
    }

    [DatabaseTheory]
    public async Task What_has_not_left_when_the_night_is_called_off_never_leaves(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.OpenTonightAsync();
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 2, ShiftKind.Night, asReserve: true);

        await bench.AnswersAsync("c1", AnswerKind.Close, "vattenläcka");

        Assert.Equal(
            ["call-church", "call-site-lead", "call-volunteer", "booked", "on-reserve", "open-city"],
            (await bench.QueryAsync<string>("SELECT DISTINCT purpose FROM outbox WHERE state = 'cancelled'"))
                .OrderBy(p => "ccbos".IndexOf(p[0]))
                .ThenBy(p => p == "booked" ? 1 : 0)
                .ThenBy(p => p)
        );
        // Nobody had been told, but two rely on it.
        Assert.Equal(["volunteer:1", "volunteer:2"], await bench.ToldAsync("called-off"));
    }

    [DatabaseTheory]
    public async Task Opened_again_everybody_is_told_again_and_bookings_stand(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.OpenTonightAsync();
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await bench.SendEverythingAsync();
        await bench.AnswersAsync("c1", AnswerKind.Close, "värmen är sönder");
        await bench.SendEverythingAsync();
        await bench.AnswersAsync("c1", AnswerKind.Open, "värmen är lagad");

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("opens-booked"));
        Assert.Equal(2, (await bench.ToldAsync("call-volunteer")).Count(key => key == "volunteer:2"));
        Assert.Equal(["premises:1", "premises:1"], await bench.ToldAsync("call-church"));
        Assert.Equal(8, await bench.CountAsync("place"));
        Assert.Equal(3, (await bench.NightAsync())!.Revision);
        await bench.SendEverythingAsync();
        await bench.AnswersAsync("c1", AnswerKind.Close, "sönder igen");
        Assert.Equal(2, (await bench.ToldAsync("called-off")).Count(key => key == "volunteer:1"));
    }

    [DatabaseTheory]
    public async Task A_church_that_said_no_does_not_keep_the_night_from_being_opened_again(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.OpenTonightAsync();
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await SaysNoAsync(bench, "+46701740608");
        await SaysNoAsync(bench, "+46701740613"); // the reserve too: nobody is left
        Assert.Contains("NoPremises", await bench.AlertsAsync());
        await bench.AddRoomAsync(3, "Immanuelskyrkan", "+46701740610", reserve: true);
        await bench.AnswersAsync("c1", AnswerKind.Close, "ingen lokal");

        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "lokal funnen"));

        var rooms = await bench.DoAsync(s => bench.Get<NightBook>().PremisesAsync(s, bench.Tonight, default));
        Assert.Equal("Immanuelskyrkan", Assert.Single(rooms, room => room.InUse).Name);
        // The shifts, and Vera's booking with them, have moved along; there are no others.
        Assert.Equal(3, await bench.CountAsync("shift"));
        var theirs = await bench.DoAsync(s => bench.Get<ShiftBook>().BookedByAsync(s, 1, bench.Tonight, default));
        Assert.Equal("Immanuelskyrkan", Assert.Single(theirs).Premises);
    }

    [DatabaseTheory]
    public async Task With_no_room_left_the_night_can_still_be_closed_and_opened(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET reserve = 0");
        await bench.OpenTonightAsync();
        await SaysNoAsync(bench, "+46701740608");
        await bench.AnswersAsync("c1", AnswerKind.Close, "ingen lokal");

        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "vi ringer runt"));

        Assert.Contains("NoPremises", await bench.AlertsAsync());
        Assert.Contains("INGEN LOKAL", await LastTextAsync(bench, "decision-open"));
    }

    [DatabaseTheory]
    public async Task A_night_without_any_room_is_said_so_and_nobody_is_sent_to_nowhere(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, rota: false);
        await bench.AddVolunteersAsync(2);
        await bench.OpenTonightAsync();

        Assert.Contains("NoPremises", await bench.AlertsAsync());
        Assert.Empty(await bench.ToldAsync("call-volunteer"));
        Assert.Contains("INGEN LOKAL", await LastTextAsync(bench, "decision-open"));
    }

    [DatabaseTheory]
    public async Task After_an_early_notice_who_declined_fell_away_or_is_booked_is_not_asked_again(string provider)
    {
        await using var bench = await StartAsync(provider);
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        Assert.Equal(Everybody, await bench.ToldAsync("early-notice"));
        Assert.Equal(NightState.Early, (await bench.NightAsync(night))!.State);
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        await TakeAsync(bench, 2, ShiftKind.Evening, night: night);
        await LeaveAsync(bench, 2, ShiftKind.Evening, night);
        await DeclineAsync(bench, 3, night);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 12:00");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt"));

        Assert.Equal(["volunteer:1"], await bench.ToldAsync("opens-booked"));
        Assert.Equal(["volunteer:4"], await bench.ToldAsync("call-volunteer"));
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
    }

    [DatabaseTheory]
    public async Task When_everything_was_taken_on_the_early_notice_the_others_hear_how_it_went(string provider)
    {
        await using var bench = await StartAsync(
            provider,
            settings:
            [
                ("Ekn:Shifts:Evening:Heads", "1"),
                ("Ekn:Shifts:Night:Heads", "0"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        await bench.SendEverythingAsync();
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        await DeclineAsync(bench, 2, night);
        Assert.Empty(await bench.ToldAsync("not-needed")); // it may still not open
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 12:00");
        await bench.AnswersAsync("c1", AnswerKind.Open, "kallt");

        Assert.Equal(["volunteer:3", "volunteer:4"], await bench.ToldAsync("not-needed"));
        Assert.Empty(await bench.ToldAsync("call-volunteer"));
    }

    [DatabaseTheory]
    public async Task An_early_notice_is_given_once_and_taken_back_from_everyone_who_got_it_or_signed_up(
        string provider
    )
    {
        await using var bench = await StartAsync(provider);
        await StopAsync(bench, 4);
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-13, night), default);
        Assert.Equal(Everybody[..3], await bench.ToldAsync("early-notice"));
        await StartAgainAsync(bench, 4);
        await TakeAsync(bench, 4, ShiftKind.Night, night: night);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-02 12:00");

        await bench.AssessAsync(bench.Weather(4));

        Assert.Equal(Everybody, await bench.ToldAsync("early-off"));
        Assert.Equal(NightState.Off, (await bench.NightAsync(night))!.State);
        // And no coordinator was disturbed by the mild night.
        Assert.Empty(await bench.LettersAsync("decision-closed"));
    }

    [DatabaseTheory]
    public async Task A_night_that_only_looked_like_it_can_still_be_opened(string provider)
    {
        await using var bench = await StartAsync(provider);
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        bench.ItIs("2026-12-02 12:00");
        await bench.AssessAsync(bench.Weather(4));
        bench.ItIs("2026-12-02 16:00");
        await bench.AssessAsync(bench.Weather(-9), Occasion.Reread);
        await bench.AnswersAsync("c1", AnswerKind.Accept);

        Assert.Equal(NightState.Open, (await bench.NightAsync())!.State);
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("opens-booked"));
        Assert.Equal(Everybody[1..], await bench.ToldAsync("call-volunteer"));
        Assert.Equal(3, await bench.CountAsync("shift"));
    }

    [DatabaseTheory]
    public async Task That_it_closes_early_goes_by_every_channel_at_once_and_at_any_hour(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'v1@example.org' WHERE id = 1");
        await bench.OpenTonightAsync();
        await TakeAsync(bench, 1, ShiftKind.Night);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 23:10");

        await bench.AnswersAsync("c1", Deciding.AnswerKind.Close, "vattenläcka");

        // Whose shift is still to come must not cross the town to a dark church.
        Assert.Equal(
            ["email 2026-12-01T22:10:00.000Z", "sms 2026-12-01T22:10:00.000Z"],
            await bench.QueryAsync<string>(
                """
                SELECT channel || ' ' || next_attempt_at FROM outbox
                WHERE purpose = 'closed-early' AND recipient = 'volunteer:1' AND state = 'queued' ORDER BY channel
                """
            )
        );
    }

    [DatabaseTheory]
    public async Task A_no_takes_one_off_the_waiting_list(string provider)
    {
        await using var bench = await StartAsync(provider, settings: [("Ekn:Shifts:Evening:Heads", "1")]);
        await bench.OpenTonightAsync();
        await TakeAsync(bench, 1, ShiftKind.Evening);
        await TakeAsync(bench, 2, ShiftKind.Evening);
        await DeclineAsync(bench, 2, bench.Tonight);

        await LeaveAsync(bench, 1, ShiftKind.Evening, bench.Tonight);

        Assert.Empty(await bench.ToldAsync("place-free"));
        Assert.Contains("ShiftsUnfilled", await bench.AlertsAsync());
        // Who changes their mind again, if only to stand by, is asked again when it opens anew.
        await TakeAsync(bench, 2, ShiftKind.Night, asReserve: true);
        Assert.Equal(0, await bench.CountAsync("asked WHERE declined_at IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task A_no_from_the_church_and_a_calling_off_in_the_same_second_leave_no_church_behind(string provider)
    {
        await using var bench = await StartAsync(provider);
        for (var day = 0; day < 4; day++)
        {
            await bench.OpenTonightAsync();
            await bench.SendEverythingAsync();
            await Task.WhenAll(
                Task.Run(() => SaysNoAsync(bench, "+46701740608")),
                Task.Run(() => bench.AnswersAsync("c1", AnswerKind.Close, "ingen lokal"))
            );
            // Whoever was asked for a room either never got the question or heard that it is off.
            var left = await bench.QueryAsync<string>(
                $"""
                SELECT recipient FROM outbox o WHERE night = '{bench.Tonight}' AND purpose = 'call-church' AND state <> 'cancelled'
                AND NOT EXISTS (SELECT 1 FROM outbox c WHERE c.night = o.night AND c.purpose = 'called-off' AND c.recipient = o.recipient)
                """
            );
            Assert.Empty(left);
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [DatabaseTheory]
    public async Task A_room_that_was_replaced_since_the_early_notice_is_not_called(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.AddRoomAsync(3, "Högalid", "+46701740614", reserve: false);
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        // The church finds that it cannot, and a coordinator puts another there: the one is told it is free, the other asked.
        await bench.DoAsync(s =>
            bench.Get<Rota.RotaRefusals>().SayAsync(s, night, 1, "premises:1", "Konsert", default)
        );
        await bench.DoAsync(s => bench.Get<Rota.RotaRefusals>().SettleAsync(s, 1, 3, "coordinator:c1", default));

        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();

        Assert.Equal(["premises:3"], await bench.ToldAsync("call-church"));
        Assert.Contains("Högalid", await LastTextAsync(bench, "opens-booked"));
        Assert.Equal(3, await bench.CountAsync("shift"));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1"));
    }

    [DatabaseTheory]
    public async Task A_room_that_the_rota_has_no_more_is_let_go_and_its_church_hears_it_once(string provider)
    {
        await using var bench = await AnnouncedInTwoRoomsAsync(provider);
        var night = Calendar.Night.Parse("2026-12-02");
        // Two places in each room, and three have taken one: one of them was in the room that goes.
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        await TakeAsync(bench, 2, ShiftKind.Evening, night: night);
        await TakeAsync(bench, 3, ShiftKind.Evening, night: night);
        await TakeAsync(bench, 4, ShiftKind.Night, night: night);
        await bench.SendEverythingAsync();
        await bench.ExecuteAsync("DELETE FROM rota_date WHERE premises_id = 3");

        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();

        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
        Assert.Equal(["premises:3"], await bench.ToldAsync("room-left"));
        Assert.Contains("vi använder INTE Högalid natten ons 2/12", await LastTextAsync(bench, "room-left"));
        Assert.Equal(
            ["1 called"],
            await bench.QueryAsync<string>("SELECT premises_id || ' ' || state FROM night_premises")
        );
        // Two keep a place, wherever they had it; who finds none hears it and waits.
        Assert.Equal(["1 2", "2 1"], await BookedAsync(bench));
        Assert.Single(await bench.ToldAsync("room-closed"));
        Assert.Equal(1, await bench.CountAsync("standby WHERE kind = 'waiting'"));
        Assert.Equal(3, (await bench.ToldAsync("opens-booked")).Count);
        Assert.DoesNotContain("Högalid", await LastTextAsync(bench, "opens-booked"));
        Assert.Empty(await bench.ToldAsync("moved"));
        Assert.Equal(0, await bench.CountAsync("booking_event WHERE shift_id IS NULL"));

        // Called off and opened again, nobody hears it again.
        await bench.SendEverythingAsync();
        await bench.AnswersAsync("c1", AnswerKind.Close, "mildare");
        await bench.AnswersAsync("c1", AnswerKind.Open, "kallt igen");
        Assert.Equal(["premises:3"], await bench.ToldAsync("room-left"));
    }

    [DatabaseTheory]
    public async Task A_church_that_had_heard_nothing_of_the_night_hears_nothing(string provider)
    {
        await using var bench = await AnnouncedInTwoRoomsAsync(provider, isTold: false);
        await bench.ExecuteAsync("DELETE FROM rota_date WHERE premises_id = 3");
        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
        Assert.Empty(await bench.ToldAsync("room-left"));
    }

    [DatabaseTheory]
    public async Task Hired_staff_of_a_room_that_goes_before_the_night_opens_come_along(string provider)
    {
        await using var bench = await AnnouncedInTwoRoomsAsync(provider);
        await bench.ExecuteAsync(
            """
            INSERT INTO hired (shift_id, name, phone, hired_at, hired_by)
            SELECT s.id, 'Hilma', '+46701740655', '2026-12-01T12:00:00.000Z', 'coordinator:c1' FROM shift s
            JOIN night_premises np ON np.id = s.night_premises_id WHERE np.premises_id = 3 AND s.kind = 1
            """
        );
        await bench.ExecuteAsync("DELETE FROM rota_date WHERE premises_id = 3");
        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();
        Assert.Equal(["hired:1"], await bench.ToldAsync("hired"));
        Assert.Empty(await bench.ToldAsync("hired-off"));
        Assert.Contains(CoreBench.Room, await LastTextAsync(bench, "hired"));
    }

    [DatabaseTheory]
    public async Task Where_the_rota_has_no_room_any_more_the_reserve_stands_in(string provider)
    {
        await using var bench = await AnnouncedInTwoRoomsAsync(provider);
        var night = Calendar.Night.Parse("2026-12-02");
        await TakeAsync(bench, 1, ShiftKind.Evening, night: night);
        await bench.SendEverythingAsync();
        await bench.ExecuteAsync("DELETE FROM rota_date");
        await bench.ExecuteAsync("INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-02', NULL)");

        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();

        Assert.Equal(["premises:2"], await bench.ToldAsync("call-church"));
        Assert.Equal(["premises:3"], await bench.ToldAsync("room-left"));
        Assert.Equal(["1 1"], await BookedAsync(bench));
        Assert.Contains(CoreBench.Reserve, await LastTextAsync(bench, "opens-booked"));
    }

    [DatabaseTheory]
    public async Task Where_neither_rota_nor_reserve_has_a_room_the_planned_one_is_asked(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("DELETE FROM premises WHERE id = 2");
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        await bench.ExecuteAsync("INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-02', NULL)");
        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
    }

    [DatabaseTheory]
    public async Task A_planned_reserve_stays_where_the_rota_still_has_no_room(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.AddRoomAsync(3, "Högalid", "+46701740614", reserve: true);
        await bench.ExecuteAsync("INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-02', NULL)");
        var night = bench.Tonight.Next;
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        bench.ItIs("2026-12-02 12:00");
        await bench.OpenTonightAsync();
        Assert.Equal(["premises:2"], await bench.ToldAsync("call-church"));
    }

    /// <summary>Tomorrow in rooms 1 and 3, with two places in the evening and one at night in each.</summary>
    /// <param name="isTold">Whether the church of room 3 was told that it stands on the rota.</param>
    private static async Task<CoreBench> AnnouncedInTwoRoomsAsync(string provider, bool isTold = true)
    {
        var bench = await StartAsync(
            provider,
            settings:
            [
                ("Ekn:Shifts:Evening:Heads", "2"),
                ("Ekn:Shifts:Night:Heads", "1"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddRoomAsync(3, "Högalid", "+46701740614", reserve: false);
        var night = bench.Tonight.Next;
        if (isTold)
        {
            // It stands there instead of another.
            await bench.AddRoomAsync(4, "Immanuel", "+46701740615", reserve: false);
            await bench.ExecuteAsync(
                "INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-02', 1), ('2026-12-02', 4)"
            );
            await bench.DoAsync(s => bench.Get<Rota.RotaRefusals>().SayAsync(s, night, 4, "premises:4", null, default));
            await bench.DoAsync(s => bench.Get<Rota.RotaRefusals>().SettleAsync(s, 1, 3, "coordinator:c1", default));
            await bench.SendEverythingAsync();
        }
        else
        {
            await bench.ExecuteAsync(
                "INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-02', 1), ('2026-12-02', 3)"
            );
        }
        await bench.Get<DecisionDesk>().LookAheadAsync(night, bench.Weather(-12, night), default);
        return bench;
    }

    /// <summary>"kind people".</summary>
    private static Task<IReadOnlyList<string>> BookedAsync(CoreBench bench) =>
        bench.QueryAsync<string>(
            """
            SELECT s.kind || ' ' || COUNT(*) FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE p.volunteer_id IS NOT NULL GROUP BY s.kind ORDER BY s.kind
            """
        );

    private static async Task<CoreBench> StartAsync(
        string provider,
        string start = "2026-12-01 12:00",
        IReadOnlyList<(string, string?)>? settings = null
    )
    {
        var bench = await CoreBench.NewAsync(provider, start, settings: settings);
        await bench.AddVolunteersAsync(4);
        return bench;
    }

    private static Task<BookingResult> TakeAsync(
        CoreBench bench,
        long id,
        ShiftKind kind,
        bool asReserve = false,
        Calendar.Night? night = null
    ) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .TakeAsync(
                    s,
                    await VolunteerAsync(bench, s, id),
                    new Choice(night ?? bench.Tonight, kind),
                    asReserve,
                    "sms",
                    null,
                    $"inbound:{id}",
                    default
                )
        );

    private static Task LeaveAsync(CoreBench bench, long id, ShiftKind kind, Calendar.Night night) =>
        bench.DoAsync(async s =>
            Assert.True(
                await bench
                    .Get<SignUps>()
                    .LeaveAsync(
                        s,
                        await VolunteerAsync(bench, s, id),
                        new Choice(night, kind),
                        "sms",
                        "sjuk",
                        $"inbound:{id}0",
                        default
                    )
            )
        );

    private static Task DeclineAsync(CoreBench bench, long id, Calendar.Night night) =>
        bench.DoAsync(async s =>
            await bench.Get<SignUps>().DeclineAsync(s, await VolunteerAsync(bench, s, id), night, "sms", default)
        );

    private static async Task<Volunteer> VolunteerAsync(CoreBench bench, Storage.Session session, long id) =>
        (await bench.Get<VolunteerRegister>().FindAsync(session, id, default))!;

    private static Task StopAsync(CoreBench bench, int id) =>
        bench.DoAsync(s => bench.Get<StopList>().StopAsync(s, CoreBench.PhoneOf(id), "sms", default));

    private static Task StartAgainAsync(CoreBench bench, int id) =>
        bench.DoAsync(s => bench.Get<StopList>().StartAsync(s, CoreBench.PhoneOf(id), default));

    private static Task SaysNoAsync(CoreBench bench, string phone) =>
        bench.DoAsync(async s =>
        {
            var text = new InboundText
            {
                Id = bench.Clock.UtcNow.DayOfYear * 10 + (phone[^1] - '0'),
                Sender = phone,
                Text = "NEJ",
                ReceivedAt = bench.Clock.UtcNow,
            };
            await bench.Get<ChurchAnswers>().TryAsync(s, text, phone, default);
        });

    private static async Task<string> LastTextAsync(CoreBench bench, string purpose) =>
        (
            await bench.QueryAsync<string>(
                "SELECT text FROM outbox WHERE purpose = @purpose AND channel = 'sms' ORDER BY id",
                new { purpose }
            )
        )[^1];

    private static async Task<IReadOnlyList<string>> WhoReliesAsync(CoreBench bench)
    {
        await using var session = await bench.Database.OpenAsync(default);
        var who = await bench.Get<CallingOff>().WhoReliesOnAsync(session, bench.Tonight, default);
        return [.. who.Select(one => one.Key).Order(StringComparer.Ordinal)];
    }
}
