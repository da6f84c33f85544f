using System.Globalization;
using System.Text.Json;
using Ekn.Testing;

namespace Ekn.Api.Status;

public sealed class ReadinessTests
{
    // The clock stands at Tuesday 1 December 2026, 12:00; the noon that is owed is Monday's until 12:15.
    private const string MondaysNoon = "2026-11-30T11:00:00.000Z";
    private const string TuesdaysNoon = "2026-12-01T11:00:00.000Z";

    [DatabaseTheory]
    public async Task When_all_is_well_it_says_so(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await RanAsync(bench, MondaysNoon, "done");

        var ready = await bench.GetAsync("/readyz");

        Assert.Equal(200, ready.Status);
        Assert.True(ready.Json.GetProperty("ready").GetBoolean());
        Assert.Equal(
            ["database", "noon", "outbox", "sms", "email", "alerts"],
            ready.Json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString())
        );
    }

    [Fact]
    public async Task A_worker_that_has_never_run_is_not_well()
    {
        await using var bench = await ApiBench.StartAsync();

        var (status, check) = await CheckAsync(bench, "noon");

        Assert.Equal(503, status);
        Assert.Equal((false, "The worker has never run on this database; start it."), check);
    }

    [Theory]
    [InlineData("2026-12-01T11:00:00Z", true)]
    [InlineData("2026-12-01T11:14:59Z", true)]
    [InlineData("2026-12-01T11:15:00Z", false)]
    [InlineData("2026-12-01T16:00:00Z", false)]
    [InlineData("2026-12-02T03:00:00Z", false)]
    public async Task The_noon_of_the_day_has_a_quarter_of_an_hour(string now, bool ok)
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        bench.Clock.UtcNow = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

        var (status, check) = await CheckAsync(bench, "noon");

        Assert.Equal(ok, check.Ok);
        Assert.Equal(ok ? 200 : 503, status);
    }

    [Theory]
    [InlineData("done", true)]
    [InlineData("rested", true)]
    [InlineData("running", false)]
    [InlineData("failed", false)]
    public async Task A_noon_counts_when_it_was_made_or_rested(string outcome, bool ok)
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        await RanAsync(bench, TuesdaysNoon, outcome);
        bench.Clock.Advance(TimeSpan.FromMinutes(20));

        var (_, check) = await CheckAsync(bench, "noon");

        Assert.Equal(ok, check.Ok);
        Assert.Contains("2026-12-01", check.Detail);
    }

    [Fact]
    public async Task A_worker_that_was_set_up_after_the_noon_owes_it_nothing()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.ExecuteAsync(
            "INSERT INTO job_run (job, due_at, started_at, outcome) VALUES ('follow-up', '2026-12-01T07:00:00.000Z', '2026-12-01T07:00:00.000Z', 'done')"
        );

        var (_, check) = await CheckAsync(bench, "noon");

        Assert.True(check.Ok);
        Assert.Contains("first started after", check.Detail);
    }

    [Fact]
    public async Task Outside_the_season_no_noon_is_owed()
    {
        await using var bench = await ApiBench.StartAsync(now: new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

        var (status, check) = await CheckAsync(bench, "noon");

        Assert.Equal(200, status);
        Assert.Contains("outside the season", check.Detail);
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public async Task A_message_may_wait_five_minutes(int seconds, bool ok)
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        await bench.RegisterAsync();
        await bench.OpenAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var (status, check) = await CheckAsync(bench, "outbox");

        Assert.Equal(ok, check.Ok);
        Assert.Equal(ok ? 200 : 503, status);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("email")]
    public async Task An_error_newer_than_the_last_success_is_told(string channel)
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted', accepted_at = '2026-12-01T11:00:00.000Z'");
        var (before, well) = await CheckAsync(bench, channel);
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'queued', accepted_at = NULL, last_error = 'The server refuses the login.', last_error_at = '2026-12-01T11:00:01.000Z' WHERE id = (SELECT MAX(id) FROM outbox WHERE channel = @channel)",
            new { channel }
        );

        var (after, check) = await CheckAsync(bench, channel);

        Assert.Equal((200, true), (before, well.Ok));
        Assert.Equal((503, false), (after, check.Ok));
        Assert.Contains("The server refuses the login.", check.Detail);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("failed")]
    public async Task One_phone_that_takes_nothing_is_no_trouble_of_the_channel(string state)
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted', accepted_at = '2026-12-01T11:00:00.000Z'");
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = @state, last_error = 'Switched off.', last_error_at = '2026-12-01T11:00:01.000Z' WHERE id = (SELECT MAX(id) FROM outbox WHERE channel = 'sms')",
            new { state }
        );

        Assert.True((await CheckAsync(bench, "sms")).Item2.Ok);
    }

    [Fact]
    public async Task Open_alerts_are_told_and_leave_it_ready()
    {
        await using var bench = await ApiBench.StartAsync();
        await RanAsync(bench, MondaysNoon, "done");
        await bench.ExecuteAsync(
            "INSERT INTO alert (alert_key, kind, detail, raised_at) VALUES ('k', 'NoPremises', 'd', '2026-12-01T11:00:00.000Z')"
        );

        var (status, check) = await CheckAsync(bench, "alerts");

        Assert.Equal(200, status);
        Assert.Equal((true, "1 open."), check);
    }

    [DatabaseTheory]
    public async Task Without_the_database_the_process_is_alive_and_not_ready(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.LoseDatabaseAsync();

        var alive = await bench.GetAsync("/healthz");
        var (status, check) = await CheckAsync(bench, "database");
        var page = await bench.GetAsync("/");

        Assert.Equal((200, "ok"), (alive.Status, alive.Text));
        Assert.Equal(503, status);
        Assert.False(check.Ok);
        Assert.Equal(500, page.Status);
        Assert.Contains("Något gick fel hos oss", page.Words);
        Assert.Contains("Anna Exempel +46701740605", page.Words);
        Assert.DoesNotContain("Exception", page.Text);
        Assert.Matches(@"^The database cannot be read \([A-Za-z]+\)\.$", check.Detail);
    }

    [DatabaseTheory]
    public async Task An_older_database_put_in_its_place_is_not_ready(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await RanAsync(bench, MondaysNoon, "done");
        await bench.ExecuteAsync("DELETE FROM schema_migration WHERE number = 2");

        var (status, check) = await CheckAsync(bench, "database");

        Assert.Equal(503, status);
        Assert.Contains("migrations", check.Detail);
    }

    [DatabaseTheory]
    public async Task The_status_has_jobs_outbox_inbox_and_alerts(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await RanAsync(bench, MondaysNoon, "rested");
        await RanAsync(bench, TuesdaysNoon, "done");
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync(
            "INSERT INTO alert (alert_key, kind, night, detail, raised_at) VALUES ('k', 'NoPremises', '2026-12-01', 'd', '2026-12-01T11:00:00.000Z')"
        );
        await bench.ExecuteAsync(
            """
            INSERT INTO inbound (provider_id, channel, sender, text, received_at, state) VALUES
                ('1', 'sms', '+46701740621', 'hemlig text', '2026-12-01T11:00:00.000Z', 'new'),
                ('2', 'sms', '+46701740621', 'hemlig text', '2026-12-01T11:00:00.000Z', 'inbox')
            """
        );

        var answered = await bench.GetAsync("/api/status", Cast.CoordinatorKey);

        var job = Assert.Single(answered.Json.GetProperty("jobs").EnumerateArray());
        Assert.Equal("done", job.GetProperty("outcome").GetString());
        Assert.True(answered.Json.GetProperty("outbox").GetProperty("messages").GetProperty("queued").GetInt32() > 5);
        Assert.Equal(1, answered.Json.GetProperty("inbox").GetProperty("unhandled").GetInt32());
        Assert.Equal(1, answered.Json.GetProperty("inbox").GetProperty("needsPerson").GetInt32());
        var alert = answered
            .Json.GetProperty("alerts")
            .EnumerateArray()
            .Single(a => a.GetProperty("kind").GetString() == "NoPremises");
        Assert.Equal("2026-12-01", alert.GetProperty("night").GetString());
        Assert.DoesNotContain("hemlig", answered.Text);
        Assert.DoesNotContain("+46", answered.Text);
    }

    private static Task RanAsync(ApiBench bench, string due, string outcome) =>
        bench.ExecuteAsync(
            "INSERT INTO job_run (job, due_at, started_at, outcome) VALUES ('noon', @due, @due, @outcome)",
            new { due, outcome }
        );

    private static async Task<(int Status, (bool Ok, string Detail) Check)> CheckAsync(ApiBench bench, string name)
    {
        var ready = await bench.GetAsync("/readyz");
        JsonElement check = ready
            .Json.GetProperty("checks")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);
        return (ready.Status, (check.GetProperty("ok").GetBoolean(), check.GetProperty("detail").GetString()!));
    }
}
