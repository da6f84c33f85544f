using Ekn.Simulators.Smhi;
using Ekn.Testing;

namespace Ekn.Worker.Scheduling;

/// <summary>A restart across 12:00 still makes that day's decision, once. The real scheduler on a real store.</summary>
public sealed class NoonAcrossRestartsTests
{
    private const string NoonRuns = "SELECT outcome || ' ' || due_at FROM job_run WHERE job = 'noon' ORDER BY due_at";
    private const string NoonIsOver =
        "SELECT outcome FROM job_run WHERE job = 'noon' AND due_at = '2026-12-01T11:00:00.000Z' AND outcome <> 'running'";
    private const string TriggersAreStored =
        "SELECT trigger_name FROM qrtz_triggers WHERE trigger_name = 'every-minute-1'";

    // Noon must not come while the first worker starts, however slow the machine is.
    private const string LongBeforeNoon = "2026-12-01T11:10:00";
    private const string NoonOfThe1st = "2026-12-01T11:00:00.000Z";

    [DatabaseTheory]
    public async Task Noon_comes_while_the_worker_runs(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using var smhi = await ColdDayAsync(home, "2026-12-01T11:59:57");

        await using var worker = RunningWorker.Start(home, "2026-12-01T11:59:57");
        await worker.UntilAsync(home, NoonIsOver);

        Assert.Equal([$"done {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
        Assert.Equal(
            ["proposed open"],
            await home.QueryAsync<string>("SELECT kind || ' ' || outcome FROM decision_event")
        );
        Assert.Equal(0, (await worker.StopAsync()).ExitCode);
    }

    [DatabaseTheory]
    public async Task Noon_that_passed_during_a_restart_is_made_once_when_the_worker_is_back(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using var smhi = await ColdDayAsync(home, "2026-12-01T12:20:00");
        await StartedAndStoppedAsync(home, LongBeforeNoon);
        Assert.Empty(await home.QueryAsync<string>(NoonRuns));

        await using (var second = RunningWorker.Start(home, "2026-12-01T12:20:00"))
        {
            await second.UntilAsync(home, NoonIsOver);
        }
        await using (var third = RunningWorker.Start(home, "2026-12-01T12:25:58"))
        {
            await third.UntilAsync(home, FollowUpSince("2026-12-01T11:26:00.000Z"));
        }

        Assert.Equal([$"done {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
        Assert.Single(await home.QueryAsync<string>("SELECT kind FROM decision_event"));
        Assert.Single(smhi.Forecast.Requests);
    }

    [DatabaseTheory]
    public async Task When_the_night_has_begun_noon_rests_and_a_person_is_told(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using var smhi = await ColdDayAsync(home, "2026-12-01T18:30:00");
        await StartedAndStoppedAsync(home, LongBeforeNoon);

        await using var worker = RunningWorker.Start(home, "2026-12-01T18:30:00");
        await worker.UntilAsync(home, NoonIsOver);

        Assert.Equal([$"rested {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
        Assert.Equal(["NoonMissed"], await home.QueryAsync<string>("SELECT kind FROM alert WHERE kind = 'NoonMissed'"));
    }

    [DatabaseTheory]
    public async Task A_worker_that_starts_for_the_first_time_after_noon_makes_up_for_it(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using var smhi = await ColdDayAsync(home, "2026-12-01T12:29:57");

        await using var worker = RunningWorker.Start(home, "2026-12-01T12:29:57");
        await worker.UntilAsync(home, NoonIsOver);

        Assert.Equal([$"done {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
    }

    [DatabaseTheory]
    public async Task After_ten_days_away_nothing_of_those_days_is_made(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using var smhi = await ColdDayAsync(home, "2026-12-01T12:20:00");
        await using (var before = RunningWorker.Start(home, "2026-11-20T11:59:30"))
        {
            await before.UntilAsync(home, TriggersAreStored);
        }

        await using var worker = RunningWorker.Start(home, "2026-12-01T12:20:00");
        await worker.UntilAsync(home, NoonIsOver);

        Assert.Equal([$"done {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
        Assert.Empty(
            await home.QueryAsync<string>(
                "SELECT job || ' ' || due_at FROM job_run WHERE due_at > '2026-11-21' AND due_at < '2026-11-30'"
            )
        );
    }

    [PostgresFact]
    public async Task Two_workers_on_one_postgres_make_noon_once()
    {
        await using var home = await TestHome.CompleteAsync("postgres");
        await using var smhi = await ColdDayAsync(home, "2026-12-01T11:59:55");
        (await home.RunAsync("migrate")).IsDone();

        await using var one = RunningWorker.Start(home, "2026-12-01T11:59:55");
        await using var other = RunningWorker.Start(home, "2026-12-01T11:59:55");
        await one.UntilAsync(home, NoonIsOver);
        await other.UntilAsync(home, "SELECT 'both' FROM qrtz_scheduler_state HAVING COUNT(*) = 2");
        await other.UntilAsync(home, FollowUpSince(NoonOfThe1st));

        Assert.Equal([$"done {NoonOfThe1st}"], await home.QueryAsync<string>(NoonRuns));
        Assert.Single(smhi.Forecast.Requests);
    }

    private static string FollowUpSince(string instant) =>
        $"SELECT job FROM job_run WHERE job = 'follow-up' AND due_at >= '{instant}' AND outcome = 'done'";

    private static async Task<SmhiSimulator> ColdDayAsync(TestHome home, string local)
    {
        var smhi = await SmhiSimulator.StartAsync(RunningWorker.ClockFrom(local));
        smhi.Serve(ForecastScript.Cold(-12));
        home.Set("Ekn:Smhi:ForecastBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Smhi:WarningsBaseUrl", smhi.BaseAddress.ToString());
        return smhi;
    }

    private static async Task StartedAndStoppedAsync(TestHome home, string local)
    {
        await using var worker = RunningWorker.Start(home, local);
        await worker.UntilAsync(home, TriggersAreStored);
        var ended = await worker.StopAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(ended.Output);
    }
}
