using Ekn.Testing;

namespace Ekn.Api.Pages.Church;

public sealed class ChurchPageTests
{
    [DatabaseTheory]
    public async Task A_church_says_yes_by_one_button_and_pressing_it_again_changes_nothing(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var church = await bench.BrowserAsync(Cast.Church);

        await church.PressAsync("/church", "yes");
        Assert.Contains("Tack! Lokalen är bokad.", church.Words);
        Assert.Contains("Ni har sagt JA", church.Words);
        await church.PostAsync(
            "/church?handler=Answer&room=1",
            ("night", "2026-12-01"),
            ("says", "yes"),
            (
                "__RequestVerificationToken",
                church.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!
            )
        );

        Assert.Equal(1, await bench.CountAsync("night_premises", "state = 'accepted'"));
        Assert.Equal(1, await bench.CountAsync("night_premises"));
    }

    [DatabaseTheory]
    public async Task A_church_says_no_and_the_reserve_is_called(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var church = await bench.BrowserAsync(Cast.Church);

        await church.PressAsync("/church", "no");

        Assert.Contains("Vi tar en annan lokal", church.Words);
        Assert.Equal(
            ["declined", "called"],
            await bench.QueryAsync<string>("SELECT state FROM night_premises ORDER BY id")
        );
    }

    [DatabaseTheory]
    public async Task The_link_in_the_call_shows_and_only_its_button_answers(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET email = 'kyrka@example.org' WHERE id = 1");
        var link = await LinkAsync(bench);
        var before = await bench.DumpAsync();

        var scanner = await bench.BrowserAsync();
        await scanner.GetAsync(link);
        Assert.Equal(200, scanner.Shown.Status);
        Assert.Equal(before, await bench.DumpAsync());
        await scanner.PressHereAsync("yes");

        Assert.Contains("Ni har sagt JA", scanner.Words);
        Assert.DoesNotContain(link[3..], scanner.Shown.Text);
    }

    [Fact]
    public async Task An_answer_after_calling_off_is_too_late()
    {
        await using var bench = await OpenAsync("sqlite");
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");

        await church.PressHereAsync("yes");

        Assert.Contains("Det var för sent", church.Words);
        Assert.Equal(0, await bench.CountAsync("night_premises", "state = 'accepted'"));
    }

    [Theory]
    [InlineData("?room=2")]
    [InlineData("?room=99")]
    public async Task Another_churchs_room_does_not_exist(string query)
    {
        await using var bench = await OpenAsync("sqlite");
        var church = await bench.BrowserAsync(Cast.Church);

        Assert.Equal(404, (await church.GetAsync("/church" + query)).Status);
    }

    [Theory]
    [InlineData("Answer")]
    [InlineData("Refuse")]
    [InlineData("TakeBack")]
    [InlineData("NewAddress")]
    public async Task Nobody_acts_for_another_church(string handler)
    {
        await using var bench = await OpenAsync("sqlite");
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");
        var token = church.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var before = await bench.DumpAsync();

        var answered = await church.PostAsync(
            $"/church?handler={handler}&room=2",
            ("night", "2026-12-01"),
            ("says", "no"),
            ("__RequestVerificationToken", token)
        );

        Assert.Equal(404, answered.Status);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [DatabaseTheory]
    public async Task A_date_that_does_not_work_goes_to_the_coordinator_once_and_can_be_taken_back(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        var church = await bench.BrowserAsync(Cast.Church);

        await church.GetAsync("/church");
        Assert.Equal(151, church.Page.QuerySelectorAll("ul.nights > li").Length);
        await RefuseAsync(church, "2026-12-10");
        Assert.Contains("Samordnaren har fått veta det", church.Words);
        await RefuseAsync(church, "2026-12-10");
        Assert.Contains("Inget har ändrats", church.Words);
        Assert.Equal(1, await bench.CountAsync("rota_refusal"));
        Assert.Contains("kan inte natten tor 10/12 mot fre 11/12", await bench.TextToAsync("coordinator:c1", "alert"));

        await church.PressAsync("/church", "Det går ändå");
        Assert.Contains("natten står kvar", church.Words);
        Assert.Equal(1, await bench.CountAsync("rota_refusal", "settlement = 'taken-back'"));
    }

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("2027-12-10x")]
    [InlineData("")]
    public async Task A_date_that_is_past_or_none_is_not_taken(string night)
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");

