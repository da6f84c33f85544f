namespace Ekn.Worker.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task The_last_run_of_each_job_is_shown()
    {
        await using var home = TestHome.AsShipped();
        (await home.RunAsync("migrate")).IsDone();
        await using (var session = await home.Database().OpenAsync(default))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_run (job, due_at, started_at, ended_at, outcome, note) VALUES
                ('noon', '2026-11-30T11:00:00.000Z', '2026-11-30T11:00:00.000Z', '2026-11-30T11:00:05.000Z', 'done', 'yesterday'),
                ('noon', '2026-12-01T11:00:00.000Z', '2026-12-01T11:00:00.000Z', '2026-12-01T11:00:05.000Z', 'failed', 'TimeoutException')
                """,
                null,
                default
            );
        }

        var text = (await home.RunAsync("status")).IsDone().Output;
        var json = (await home.RunAsync("status", "--json")).IsDone().Json;

        Assert.Contains("due 2026-12-01 12:00  failed: TimeoutException", text);
        Assert.DoesNotContain("yesterday", text);
        Assert.Equal("failed", json.GetProperty("jobs")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task The_schema_is_made_once()
    {
        await using var home = TestHome.AsShipped();

        Assert.StartsWith("Ran ", (await home.RunAsync("migrate")).IsDone().Output);
        Assert.Equal("The schema was up to date.", (await home.RunAsync("migrate")).IsDone().Output.TrimEnd());
        Assert.Contains("No job has run yet.", (await home.RunAsync("status")).IsDone().Output);
    }
}
