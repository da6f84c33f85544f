using Ekn.Simulators.Clock;

namespace Ekn.Worker.Commands;

public sealed class DecisionCommandTests : IAsyncLifetime
{
    private const string Night = "2026-12-01";

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 12, 1, 11, 5, 0, TimeSpan.Zero));
    private TestHome home = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.CompleteAsync();
        home.Clock = clock;
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task A_night_that_nobody_has_spoken_of_is_not_decided()
    {
        Assert.Contains("is not decided", (await home.RunAsync("decision", "show", "--night", Night)).IsDone().Output);
        Assert.Equal(
            "undecided",
            (await home.RunAsync("decision", "show", "--json")).IsDone().Json.GetProperty("state").GetString()
        );
    }

    [Fact]
    public async Task A_coordinator_opens_by_hand_with_a_reason()
    {
        var run = (await OpenAsync("--by", "c1", "--reason", "many sleep outside")).IsDone();

        Assert.Contains(
            $"The night of {Night} is OPEN: by coordinator:c1 (command) at 2026-12-01 12:05, because: many sleep outside.",
            run.Output
        );
        Assert.Equal(["open"], await home.QueryAsync<string>("SELECT state FROM night"));
    }

    [Fact]
    public async Task A_coordinator_is_known_by_name_too_and_anybody_else_by_the_name_given()
    {
        (await OpenAsync("--by", "anna exempel", "--reason", "x")).IsDone();
        (await home.RunAsync("decision", "close", "--night", Night, "--by", "The city", "--reason", "y")).IsDone();

        Assert.Equal(
            ["coordinator:c1", "The city"],
            await home.QueryAsync<string>("SELECT actor FROM decision_event ORDER BY seq")
        );
    }

    [Fact]
    public async Task Without_a_reason_nothing_changes()
    {
        (await OpenAsync("--by", "c1")).IsRefusedWith("say why with --reason");
        Assert.Equal([0L], await home.QueryAsync<long>("SELECT COUNT(*) FROM decision_event"));
    }

    [Fact]
    public async Task Nobody_is_refused() =>
        (await OpenAsync("--by", " ", "--reason", "x")).IsRefusedWith("say who decides");

    [Fact]
    public async Task What_stands_already_is_said_and_is_a_failure()
    {
        (await OpenAsync("--by", "c1", "--reason", "cold")).IsDone();

        var again = await OpenAsync("--by", "c2", "--reason", "cold");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("Nothing changed", again.Error);
        Assert.Contains("is OPEN: by coordinator:c1", again.Error);
        Assert.Empty(again.Output);
    }

    [Fact]
    public async Task There_is_nothing_to_confirm_without_a_proposal()
    {
        var run = await home.RunAsync("decision", "confirm", "--night", Night, "--by", "c1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no open proposal", run.Error);
    }

    [Fact]
    public async Task A_proposal_is_shown_and_confirmed()
    {
        await ProposeAsync();

        Assert.Contains("A proposal is open: open", (await home.RunAsync("decision", "show")).IsDone().Output);
        var run = (await home.RunAsync("decision", "confirm", "--night", Night, "--by", "c2")).IsDone();

        Assert.Contains("is OPEN: by coordinator:c2", run.Output);
        var shown = (await home.RunAsync("decision", "show", "--json")).IsDone().Json;
        Assert.Equal("open", shown.GetProperty("state").GetString());
        Assert.Equal(
            ["proposed", "confirmed"],
            shown.GetProperty("history").EnumerateArray().Select(one => one.GetProperty("step").GetString())
        );
    }

    [Fact]
    public async Task When_the_night_is_over_nothing_can_be_decided()
    {
        clock.Advance(TimeSpan.FromHours(30));

        var run = await OpenAsync("--by", "c1", "--reason", "late");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the night is over", run.Error);
    }

    private Task<CommandRun> OpenAsync(params string[] more) =>
        home.RunAsync(["decision", "open", "--night", Night, .. more]);

    private async Task ProposeAsync()
    {
        (await home.RunAsync("migrate")).IsDone();
        await using var session = await home.Database().OpenAsync(default);
        await session.ExecuteAsync(
            """
            INSERT INTO decision_event (night, seq, kind, at, actor, via, outcome, deadline_at)
            VALUES ('2026-12-01', 1, 'proposed', '2026-12-01T11:00:00.000Z', 'service', 'worker', 'open', '2026-12-01T12:00:00.000Z')
            """,
            null,
            default
        );
    }
}
