using Ekn.Core.Nights;
using Ekn.Testing;

namespace Ekn.Api.Pages.City;

public sealed class ReportsPageTests
{
    [DatabaseTheory]
    public async Task The_city_reads_the_winter_of_2017_in_the_form_it_asks_for(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await ImportAsync(bench);
        var kim = await bench.BrowserAsync(Cast.Kim);

        await kim.GetAsync("/reports?from=2017-11-01&to=2018-04-30");

        Assert.Equal(200, kim.Shown.Status);
        Assert.Contains("2017-11-01 till 2018-04-30", kim.Words);
        Assert.Contains("1 560", kim.Words);
        Assert.Contains("35 %", kim.Words);
        Assert.Equal(2, kim.Page.QuerySelectorAll("svg").Length);
        Assert.DoesNotContain("style=", kim.Shown.Text);
    }

    [Fact]
    public async Task A_period_without_nights_says_so()
    {
        await using var bench = await ApiBench.StartAsync();
        var kim = await bench.BrowserAsync(Cast.Kim);

        await kim.GetAsync("/reports");

        Assert.Contains("Ingen natt öppnades under perioden", kim.Words);
        Assert.Contains("2026-11-01 till 2027-04-30", kim.Words);
    }

    [Theory]
    [InlineData("from=2018-04-30&to=2017-11-01")]
    [InlineData("from=x&to=2017-11-01")]
    [InlineData("from=2017-11-01")]
    [InlineData("from=0001-01-01&to=9999-12-31")]
    public async Task Dates_that_do_not_fit_get_one_sentence_and_stay_in_the_fields(string query)
    {
        await using var bench = await ApiBench.StartAsync();
        var kim = await bench.BrowserAsync(Cast.Kim);

        var answered = await kim.GetAsync("/reports?" + query);

        Assert.Equal(400, answered.Status);
        Assert.Contains("Datumen går inte ihop.", kim.Words);
        Assert.Equal(query.Split('&')[0][5..], kim.Page.QuerySelector("#from")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8")]
    [InlineData("json", "application/json; charset=utf-8")]
    public async Task The_report_is_downloaded_under_a_name_that_says_what_it_is(string format, string type)
    {
        await using var bench = await ApiBench.StartAsync();
        await ImportAsync(bench);
        var kim = await bench.BrowserAsync(Cast.Kim);

        var file = await kim.GetAsync($"/reports/file?from=2017-11-01&to=2018-04-30&format={format}");

        Assert.Equal((200, type), (file.Status, file.Header("Content-Type")));
        Assert.Contains($"ekn-2017-11-01-2018-04-30.{format}", file.Header("Content-Disposition"));
    }

    [Fact]
    public async Task Every_figure_leads_to_its_night_with_all_corrections_and_no_names()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.PostAsync("/api/nights/2026-12-01/guests", new { women = 3, men = 4 }, Cast.SiteLeadKey);
        await bench.PostAsync("/api/nights/2026-12-01/guests", new { women = 5 }, Cast.SiteLeadKey);
        var kim = await bench.BrowserAsync(Cast.Kim);

        await kim.GetAsync("/reports");
        Assert.Contains("/reports/nights/2026-12-01", kim.Shown.Text);
        await kim.GetAsync("/reports/nights/2026-12-01");

        Assert.Equal(2, kim.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("(gäller)", kim.Page.QuerySelectorAll("tbody tr")[0].TextContent);
        Assert.DoesNotContain("jouren", kim.Shown.Text);
        Assert.DoesNotContain("Siv", kim.Shown.Text);
    }

    private static async Task ImportAsync(ApiBench bench)
    {
        var rows = Enumerable
            .Range(1, 20)
            .Select(i => $"2017-12-{i:00},Norrmalmskyrkan,100,{(i % 2 == 0 ? 27 : 28)},{(i % 2 == 0 ? 50 : 51)}");
        var csv = "night,premises,capacity,women,men\n" + string.Join('\n', rows) + "\n";
        await bench.Get<NightsImport>().ImportAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), default);
    }
}
