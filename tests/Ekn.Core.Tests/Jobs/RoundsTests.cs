using System.Globalization;
using Ekn.Core.Alerts;
using Ekn.Core.Tests;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ekn.Core.Jobs;

public sealed class RoundsTests
{
    [DatabaseTheory]
    public async Task A_round_is_made_once_for_each_time_however_many_try(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var round = new TestRound(new TimeOnly(12, 0));

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => RoundsOf(bench, round).CatchUpAsync(default)))
        );
        Assert.Equal([At("2026-12-01 12:00")], round.Runs);

        bench.ItIs("2026-12-02 12:00");
        await RoundsOf(bench, round).CatchUpAsync(default);
        Assert.Equal([At("2026-12-01 12:00"), At("2026-12-02 12:00")], round.Runs);
        Assert.Equal(["done", "done"], await OutcomesAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_round_that_fails_is_tried_again_raised_once_and_cleared_when_it_works(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var round = new TestRound(new TimeOnly(12, 0)) { Fails = () => throw new InvalidOperationException("broken") };
        var rounds = RoundsOf(bench, round);
        for (var minute = 0; minute < 5; minute++)
        {
            await rounds.CatchUpAsync(default);
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(5, round.Runs.Count);
        Assert.Equal(["failed"], await OutcomesAsync(bench));
        Assert.Equal(["JobFailed"], await bench.AlertsAsync());
        Assert.Equal(["coordinator:c1", "coordinator:c2"], await bench.ToldAsync("alert"));

        round.Fails = null;
        await rounds.CatchUpAsync(default);

        Assert.Equal(["done"], await OutcomesAsync(bench));
        Assert.Empty(await bench.AlertsAsync());
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await rounds.CatchUpAsync(default);
        Assert.Equal(6, round.Runs.Count);
    }

    [DatabaseTheory]
    public async Task A_time_out_inside_a_round_is_a_failure_and_not_the_end_of_the_worker(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var slow = new TestRound(new TimeOnly(12, 0)) { Fails = () => throw new TaskCanceledException("timed out") };
        var next = new TestRound(new TimeOnly(11, 0));

        await RoundsOf(bench, slow, next).CatchUpAsync(default);

        Assert.Single(next.Runs);
        Assert.Contains("JobFailed", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_worker_that_is_told_to_stop_leaves_the_round_to_the_next(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        using var stop = new CancellationTokenSource();
        var round = new TestRound(new TimeOnly(12, 0))
        {
            Fails = () =>
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RoundsOf(bench, round).CatchUpAsync(stop.Token));
        Assert.Empty(await bench.AlertsAsync());

        round.Fails = null;
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await RoundsOf(bench, round).CatchUpAsync(default);
        Assert.Single(round.Runs); // it may still be under way
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await RoundsOf(bench, round).CatchUpAsync(default);
        Assert.Equal(2, round.Runs.Count);
        Assert.Equal(["done"], await OutcomesAsync(bench));
    }

    [DatabaseTheory]
    public async Task After_a_restart_what_was_missed_is_made_up_for_and_nothing_of_another_night(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-02 08:30");
        var round = new TestRound(new TimeOnly(8, 0), new TimeOnly(12, 0), new TimeOnly(21, 0));

        await RoundsOf(bench, round).CatchUpAsync(default);

        // Yesterday's noon is of yesterday; last night's 21:00 and this morning's 8:00 are not too late.
        Assert.Equal([At("2026-12-01 21:00"), At("2026-12-02 08:00")], round.Runs);
        Assert.Equal(At("2026-12-02 08:00"), RoundsOf(bench, round).LatestDue(round));
    }

    [DatabaseTheory]
    [InlineData("2027-03-28 06:00", "02:30", "2027-03-28 03:00")] // skipped: made as the clocks jump
    [InlineData("2027-03-28 06:00", "03:30", "2027-03-28 03:30")]
    [InlineData("2026-10-25 06:00", "03:30", "2026-10-25 03:30")]
    public async Task A_round_in_the_small_hours_is_made_once_when_the_clocks_change(
        string provider,
        string now,
        string time,
        string due
    )
    {
        await using var bench = await CoreBench.NewAsync(provider, now);
        var round = new TestRound(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture));
        await RoundsOf(bench, round).CatchUpAsync(default);
        await RoundsOf(bench, round).CatchUpAsync(default);
        Assert.Equal([At(due)], round.Runs);
    }

    [DatabaseTheory]
    public async Task A_round_at_half_past_two_is_made_once_though_that_comes_twice(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-10-25 01:00");
        var round = new TestRound(new TimeOnly(2, 30));
        for (var quarter = 0; quarter < 16; quarter++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(15));
            await RoundsOf(bench, round).CatchUpAsync(default);
        }
        Assert.Equal([new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)], round.Runs);
    }

    [DatabaseTheory]
    [InlineData("2026-10-30 12:00", "rested", "Natten fre 30/10 mot lör 31/10 ligger utanför säsongen.")]
    [InlineData("2027-04-01 12:00", "rested", "Natten tor 1/4 mot fre 2/4 ligger utanför säsongen.")]
    public async Task Outside_the_season_the_noon_rests_and_says_so(
        string provider,
        string now,
        string outcome,
        string note
    )
    {
        await using var bench = await CoreBench.NewAsync(provider, now);
        await bench.Get<Rounds>().RunAsync(Round(bench, "noon"), bench.Clock.UtcNow, default);
        Assert.Equal([outcome], await bench.QueryAsync<string>("SELECT outcome FROM job_run"));
        Assert.Equal(note, (await bench.QueryAsync<Note>("SELECT note FROM job_run"))[0].In(bench.Swedish));
        Assert.Equal(0, await bench.CountAsync("assessment"));
    }

    [DatabaseTheory]
    [InlineData("2026-10-31 12:00", "early 2026-11-01")] // the season begins tomorrow
    [InlineData("2027-03-31 12:00", "noon 2027-03-31")] // and ends tonight
    [InlineData("2026-12-01 12:00", "noon 2026-12-01, early 2026-12-02")]
    public async Task Noon_judges_the_nights_of_the_season(string provider, string now, string judged)
    {
        await using var bench = await CoreBench.NewAsync(provider, now);
        await bench.Get<Rounds>().RunAsync(Round(bench, "noon"), bench.Clock.UtcNow, default);
        Assert.Equal(
            judged,
            string.Join(
                ", ",
                await bench.QueryAsync<string>("SELECT occasion || ' ' || night FROM assessment ORDER BY id")
            )
        );
    }

    [DatabaseTheory]
    [InlineData("2026-12-01 18:00", true)]
    [InlineData("2026-10-31 18:00", false)] // there was nothing to decide that night
    public async Task A_noon_that_was_missed_until_the_night_began_is_left_to_a_person(
        string provider,
        string now,
        bool raised
    )
    {
        await using var bench = await CoreBench.NewAsync(provider, now);
        await bench.Get<Rounds>().RunAsync(Round(bench, "noon"), bench.Clock.UtcNow.AddHours(-6), default);
        Assert.Equal(raised, (await bench.AlertsAsync()).Contains("NoonMissed"));
        Assert.Equal(0, await bench.CountAsync("assessment"));
        Assert.Equal(["rested"], await OutcomesAsync(bench));
    }

    [DatabaseTheory]
    public async Task A_noon_that_was_missed_disturbs_nobody_when_a_person_has_decided_already(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.OpenTonightAsync();
        var due = bench.Clock.UtcNow;
        bench.ItIs("2026-12-01 18:30");
        await bench.Get<Rounds>().RunAsync(Round(bench, "noon"), due, default);
        Assert.DoesNotContain("NoonMissed", await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task Old_runs_links_and_evidence_are_cleared_away_and_the_rest_is_kept(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-9));
        await bench.Get<Rounds>().EveryMinuteAsync(default);
        bench.Clock.Advance(TimeSpan.FromDays(8));
        var before = await bench.CountAsync("job_run WHERE job <> 'follow-up'");

        await Round(bench, "housekeeping").RunAsync(bench.Clock.UtcNow, default);

        Assert.Equal(before, await bench.CountAsync("job_run"));
        Assert.Equal(0, await bench.CountAsync("link"));
        Assert.Equal(0, await bench.CountAsync("evidence WHERE encoding = 'identity'"));
        bench.Clock.Advance(TimeSpan.FromDays(400));
        await Round(bench, "housekeeping").RunAsync(bench.Clock.UtcNow, default);
        Assert.Equal(0, await bench.CountAsync("job_run"));
        Assert.Equal(2, await bench.CountAsync("evidence"));
    }

    [DatabaseTheory]
    public async Task One_reminder_to_each_who_is_booked_and_the_unfilled_shifts_to_a_coordinator(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(2);
        await bench.OpenTonightAsync();
        await bench.DoAsync(s =>
            bench.Get<Shifts.Bookings>().BookAsync(s, bench.Tonight, Shifts.ShiftKind.Evening, 1, "sms", null, default)
        );
        await bench.DoAsync(s =>
            bench.Get<Shifts.Bookings>().BookAsync(s, bench.Tonight, Shifts.ShiftKind.Morning, 1, "sms", null, default)
        );
        bench.ItIs("2026-12-01 18:00");
        for (var i = 0; i < 2; i++)
        {
            await Round(bench, "reminders").RunAsync(bench.Clock.UtcNow, default);
        }
        Assert.Equal(["volunteer:1"], await bench.ToldAsync("reminder"));
        Assert.Equal(["ShiftsUnfilled"], await bench.AlertsAsync());
        Assert.Equal("A1 1/4, A2 0/2, A3 1/2", (await bench.QueryAsync<string>("SELECT detail FROM alert"))[0]);
    }

    [DatabaseTheory]
    public async Task A_reminder_that_comes_late_speaks_of_no_shift_that_is_over(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(2);
        await bench.OpenTonightAsync();
        foreach (var (kind, id) in new[] { (Shifts.ShiftKind.Evening, 1), (Shifts.ShiftKind.Morning, 2) })
        {
            await bench.DoAsync(s =>
                bench.Get<Shifts.Bookings>().BookAsync(s, bench.Tonight, kind, id, "sms", null, default)
            );
        }
        // The worker was away from before six in the evening until people are awake again.
        bench.ItIs("2026-12-02 07:05");

        await Round(bench, "reminders").RunAsync(At("2026-12-01 18:00"), default);

        Assert.Equal(["volunteer:2"], await bench.ToldAsync("reminder"));
    }

    private static IRound Round(CoreBench bench, string name) =>
        bench.Get<Rounds>().All.Single(round => round.Name == name);

    private static Task<IReadOnlyList<string>> OutcomesAsync(CoreBench bench) =>
        bench.QueryAsync<string>("SELECT outcome FROM job_run WHERE job IN ('test', 'noon') ORDER BY due_at");

    private static DateTimeOffset At(string local) => Stockholm.At(local);

    private static Rounds RoundsOf(CoreBench bench, params TestRound[] rounds) =>
        new(
            bench.Database,
            bench.Time,
            rounds.Select((round, i) => (IRound)round.Named(i == 0 ? "test" : $"test{i}")),
            bench.Get<FollowUp>(),
            bench.Get<AlertLog>(),
            NullLogger<Rounds>.Instance
        );

    private sealed class TestRound(params TimeOnly[] times) : IRound
    {
        private readonly Lock gate = new();

        public List<DateTimeOffset> Runs { get; } = [];

        public Action? Fails { get; set; }

        public string Name { get; private set; } = "test";

        public IReadOnlyList<TimeOnly> Times => times;

        public TestRound Named(string name)
        {
            Name = name;
            return this;
        }

        public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                Runs.Add(dueAt);
            }
            Fails?.Invoke();
            return Task.FromResult<RoundResult>(new RoundResult.Done());
        }
    }
}
