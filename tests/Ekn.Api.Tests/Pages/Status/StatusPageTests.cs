using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

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

    [DatabaseTheory]
    public async Task What_the_service_did_by_itself_is_said_in_the_readers_language(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var rounds = bench.Get<Core.Jobs.Rounds>();
        foreach (var round in rounds.All)
        {
            await rounds.RunAsync(round, rounds.LatestDue(round), default);
        }
        await bench.ExecuteAsync(
            "INSERT INTO job_run (job, due_at, started_at, outcome, note) VALUES ('follow-up', @now, @now, 'failed', 'As it was noted in older days.')",
            new { now = bench.Clock.UtcNow }
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/status");
        Assert.Contains("Ingen natt att avsluta.", anna.Words);
        Assert.Contains("är inte öppen.", anna.Words);
        Assert.Contains("As it was noted in older days.", anna.Words);
        Assert.DoesNotContain("No night to close.", anna.Words);
        Assert.DoesNotContain("round.", anna.Words);

        await anna.PostAsync("/language", ("lang", "en"), ("back", "/status"));
        Assert.Contains("No night to close.", anna.Words);
        Assert.DoesNotContain("Ingen natt att avsluta.", anna.Words);
    }

    [DatabaseTheory]
    public async Task A_job_that_fails_and_a_forecast_that_cannot_be_read_are_told_in_the_readers_language(
        string provider
    )
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var rounds = new Core.Jobs.Rounds(
            bench.Get<Database>(),
            bench.Get<LocalTime>(),
            [new Failing()],
            bench.Get<Core.Jobs.FollowUp>(),
            bench.Get<Core.Alerts.AlertLog>(),
            NullLogger<Core.Jobs.Rounds>.Instance
        );
        await rounds.RunAsync(rounds.All[0], bench.Clock.UtcNow, default);
        bench.Smhi.Forecast.Fail(new SmhiFault.WebPage());
        var reread = bench.Get<Core.Jobs.Rounds>().All.Single(round => round.Name == "reread");
        await bench.Get<Core.Jobs.Rounds>().RunAsync(reread, bench.Clock.UtcNow, default);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/status");
        Assert.Contains("Ett jobb misslyckades och görs om: Påminnelser (TimeoutException).", anna.Words);
        Assert.Contains("Ett fel i tjänsten (TimeoutException).", anna.Words);
        Assert.Contains("Natten tis 1/12 mot ons 2/12: vädret är okänt.", anna.Words);

        await anna.PostAsync("/language", ("lang", "en"), ("back", "/status"));
        Assert.Contains("A job failed and is tried again: Reminders (TimeoutException).", anna.Words);
        Assert.Contains("the weather is not known.", anna.Words);
    }

    private sealed class Failing : Core.Jobs.IRound
    {
        public string Name => "reminders";

        public IReadOnlyList<TimeOnly> Times => [];

        public Task<Core.Jobs.RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
            throw new TimeoutException("Nobody answers at 10.0.0.1.");
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
