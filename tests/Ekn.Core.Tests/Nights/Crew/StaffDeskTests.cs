using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

public sealed class StaffDeskTests
{
    private const string Anna = "coordinator:c1";
    private const string Number = "+46701740690";

    [DatabaseTheory]
    public async Task A_church_that_brings_fewer_needs_more_volunteers_in_the_evening_and_the_night(string provider)
    {
        await using var bench = await OpenAsync(provider);
        Assert.Equal([4, 2, 2], await HeadsAsync(bench));

        Assert.Equal(StaffChange.Done, await BringAsync(bench, 1, "f1"));
        Assert.Equal([5, 3, 2], await HeadsAsync(bench));
        Assert.Equal(StaffChange.DoneBefore, await BringAsync(bench, 0, "f1"));

        Assert.Equal(StaffChange.Done, await BringAsync(bench, 4, "f2"));
        Assert.Equal([2, 0, 2], await HeadsAsync(bench));
        Assert.Equal(StaffChange.Done, await BringAsync(bench, 2, "f3"));
        Assert.Equal([4, 2, 2], await HeadsAsync(bench));
    }

    [DatabaseTheory]
    public async Task Nobody_who_is_booked_loses_the_place_by_arithmetic(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await TakeAsync(bench, 1, ShiftKind.Night);
        await TakeAsync(bench, 2, ShiftKind.Night);

        Assert.Equal(StaffChange.Done, await BringAsync(bench, 20, "f1"));
        Assert.Equal(StaffChange.Done, await HireAsync(bench, 2, "Hanna", "", "f2"));

        Assert.Equal([0, 2, 2], await HeadsAsync(bench));
        Assert.Equal(2, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Empty(await bench.ToldAsync("withdrawn"));

        // A place that is given back and is not needed goes then, and is offered to nobody.
        await LeaveAsync(bench, 1, ShiftKind.Night);
        Assert.Equal([0, 1, 2], await HeadsAsync(bench));
    }

    [DatabaseTheory]
    public async Task Somebody_hired_takes_one_place_hears_of_it_and_gives_it_back_when_called_off(string provider)
    {
        await using var bench = await OpenAsync(provider);

        Assert.Equal(StaffChange.Done, await HireAsync(bench, 1, "Hanna Timme", "070-174 06 90", "f1"));
        Assert.Equal(StaffChange.DoneBefore, await HireAsync(bench, 1, "Hanna Timme", Number, "f1"));

        Assert.Equal([3, 2, 2], await HeadsAsync(bench));
        Assert.Equal(["hired:1"], await bench.ToldAsync("hired"));
        Assert.Contains(
            "du arbetar kväll tis 1/12 18:00 till 22:00, Norrmalmskyrkan",
            (await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'hired'"))[0]
        );
        Assert.Equal(1, await bench.CountAsync("change_event WHERE kind = 'hired' AND subject = 'hired:1'"));

        Assert.Equal(StaffChange.Done, await ReleaseAsync(bench, 1, "f2"));
        Assert.Equal(StaffChange.Gone, await ReleaseAsync(bench, 1, "f3"));

        Assert.Equal([4, 2, 2], await HeadsAsync(bench));
        Assert.Equal(["hired:1"], await bench.ToldAsync("hired-off"));
        Assert.Equal(0, await bench.CountAsync("hired"));
    }

    [DatabaseTheory]
    public async Task What_cannot_be_done_is_refused_and_changes_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await HireAsync(bench, 1, "Hanna", Number, "f0");
        await HireAsync(bench, 1, "Nils", "", "f00");
        var before = (
            await HeadsAsync(bench),
            await bench.CountAsync("outbox"),
            await bench.CountAsync("change_event")
        );

        Assert.Equal(StaffChange.Name, await HireAsync(bench, 1, "  ", Number, "f1"));
        Assert.Equal(StaffChange.Name, await HireAsync(bench, 1, new string('x', 81), Number, "f2"));
        Assert.Equal(StaffChange.Phone, await HireAsync(bench, 1, "Hanna", "ring mig", "f3"));
        Assert.Equal(StaffChange.There, await HireAsync(bench, 1, "Någon annan", Number, "f4"));
        Assert.Equal(StaffChange.There, await HireAsync(bench, 1, "nils", null, "f5"));
        Assert.Equal(StaffChange.Gone, await HireAsync(bench, 99, "Hanna", "", "f6"));
        Assert.Equal(StaffChange.Gone, await ReleaseAsync(bench, 99, "f7"));
        Assert.Equal(StaffChange.Number, await BringAsync(bench, -1, "f8"));
        Assert.Equal(StaffChange.Number, await BringAsync(bench, 21, "f9"));
        Assert.Equal(StaffChange.Gone, await BringAsync(bench, 3, "f10", room: 99));
        bench.ItIs("2026-12-01 22:30");
        Assert.Equal(StaffChange.NotOpen, await HireAsync(bench, 1, "Sen", "", "f11"));

        Assert.Equal(
            before,
            (await HeadsAsync(bench), await bench.CountAsync("outbox"), await bench.CountAsync("change_event")),
            (one, other) => one.Item1.SequenceEqual(other.Item1) && one.Item2 == other.Item2 && one.Item3 == other.Item3
        );
        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        Assert.Equal(StaffChange.NotOpen, await HireAsync(bench, 2, "Hanna", "", "f12"));
        Assert.Equal(StaffChange.NotOpen, await BringAsync(bench, 3, "f13"));
    }

    [DatabaseTheory]
    public async Task Two_coordinators_at_once_and_volunteers_who_answer_leave_the_sum_right(string provider)
    {
        await using var bench = await OpenAsync(provider);

        await Task.WhenAll([
            .. Enumerable.Range(1, 3).Select(i => Task.Run(() => HireAsync(bench, 1, $"Timme {i}", "", $"hire{i}"))),
            .. Enumerable.Range(1, 4).Select(id => Task.Run(() => TakeAsync(bench, id, ShiftKind.Evening))),
            Task.Run(() => BringAsync(bench, 1, "bring")),
        ]);

        var (heads, places, booked) = (
            (await HeadsAsync(bench))[0],
            await bench.CountAsync("place WHERE shift_id = 1"),
            await bench.CountAsync("place WHERE shift_id = 1 AND volunteer_id IS NOT NULL")
        );
        // Four and one for the church, three of them hired; whoever was first keeps the place, or the offer of one.
        var offered = await bench.CountAsync("place_offer WHERE shift_id = 1 AND outcome IS NULL");
        Assert.Equal(Math.Max(2, booked + offered), heads);
        Assert.Equal(heads, places);
        Assert.Equal(3, await bench.CountAsync("hired"));
        Assert.Equal(4, booked + await bench.CountAsync("standby WHERE shift_id = 1"));
    }

    [DatabaseTheory]
    public async Task A_night_that_moves_takes_those_hired_along_and_fits_what_the_other_church_brings(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET own_staff = 1 WHERE id = 2");
        await HireAsync(bench, 1, "Hanna", Number, "f1");

        await bench.Get<RoomDesk>().MoveAsync(bench.Tonight, 1, 2, Anna, "f2", default);

        Assert.Contains("hired:1", await bench.ToldAsync("moved"));
        Assert.Equal([4, 3, 2], await HeadsAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_night_that_is_called_off_and_opened_again_tells_those_hired_both_times(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await HireAsync(bench, 1, "Hanna", Number, "f1");
        await bench.SendEverythingAsync();

        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        Assert.Contains("hired:1", await bench.ToldAsync("called-off"));
        await bench.AnswersAsync("c1", AnswerKind.Open, "kallt igen");

        Assert.Equal(["hired:1", "hired:1"], await bench.ToldAsync("hired"));
    }

    [DatabaseTheory]
    public async Task A_room_that_closes_calls_those_hired_off(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.Get<RoomDesk>().OpenAnotherAsync(bench.Tonight, 2, Anna, "f1", default);
        var shift = (
            await bench.QueryAsync<long>("SELECT MIN(id) FROM shift WHERE night_premises_id = 2 AND kind = 1")
        )[0];
        await HireAsync(bench, shift, "Hanna", Number, "f2");

        await bench.Get<RoomDesk>().CloseAsync(bench.Tonight, 2, Anna, "f3", default);

        Assert.Equal(["hired:1"], await bench.ToldAsync("hired-off"));
        Assert.Equal(0, await bench.CountAsync("hired"));
    }

    [DatabaseTheory]
    public async Task Who_is_put_in_charge_hears_it_and_who_was_hears_that_they_are_not(string provider)
    {
        await using var bench = await OpenAsync(
            provider,
            ("Ekn:People:SiteLeads:1:Id", "s2"),
            ("Ekn:People:SiteLeads:1:Name", "Stina Strand"),
            ("Ekn:People:SiteLeads:1:Phone", "+46701740691")
        );

        Assert.Equal(StaffChange.Done, await LeadAsync(bench, "sitelead:s2", "f1"));
        Assert.Equal(StaffChange.DoneBefore, await LeadAsync(bench, "sitelead:s1", "f1"));
        Assert.Equal(StaffChange.Done, await LeadAsync(bench, "sitelead:s2", "f2")); // already: nobody hears anything
        Assert.Equal(StaffChange.NoSuchLead, await LeadAsync(bench, "coordinator:c1", "f3"));
        Assert.Equal(StaffChange.Gone, await LeadAsync(bench, "sitelead:s1", "f4", room: 99));

        Assert.Equal(["sitelead:s1", "sitelead:s2"], await bench.ToldAsync("call-site-lead"));
        Assert.Equal(["sitelead:s1"], await bench.ToldAsync("lead-released"));

        // The choice outlives a calling off.
        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        await bench.AnswersAsync("c1", AnswerKind.Open, "kallt igen");
        Assert.Equal(["sitelead:s2"], await bench.QueryAsync<string>("SELECT site_lead FROM night_premises"));
    }

    private static async Task<CoreBench> OpenAsync(string provider, params (string, string?)[] settings)
    {
        var bench = await CoreBench.NewAsync(provider, settings: settings);
        await bench.AddVolunteersAsync(4);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static async Task<IReadOnlyList<int>> HeadsAsync(CoreBench bench)
    {
        var heads = await bench.QueryAsync<int>("SELECT heads FROM shift WHERE closed = 0 ORDER BY kind");
        var places = await bench.QueryAsync<int>(
            "SELECT (SELECT COUNT(*) FROM place p WHERE p.shift_id = s.id) FROM shift s WHERE closed = 0 ORDER BY kind"
        );
        Assert.Equal(heads, places);
        return heads;
    }

    private static Task<StaffChange> BringAsync(CoreBench bench, int number, string form, long room = 1) =>
        bench.Get<StaffDesk>().BringAsync(bench.Tonight, room, number, Anna, form, default);

    private static Task<StaffChange> HireAsync(CoreBench bench, long shift, string name, string? phone, string form) =>
        bench.Get<StaffDesk>().HireAsync(bench.Tonight, shift, name, phone, Anna, form, default);

    private static Task<StaffChange> ReleaseAsync(CoreBench bench, long id, string form) =>
        bench.Get<StaffDesk>().ReleaseAsync(bench.Tonight, id, Anna, form, default);

    private static Task<StaffChange> LeadAsync(CoreBench bench, string lead, string form, long room = 1) =>
        bench.Get<LeadDesk>().ChooseAsync(bench.Tonight, room, lead, Anna, form, default);

    private static Task TakeAsync(CoreBench bench, long id, ShiftKind kind) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .TakeAsync(
                    s,
                    (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!,
                    new Choice(bench.Tonight, kind),
                    false,
                    "sms",
                    null,
                    $"inbound:{id}",
                    default
                )
        );

    private static Task LeaveAsync(CoreBench bench, long id, ShiftKind kind) =>
        bench.DoAsync(async s =>
            await bench
                .Get<SignUps>()
                .LeaveAsync(
                    s,
                    (await bench.Get<VolunteerRegister>().FindAsync(s, id, default))!,
                    new Choice(bench.Tonight, kind),
                    "sms",
                    null,
                    $"inbound:left:{id}",
                    default
                )
        );
}
