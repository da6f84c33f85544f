using Ekn.Core.Reports;
using Ekn.Testing;

namespace Ekn.Api.Reports;

public sealed class ReportAndEvidenceTests
{
    [DatabaseTheory]
    public async Task The_report_is_the_document_that_the_command_line_writes(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.PostAsync("/api/nights/2026-12-01/guests", new { women = 14, men = 23 }, Cast.SiteLeadKey);

        var answered = await bench.GetAsync("/api/report?from=2026-11-01&to=2027-04-30", Cast.CityKey);

        await using var session = await bench.Database.OpenAsync(default);
        var period = ReportPeriod.Parse("2026-11-01", "2027-04-30", out _)!;
        var report = await bench.Get<PeriodReportReader>().ReadAsync(session, period, default);
        Assert.Equal("application/json; charset=utf-8", answered.Header("Content-Type"));
        Assert.Equal(JsonReportWriter.Write(report, null), answered.Text);
        Assert.Equal(1, answered.Json.GetProperty("nightsOpened").GetInt32());
        Assert.Equal(37, answered.Json.GetProperty("guests").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_period_without_any_night_says_so()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.GetAsync("/api/report?from=2026-05-01&to=2026-10-31", Cast.CityKey);

        Assert.Equal(0, answered.Json.GetProperty("nightsOpened").GetInt32());
        Assert.Equal("No night was opened in this period.", answered.Json.GetProperty("note").GetString());
    }

    [DatabaseTheory]
    public async Task Evidence_is_given_to_the_byte_also_when_it_has_been_compressed(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.ProposeAsync();
        var stored = (await bench.QueryAsync<byte[]>("SELECT body FROM evidence WHERE source = 'forecast'"))[0];
        var id = (await bench.QueryAsync<long>("SELECT id FROM evidence WHERE source = 'forecast'"))[0];

        var fresh = await bench.GetAsync($"/api/evidence/{id}", Cast.CoordinatorKey);
        bench.Clock.Advance(TimeSpan.FromDays(8));
        await using (var session = await bench.Database.OpenAsync(default))
        {
            Assert.Equal(2, await bench.Get<Core.Nights.Deciding.EvidenceStore>().CompressOldAsync(session, default));
        }
        var old = await bench.GetAsync($"/api/evidence/{id}", Cast.CoordinatorKey);

        Assert.Equal("application/json", fresh.Header("Content-Type"));
        Assert.Equal(stored, fresh.Bytes);
        Assert.Equal(stored, old.Bytes);
    }

    [Fact]
    public async Task A_web_page_that_came_instead_of_a_forecast_is_shown_as_text()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.ExecuteAsync(
            "INSERT INTO evidence (source, address, fetched_at, http_status, sha256, body) VALUES ('forecast', 'http://x', '2026-12-01T11:00:00.000Z', 502, 'x', @body)",
            new { body = "<html><script>alert(1)</script>"u8.ToArray() }
        );

        var answered = await bench.GetAsync("/api/evidence/1", Cast.CoordinatorKey);

        Assert.Equal("text/plain; charset=utf-8", answered.Header("Content-Type"));
        Assert.Equal("nosniff", answered.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Evidence_that_is_not_there_is_not_found()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.GetAsync("/api/evidence/77", Cast.CoordinatorKey);

        Assert.Equal(404, answered.Status);
        Assert.StartsWith("There is no evidence 77", answered.Detail);
    }
}
