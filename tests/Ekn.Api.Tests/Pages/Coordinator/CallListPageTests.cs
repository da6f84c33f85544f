namespace Ekn.Api.Pages.Coordinator;

public sealed class CallListPageTests
{
    private const string List = "/coordinator/nights/2026-12-01/call-list";

    [Fact]
    public async Task The_messages_of_a_night_lead_to_the_people_to_call()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var messages = await anna.GetAsync("/coordinator/nights/2026-12-01/messages");
        Assert.NotNull(messages.Page.QuerySelector($"a[href='{List}']"));
        var shown = await anna.GetAsync(List);

        Assert.Equal(200, shown.Status);
        Assert.NotNull(shown.Page.QuerySelector($"a[href='tel:{Cast.Vera}']"));
        Assert.Contains("gick inte att leverera", shown.Words);
        Assert.Contains("Kallelse till volontärer", shown.Words);
    }

    [Fact]
    public async Task Who_has_been_talked_to_leaves_the_list_and_pressing_twice_is_one_call()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync(List);
        var form = Fields(shown.Page, "who", "form", "__RequestVerificationToken");

        await anna.PostAsync(List, [.. form, ("outcome", "reached")]);
        await anna.PostAsync(List, [.. form, ("outcome", "reached")]);

        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'call.reached' AND actor = 'coordinator:c1'"));
        var after = await anna.GetAsync(List);
        Assert.Contains("Ingen att ringa", after.Words);
        Assert.Contains("har fått veta", after.Words);
    }

    [Theory]
    [InlineData("outcome", "elephant")]
    [InlineData("form", "")]
    [InlineData("form", "'; DROP TABLE outbox")]
    public async Task A_form_that_no_button_made_is_refused(string field, string value)
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync(List);
        var form = Fields(shown.Page, "who", "form", "__RequestVerificationToken")
            .Append(("outcome", "reached"))
            .Select(pair => pair.Item1 == field ? (field, value) : pair);

        var answered = await anna.PostAsync(List, [.. form]);

        Assert.Equal(400, answered.Status);
        Assert.Equal(0, await bench.CountAsync("change_event", "kind LIKE 'call.%'"));
    }

    [Fact]
    public async Task Nothing_is_noted_about_somebody_who_is_not_on_the_list()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync(List);
        var form = Fields(shown.Page, "form", "__RequestVerificationToken");

        await anna.PostAsync(List, [.. form, ("who", "volunteer:2"), ("outcome", "reached")]);

        Assert.Equal(0, await bench.CountAsync("change_event", "kind LIKE 'call.%'"));
    }

    [Theory]
    [InlineData(Cast.Siv)]
    [InlineData(Cast.Church)]
    [InlineData(Cast.Vera)]
    [InlineData(Cast.Kim)]
    public async Task Nobody_but_a_coordinator_sees_it(string who)
    {
        await using var bench = await BenchAsync();
        var browser = await bench.BrowserAsync(who);

        var shown = await browser.GetAsync(List);

        Assert.DoesNotContain(Cast.Vera, shown.Text);
        Assert.NotEqual(200, shown.Status);
    }

    [Fact]
    public async Task A_night_that_is_no_date_is_not_found()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.Equal(404, (await anna.GetAsync("/coordinator/nights/elephant/call-list")).Status);
    }

    /// <summary>An open night whose call did not reach Vera by any channel; everything else arrived.</summary>
    private static async Task<ApiBench> BenchAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered', accepted_at = '2026-12-01T11:00:00.000Z'");
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'failed', ended_at = '2026-12-01T11:00:00.000Z', last_error = 'The phone is off.' WHERE recipient = 'volunteer:1'"
        );
        return bench;
    }

    private static (string, string)[] Fields(AngleSharp.Dom.IDocument page, params string[] names) =>
        [.. names.Select(name => (name, page.QuerySelector($"main form input[name={name}]")!.GetAttribute("value")!))];
}
