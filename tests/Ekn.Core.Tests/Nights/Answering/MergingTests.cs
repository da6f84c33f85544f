using Ekn.Core.Nights.Asking;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Answering;

public sealed class MergingTests
{
    [DatabaseTheory]
    public async Task Who_is_booked_under_one_name_is_booked_under_the_other(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 2, "A1 men måste gå 21");
        await SaysAsync(bench, 1, "A2");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(["1 måste gå 21", "2 "], await PlacesAsync(bench, 1));
        Assert.Empty(await PlacesAsync(bench, 2));
        Assert.Equal(2, await bench.CountAsync("booking_event WHERE volunteer_id = 1 AND kind = 'booked'"));
        // They were told when they signed up, and nothing has changed for them.
        Assert.Empty(await bench.ToldAsync("withdrawn"));
        // What they write is theirs, and counts once.
        await SaysAsync(bench, 1, "avboka A1");
        Assert.Equal(["2 "], await PlacesAsync(bench, 1));
    }

    [DatabaseTheory]
    public async Task Who_is_booked_twice_on_one_shift_has_one_place_and_the_other_goes_to_who_waits(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 1, "A1");
        await SaysAsync(bench, 2, "A1 men först från 19");
        await SaysAsync(bench, 3, "A1"); // full: two places
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("full-waiting"));

        Assert.True(await MergeAsync(bench));

        Assert.Equal(["1 först från 19"], await PlacesAsync(bench, 1));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(["volunteer:3"], await bench.ToldAsync("place-offered"));
        Assert.Empty(await bench.ToldAsync("withdrawn"));
        Assert.Equal(0, await bench.CountAsync("booking_event WHERE kind = 'withdrawn'"));
    }

    [DatabaseTheory]
    public async Task The_same_hours_in_two_rooms_are_one_shift_of_one_person(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench
            .Get<Crew.RoomDesk>()
            .OpenAnotherAsync(bench.Tonight, 2, "coordinator:c1", Guid.NewGuid().ToString("N"), default);
        await bench.ExecuteAsync(
            """
            UPDATE place SET volunteer_id = CASE shift_id WHEN (SELECT MIN(id) FROM shift WHERE kind = 1) THEN 1 ELSE 2 END, booked_at = @now
            WHERE number = 1 AND shift_id IN (SELECT id FROM shift WHERE kind = 1)
            """,
            new { now = bench.Clock.UtcNow }
        );

        Assert.True(await MergeAsync(bench));

        Assert.Equal(["1 "], await PlacesAsync(bench, 1));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
    }

    [DatabaseTheory]
    public async Task Who_waits_under_one_name_and_has_a_place_under_the_other_waits_no_more(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 1, "A1");
        await SaysAsync(bench, 3, "A1");
        await SaysAsync(bench, 2, "A1");
        await SaysAsync(bench, 2, "reserv A2");
        await SaysAsync(bench, 1, "reserv A2");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(
            ["2 1 reserve"],
            await bench.QueryAsync<string>(
                "SELECT s.kind || ' ' || b.volunteer_id || ' ' || b.kind FROM standby b JOIN shift s ON s.id = b.shift_id"
            )
        );
    }

    [DatabaseTheory]
    public async Task An_offer_to_one_name_can_be_taken_by_the_other(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 1, "A2");
        await SaysAsync(bench, 3, "A1");
        await SaysAsync(bench, 4, "A1");
        await SaysAsync(bench, 2, "A1"); // waits
        await SaysAsync(bench, 3, "avboka A1");
        Assert.Equal(["volunteer:2"], await bench.ToldAsync("place-offered"));

        Assert.True(await MergeAsync(bench));
        await SaysAsync(bench, 1, "A1");

        Assert.Equal(["1 ", "2 "], await PlacesAsync(bench, 1));
        Assert.Equal(1, await bench.CountAsync("place_offer WHERE volunteer_id = 1 AND outcome = 'taken'"));
    }

    [DatabaseTheory]
    public async Task An_offer_of_what_they_have_is_worth_nothing_and_the_next_is_offered_it(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 1, "A1");
        await SaysAsync(bench, 3, "A1");
        await SaysAsync(bench, 2, "A1");
        await SaysAsync(bench, 4, "A1");
        await SaysAsync(bench, 3, "avboka A1");
        Assert.Equal(["volunteer:2"], await bench.ToldAsync("place-offered"));

        Assert.True(await MergeAsync(bench));
        await bench.DoAsync(session => bench.Get<PlaceOffers>().FollowUpAsync(session, default));

        Assert.Equal(["1 "], await PlacesAsync(bench, 1));
        Assert.Equal(0, await bench.CountAsync("place_offer WHERE volunteer_id = 1 AND outcome IS NULL"));
        Assert.Contains("volunteer:4", await bench.ToldAsync("place-offered"));
    }

    [DatabaseTheory]
    public async Task What_waits_to_be_sent_to_both_is_sent_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        Assert.Equal(4, (await bench.ToldAsync("call-volunteer")).Count);

        Assert.True(await MergeAsync(bench));

        Assert.Equal(
            ["volunteer:1", "volunteer:3", "volunteer:4"],
            await bench.QueryAsync<string>(
                "SELECT recipient FROM outbox WHERE purpose = 'call-volunteer' AND state = 'queued' ORDER BY recipient"
            )
        );
        Assert.Equal(3, await bench.CountAsync("asked"));
        Assert.Equal(0, await bench.CountAsync("outbox WHERE recipient = 'volunteer:2'"));
    }

    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_one_of_them_has_had_the_other_does_not_get(string provider, int had)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync($"UPDATE outbox SET state = 'delivered' WHERE recipient = 'volunteer:{had}'");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(
            ["cancelled", "delivered"],
            await bench.QueryAsync<string>(
                "SELECT state FROM outbox WHERE purpose = 'call-volunteer' AND recipient = 'volunteer:1' ORDER BY state"
            )
        );
        // And whatever is written to them about it later knows that they were told.
        await bench.AnswersAsync("c1", Deciding.AnswerKind.Close, "mildare");
        Assert.Equal(
            ["volunteer:1"],
            (await bench.ToldAsync("called-off")).Where(key => key is "volunteer:1" or "volunteer:2")
        );
    }

    [DatabaseTheory]
    public async Task What_failed_for_one_of_them_still_goes_to_the_other(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE outbox SET state = 'failed' WHERE recipient = 'volunteer:1'");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(
            ["failed", "queued"],
            await bench.QueryAsync<string>(
                "SELECT state FROM outbox WHERE purpose = 'call-volunteer' AND recipient = 'volunteer:1' ORDER BY state"
            )
        );
    }

    [DatabaseTheory]
    public async Task Fixed_weekdays_pauses_and_a_no_of_both_hold(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync(
            """
            INSERT INTO standing_shift (volunteer_id, weekday, kind, since) VALUES
                (1, 3, 1, '2026-11-01T00:00:00.000Z'), (2, 3, 1, '2026-10-01T00:00:00.000Z'), (2, 4, 2, '2026-10-01T00:00:00.000Z')
            """
        );
        await bench.ExecuteAsync(
            "UPDATE volunteer SET paused_until = '2026-12-20', email = 'v2@example.org' WHERE id = 2"
        );
        await SaysAsync(bench, 2, "nej");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(
            ["1 3 1", "1 4 2"],
            await bench.QueryAsync<string>(
                "SELECT volunteer_id || ' ' || weekday || ' ' || kind FROM standing_shift ORDER BY weekday"
            )
        );
        Assert.Equal(1, await bench.CountAsync("asked WHERE volunteer_id = 1 AND declined_at IS NOT NULL"));
        var person = (await bench.DoAsync(s => bench.Get<VolunteerRegister>().FindAsync(s, 1, default)))!;
        Assert.Equal(
            (CoreBench.PhoneOf(1), "v2@example.org", new DateOnly(2026, 12, 20)),
            (person.Phone!.Value, person.Email, person.PausedUntil!.Value)
        );
    }

    [DatabaseTheory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task A_stop_of_one_of_them_is_a_stop(string provider, int who, bool bringsEmail)
    {
        await using var bench = await OpenAsync(provider);
        if (bringsEmail)
        {
            await bench.ExecuteAsync("UPDATE volunteer SET email = 'v2@example.org' WHERE id = 2");
        }
        await SaysAsync(bench, who, "STOPP");

        Assert.True(await MergeAsync(bench));

        Assert.Equal(1, await bench.CountAsync($"stopped WHERE address = '{CoreBench.PhoneOf(1)}'"));
        Assert.Equal(bringsEmail ? 1 : 0, await bench.CountAsync("stopped WHERE address = 'v2@example.org'"));
    }

    [DatabaseTheory]
    public async Task A_phone_that_both_have_is_one_persons_then(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync(
            "UPDATE volunteer SET phone = @phone WHERE id = 2",
            new { phone = CoreBench.PhoneOf(1) }
        );
        await SaysAsync(bench, 1, "A1");
        // Whose answer it was nobody could tell.
        Assert.Empty(await PlacesAsync(bench, 1));

        Assert.True(await MergeAsync(bench));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await SaysAsync(bench, 1, "A1");

        Assert.Equal(["1 "], await PlacesAsync(bench, 1));
    }

    [DatabaseTheory]
    public async Task Pressed_by_two_in_either_direction_it_is_done_once(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await SaysAsync(bench, 1, "A1");
        await SaysAsync(bench, 2, "A2");

        var done = await Task.WhenAll(
            Task.Run(() => MergeAsync(bench)),
            Task.Run(() => MergeAsync(bench, 2, 1)),
            Task.Run(() => MergeAsync(bench))
        );

        Assert.Single(done, true);
        Assert.False(await MergeAsync(bench));
        Assert.False(await MergeAsync(bench, 3, 3));
        Assert.False(await MergeAsync(bench, 3, 99));
        Assert.Equal(1, await bench.CountAsync("volunteer WHERE erased_at IS NOT NULL"));
        Assert.Equal(1, await bench.CountAsync("change_event WHERE kind = 'merged'"));
        Assert.Equal(2, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
    }

    /// <summary>Tonight is open, with two places in the evening, two at night, and four volunteers.</summary>
    private static async Task<CoreBench> OpenAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Asking:Strategy", "All"),
                ("Ekn:Shifts:Evening:Heads", "2"),
                ("Ekn:Shifts:Night:Heads", "2"),
                ("Ekn:Shifts:Morning:Heads", "0"),
            ]
        );
        await bench.AddVolunteersAsync(4);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static Task<bool> MergeAsync(CoreBench bench, long stays = 1, long goes = 2) =>
        bench.DoAsync(session => bench.Get<Merging>().MergeAsync(session, stays, goes, "coordinator:c1", default));

    /// <summary>"kind remark".</summary>
    private static Task<IReadOnlyList<string>> PlacesAsync(CoreBench bench, long volunteer) =>
        bench.QueryAsync<string>(
            """
            SELECT s.kind || ' ' || COALESCE(p.remark, '') FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE p.volunteer_id = @volunteer ORDER BY s.kind
            """,
            new { volunteer }
        );

    private static async Task SaysAsync(CoreBench bench, int id, string text)
    {
        await bench.Get<Inbox>().ReceiveAsync(Guid.NewGuid().ToString(), "sms", CoreBench.PhoneOf(id), text, default);
        await bench.Get<Inbox>().HandleNewAsync(default);
    }
}
