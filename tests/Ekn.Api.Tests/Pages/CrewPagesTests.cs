namespace Ekn.Api.Pages;

public sealed class CrewPagesTests
{
    private static readonly string Rooms = $"/coordinator/nights/{Cast.Night}/rooms";
    private static readonly string Call = $"/coordinator/nights/{Cast.Night}/call";

    [Fact]
    public async Task Before_the_night_opens_the_whole_call_is_shown_and_cannot_be_sent()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var before = await bench.CountAsync("outbox", "night IS NOT NULL");

        var shown = await anna.GetAsync(Call);

        Assert.Equal(200, shown.Status);
        Assert.Contains("INTE bokad", shown.Words);
        Assert.Null(shown.Page.QuerySelector("button.first"));
        Assert.Equal(before, await bench.CountAsync("outbox", "night IS NOT NULL"));
    }

    [Fact]
    public async Task More_people_are_asked_as_shown_and_once_however_often_it_is_pressed()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync($"{Call}?wide=true");
        var form = Fields(shown.Page, "wide", "mark", "form", "__RequestVerificationToken");

        await anna.PostAsync(Call, form);
        await anna.PostAsync(Call, form);

        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'asked.more'"));
        Assert.Equal(
            await bench.CountAsync("outbox", "message_key LIKE '%more:%'"),
            (
                await bench.QueryAsync<string>(
                    "SELECT DISTINCT message_key FROM outbox WHERE message_key LIKE '%more:%'"
                )
            ).Count
        );
        Assert.NotEqual(0, await bench.CountAsync("outbox", "message_key LIKE '%more:%'"));
    }

    [Fact]
    public async Task A_move_is_asked_again_with_who_will_be_told_and_done_once()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ExecuteAsync(
            "INSERT INTO premises (church_id, name, address, capacity, reserve) VALUES (1, 'Katarinasalen', 'Gatan 2', 30, 1)"
        );
        var from = (await bench.QueryAsync<long>("SELECT id FROM night_premises"))[0];
        var to = (await bench.QueryAsync<long>("SELECT id FROM premises WHERE name = 'Katarinasalen'"))[0];
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.Contains("Katarinasalen", (await anna.GetAsync(Rooms)).Words);

        var asked = await anna.GetAsync($"{Rooms}?act=move&from={from}&to={to}");
        Assert.Contains("Alla bokningar följer med", asked.Words);
        Assert.Equal(0, await bench.CountAsync("change_event", "kind = 'night.moved'"));
        var form = Fields(asked.Page, "act", "from", "to", "form", "__RequestVerificationToken");
        await anna.PostAsync(Rooms, form);
        await anna.PostAsync(Rooms, form);

        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'night.moved'"));
        Assert.Equal(1, await bench.CountAsync("night_premises", "state = 'left'"));
    }

    [Theory]
    [InlineData("/coordinator/nights/elephant/rooms")]
    [InlineData("/coordinator/nights/elephant/call")]
    public async Task A_night_that_is_no_date_is_not_found(string path)
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.Equal(404, (await anna.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_room_that_nobody_knows_is_refused_in_a_sentence()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync($"{Rooms}?act=move&from=99&to=99");

        Assert.Equal(0, await bench.CountAsync("change_event", "kind = 'night.moved'"));
        Assert.Contains("kan inte väljas", shown.Words);
    }

    private static (string, string)[] Fields(AngleSharp.Dom.IDocument page, params string[] names) =>
        [.. names.Select(name => (name, page.QuerySelector($"main form input[name={name}]")!.GetAttribute("value")!))];
}
