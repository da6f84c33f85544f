using Ekn.Testing;

namespace Ekn.Api.Pages.Status;

public sealed class StatusPageTests
{
    [DatabaseTheory]
    public async Task What_is_not_well_says_what_a_person_should_do(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/status");

        Assert.Equal(200, anna.Shown.Status);
        Assert.Contains("Något behöver dig", anna.Words);
        Assert.Contains("Se till att tjänsten är i gång. Är det bråttom: ring.", anna.Words);
        Assert.Contains("bestäm för hand", anna.Words);
        Assert.DoesNotContain("+46", anna.Shown.Text);
    }

    [Fact]
    public async Task Every_job_that_has_run_has_a_name_in_both_languages()
    {
        await using var bench = await ApiBench.StartAsync();
        foreach (var round in bench.Get<Core.Jobs.Rounds>().All.Select(round => round.Name).Append("follow-up"))
        {
            await bench.ExecuteAsync(
                "INSERT INTO job_run (job, due_at, started_at, ended_at, outcome, note) VALUES (@round, @now, @now, @now, 'failed', 'x')",
                new { round, now = bench.Clock.UtcNow }
            );
        }
        var adam = await bench.BrowserAsync(Cast.Adam);

        Assert.Equal(200, (await adam.GetAsync("/status")).Status);
        await adam.PostAsync("/language", ("lang", "en"), ("back", "/status"));
        Assert.Contains("failed", adam.Words);
    }
}
