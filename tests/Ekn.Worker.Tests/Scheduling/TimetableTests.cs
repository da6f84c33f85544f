using Ekn.Core.Jobs;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Scheduling;

public sealed class TimetableTests
{
    private const string Stored =
        "SELECT t.trigger_name || ' ' || c.cron_expression || ' ' || c.time_zone_id FROM qrtz_triggers t JOIN qrtz_cron_triggers c ON c.trigger_name = t.trigger_name ORDER BY t.trigger_name";

    [DatabaseTheory]
    public async Task Every_round_is_stored_at_its_times_in_swedish_time(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);

        await StartAndStopAsync(home, "2026-12-01T10:00:00");

        Assert.Equal(
            [
                "backup-1 0 30 10 * * ? Europe/Stockholm",
                "closing-1 0 0 9 * * ? Europe/Stockholm",
                "closing-2 0 0 12 * * ? Europe/Stockholm",
                "count-reminder-1 0 0 8 * * ? Europe/Stockholm",
                "every-minute-1 0 * * * * ? Europe/Stockholm",
                "housekeeping-1 0 30 3 * * ? Europe/Stockholm",
                "noon-1 0 0 12 * * ? Europe/Stockholm",
                "readiness-1 0 0 10 * * ? Europe/Stockholm",
                "reminders-1 0 0 18 * * ? Europe/Stockholm",
                "reread-1 0 0 16 * * ? Europe/Stockholm",
                "reread-2 0 0 20 * * ? Europe/Stockholm",
            ],
            await home.QueryAsync<string>(Stored)
        );
    }

    [DatabaseTheory]
    public async Task A_time_that_the_settings_move_is_moved_and_a_round_that_is_gone_is_removed(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await StartAndStopAsync(home, "2026-12-01T10:00:00", services => services.AddSingleton<IRound, Siesta>());
        Assert.Contains("siesta-1 0 0 14 * * ? Europe/Stockholm", await home.QueryAsync<string>(Stored));
        home.Set("Ekn:Schedule:SecondReread", "21:15");

        await using var worker = RunningWorker.Start(home, "2026-12-01T10:00:30");

        await worker.UntilAsync(
            home,
            "SELECT trigger_name FROM qrtz_cron_triggers WHERE cron_expression = '0 15 21 * * ?'"
        );
        await worker.UntilAsync(async () =>
            (await home.QueryAsync<string>("SELECT job_name FROM qrtz_job_details WHERE job_name = 'siesta'")).Count
            == 0
        );
        Assert.DoesNotContain("reread-2 0 0 20 * * ? Europe/Stockholm", await home.QueryAsync<string>(Stored));
    }

    [DatabaseTheory]
    public async Task After_a_rehearsal_in_the_future_the_rounds_do_not_sleep_until_then(string provider)
    {
        await using var home = await TestHome.CompleteAsync(provider);
        await using (var rehearsal = RunningWorker.Start(home, "2027-01-15T10:00:58"))
        {
            await rehearsal.UntilAsync(home, "SELECT job FROM job_run WHERE job = 'follow-up' AND outcome = 'done'");
        }

        await using var worker = RunningWorker.Start(home, "2026-12-01T10:00:58");

        await worker.UntilAsync(home, "SELECT job FROM job_run WHERE job = 'follow-up' AND due_at LIKE '2026-12-01%'");
    }

    [Fact]
    public async Task While_a_transaction_of_ours_holds_sqlite_the_scheduler_waits_and_complains_of_nothing()
    {
        await using var home = await TestHome.CompleteAsync();
        await using var smhi = await SmhiSimulator.StartAsync(RunningWorker.ClockFrom("2026-12-01T11:59:57"));
        smhi.Serve(ForecastScript.Cold(-12));
        home.Set("Ekn:Smhi:ForecastBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Smhi:WarningsBaseUrl", smhi.BaseAddress.ToString());
        var clock = RunningWorker.ClockFrom("2026-12-01T11:59:57");
        await using var worker = RunningWorker.Start(home, "2026-12-01T11:59:57");
        await worker.UntilAsync(home, "SELECT trigger_name FROM qrtz_triggers WHERE trigger_name = 'every-minute-1'");

        // From a moment before noon until three seconds after it, while both of its triggers fire.
        await home.Database()
            .InTransactionAsync(
                async session =>
                {
                    await session.ExecuteAsync("UPDATE job_run SET note = note", null, default);
                    await worker.UntilAsync(() => Task.FromResult(clock.GetUtcNow().Second is > 3 and < 50));
                },
                default
            );
        await worker.UntilAsync(home, "SELECT job FROM job_run WHERE job = 'noon' AND outcome = 'done'");

        Assert.DoesNotContain(
            worker.Complaints,
            complaint => complaint.Contains("lock", StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>Starts a worker for the first time, waits until its last trigger is stored, and stops it again.</summary>
    private static async Task StartAndStopAsync(TestHome home, string local, Action<IServiceCollection>? more = null)
    {
        await using var worker = RunningWorker.Start(home, local, more);
        await worker.UntilAsync(home, "SELECT trigger_name FROM qrtz_triggers WHERE trigger_name = 'every-minute-1'");
    }

    /// <summary>A round that this program has and the next one has not.</summary>
    private sealed class Siesta : IRound
    {
        public string Name => "siesta";

        public IReadOnlyList<TimeOnly> Times => [new(14, 0)];

        public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
            Task.FromResult<RoundResult>(new RoundResult.Rested());
    }
}
