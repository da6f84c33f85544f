using Ekn.Core.Alerts;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Tests;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Core.Nights.Crew;

public sealed class RoomWatchTests
{
    [DatabaseTheory]
    public async Task A_silent_church_is_reminded_once_then_raised_then_raised_again_each_hour(string provider)
    {
        await using var bench = await OpenAsync(provider);

        await LookAsync(bench, "2026-12-01 12:59");
        Assert.Empty(await bench.ToldAsync("call-church-again"));
        await LookAsync(bench, "2026-12-01 13:00");
        await LookAsync(bench, "2026-12-01 13:30");
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church-again"));
        Assert.Empty(await bench.AlertsAsync());

        await LookAsync(bench, "2026-12-01 14:00");
        await LookAsync(bench, "2026-12-01 14:59");
        Assert.Equal(["ChurchSilent"], await bench.AlertsAsync());
        Assert.Equal(2, (await bench.ToldAsync("room-needed")).Count); // one for each coordinator
        await LookAsync(bench, "2026-12-01 15:00");
        await LookAsync(bench, "2026-12-01 15:01");
        Assert.Equal(4, (await bench.ToldAsync("room-needed")).Count);
        // The worker was down for hours: the coordinators hear it once, not once for each.
        await LookAsync(bench, "2026-12-01 19:30");
        Assert.Equal(6, (await bench.ToldAsync("room-needed")).Count);
        Assert.Single(await bench.ToldAsync("call-church-again"));

        var texts = await bench.QueryAsync<string>(
            "SELECT text FROM outbox WHERE purpose = 'room-needed' AND channel = 'sms' ORDER BY id"
        );
        Assert.Contains("Näst på tur: Andreaskyrkan (40 platser). Flytta: https://", texts[0]);
        Assert.Contains("FORTFARANDE: Ingen i Norrmalmskyrkan", texts[^1]);
    }

    [DatabaseTheory]
    public async Task Nobody_is_disturbed_once_it_is_settled(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-01 14:00");
        var told = (await bench.ToldAsync("room-needed")).Count;

        await bench.ExecuteAsync("UPDATE night_premises SET state = 'accepted'");
        await LookAsync(bench, "2026-12-01 15:00");
        Assert.Equal(told, (await bench.ToldAsync("room-needed")).Count);
    }

    [DatabaseTheory]
    public async Task Where_guests_are_counted_the_church_has_opened_whatever_it_said(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync(
            """
            INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men)
            VALUES ('2026-12-01', 1, '2026-12-01T18:00:00.000Z', 'sitelead:s1', 'sms', 1, 1)
            """
        );

        await LookAsync(bench, "2026-12-01 19:30");

        Assert.Empty(await bench.ToldAsync("room-needed"));
        Assert.Empty(await bench.ToldAsync("call-church-again"));
    }

    [DatabaseTheory]
    public async Task A_night_that_is_over_raises_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-02 09:30");
        Assert.Empty(await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_night_that_is_called_off_raises_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        await LookAsync(bench, "2026-12-01 16:00");
        Assert.Empty(await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_room_in_doubt_is_nobodys_matter_once_the_night_is_called_off(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-01 14:00");
        await FailAsync(bench);
        await LookAsync(bench, "2026-12-01 14:30");
        Assert.Equal(["ChurchSilent", "RoomFailed"], (await RoomAlertsAsync(bench)).Order());

        await bench.AnswersAsync("c1", AnswerKind.Close, "varmt");
        await LookAsync(bench, "2026-12-01 14:31");

        Assert.Empty(await RoomAlertsAsync(bench));
        // It is opened again, and the church is silent again: that is a new trouble.
        await bench.AnswersAsync("c1", AnswerKind.Open, "kallt");
        await LookAsync(bench, "2026-12-01 17:00");
        Assert.Contains("ChurchSilent", await RoomAlertsAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_room_in_doubt_is_nobodys_matter_once_the_night_has_ended(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-01 14:00");
        await FailAsync(bench);
        await LookAsync(bench, "2026-12-02 08:30");
        Assert.Equal(2, (await RoomAlertsAsync(bench)).Count);

        await bench.DoAsync(session =>
            bench.Get<NightClosing>().CloseAsync(session, bench.Tonight.Previous, evenWithoutCount: true, default)
        );
        await LookAsync(bench, "2026-12-02 08:31");

        Assert.Empty(await RoomAlertsAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_room_in_doubt_is_nobodys_matter_once_its_morning_has_come_though_nobody_has_closed_the_night(
        string provider
    )
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-01 14:00");
        await LookAsync(bench, "2026-12-02 09:30");
        Assert.Empty(await RoomAlertsAsync(bench));
    }

    [DatabaseTheory]
    public async Task After_midnight_it_is_still_the_same_night(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await LookAsync(bench, "2026-12-02 00:30");
        Assert.Equal(["ChurchSilent"], await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_night_without_a_room_is_raised_each_hour_until_it_has_one(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, rota: false);
        await bench.OpenTonightAsync();
        Assert.Equal(["NoPremises"], await bench.AlertsAsync());
        await LookAsync(bench, "2026-12-01 13:05");
        Assert.Equal(4, (await bench.ToldAsync("room-needed")).Count);

        await bench.AddRoomAsync(1, "Högalid", null, reserve: false);
        await bench.Get<RoomDesk>().OpenAnotherAsync(bench.Tonight, 1, "coordinator:c1", "f1", default);
        await LookAsync(bench, "2026-12-01 13:06");

        Assert.DoesNotContain("NoPremises", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_church_is_not_reminded_where_the_setting_says_never(string provider)
    {
        await using var bench = await OpenAsync(provider, ("Ekn:Schedule:ChurchReminderMinutes", "0"));
        await LookAsync(bench, "2026-12-01 13:30");
        Assert.Empty(await bench.ToldAsync("call-church-again"));
    }

    private static async Task<CoreBench> OpenAsync(string provider, params (string, string?)[] settings)
    {
        var bench = await CoreBench.NewAsync(provider, settings: settings);
        await bench.OpenTonightAsync();
        return bench;
    }

    private static Task FailAsync(CoreBench bench) =>
        bench.DoAsync(session =>
            bench
                .Get<AlertLog>()
                .RaiseAsync(
                    session,
                    new Alert(AlertKind.RoomFailed, CoreBench.Room, bench.Tonight, Note.Words(CoreBench.Room))
                    {
                        Room = 1,
                    },
                    default
                )
        );

    private static async Task<IReadOnlyList<string>> RoomAlertsAsync(CoreBench bench) =>
        [.. (await bench.AlertsAsync()).Where(kind => kind is "ChurchSilent" or "RoomFailed")];

    private static Task LookAsync(CoreBench bench, string at)
    {
        bench.ItIs(at);
        return bench.DoAsync(session => bench.Get<RoomWatch>().FollowUpAsync(session, default));
    }
}