        await RefuseAsync(church, night);

        Assert.Equal(0, await bench.CountAsync("rota_refusal"));
    }

    [Fact]
    public async Task The_calendar_is_read_by_an_independent_parser_and_replaced_when_asked()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ExecuteAsync(
            "INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-10', 2), ('2026-12-11', NULL)"
        );
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");
        var path = new Uri(church.Page.QuerySelector("code")!.TextContent).AbsolutePath;

        var feed = await bench.GetAsync(path);
        var again = await bench.SendAsync(HttpMethod.Get, path, null, null, ("If-None-Match", feed.Header("ETag")!));

        Assert.Equal(
            (200, "text/calendar; charset=utf-8", 304),
            (feed.Status, feed.Header("Content-Type"), again.Status)
        );
        Assert.Contains("UID:rota-2026-12-09-1@ekn", feed.Text);
        Assert.DoesNotContain("rota-2026-12-10-", feed.Text);
        Assert.DoesNotContain("rota-2026-12-11-", feed.Text);
        Assert.DoesNotContain("+46", feed.Text);

        await church.PressAsync("/church", "Byt adress");
        Assert.Equal(404, (await bench.GetAsync(path)).Status);
        Assert.NotEqual(path, new Uri(church.Page.QuerySelector("code")!.TextContent).AbsolutePath);
    }

    [ICalendarFact]
    public async Task An_independent_reader_finds_the_hours_right_also_when_the_clocks_change()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var church = await bench.BrowserAsync(Cast.Church);
        await church.GetAsync("/church");
        var path = new Uri(church.Page.QuerySelector("code")!.TextContent).AbsolutePath;
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, (await bench.GetAsync(path)).Bytes);

        var read = await ICalendarFactAttribute.ReadAsync(file);

        // The night of 27 March 2027 is an hour shorter: 14 hours instead of 15.
        Assert.Contains("2027-03-27T17:00:00Z 2027-03-28T07:00:00Z Norrmalmskyrkan", read);
        Assert.Contains("2026-12-24T17:00:00Z 2026-12-25T08:00:00Z Norrmalmskyrkan", read);
    }

    [DatabaseTheory]
    public async Task The_link_answers_for_its_own_night_however_far_ahead_and_whatever_is_open_before_it(
        string provider
    )
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        var tonight = await LinkAsync(bench);
        // People are evicted: the room is needed the day after too, and at the weekend.
        await bench.OpenAsync(Cast.Night.Next);
        var next = await LinkAsync(bench);
        await bench.OpenAsync(Cast.Night.AddDays(4));
        var far = await LinkAsync(bench);

        foreach (var link in new[] { tonight, next, far })
        {
            var church = await bench.BrowserAsync();
            await church.PressAsync(link, "yes");
            Assert.Contains("Ni har sagt JA", church.Words);
        }

        Assert.Equal(3, await bench.CountAsync("night_premises", "state = 'accepted'"));
    }

    private static Task<ApiBench.Answered> RefuseAsync(Browser church, string night) =>
        church.PostAsync(
            "/church?handler=Refuse&room=1",
            ("night", night),
            ("note", "Konsert"),
            (
                "__RequestVerificationToken",
                church.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? ""
            )
        );

    private static async Task<string> LinkAsync(ApiBench bench)
    {
        var text = await bench.TextToAsync("premises:1", "call-church", "sms");
        return "/l/" + text.Split("/l/")[1].Split(' ')[0];
    }

    private static async Task<ApiBench> OpenAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }
}
