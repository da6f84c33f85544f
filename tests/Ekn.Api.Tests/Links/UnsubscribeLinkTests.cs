using System.Text;
using Ekn.Testing;

namespace Ekn.Api.Links;

public sealed class UnsubscribeLinkTests
{
    [Fact]
    public async Task The_page_has_one_button()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        var shown = await bench.GetAsync(link);

        Assert.Equal("Inga fler meddelanden?", shown.Page.QuerySelector("h1")!.TextContent);
        Assert.Single(shown.Page.QuerySelectorAll("main button"));
        Assert.Equal(0, await bench.CountAsync("stopped"));
    }

    [DatabaseTheory]
    public async Task The_button_stops_every_channel(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        var link = await OpenedAsync(bench);

        var pressed = await bench.PressAsync(link);

        Assert.Equal(200, pressed.Status);
        Assert.Contains("Du får inga fler meddelanden", pressed.Words);
        Assert.Equal(
            [Cast.Vera, Cast.VeraMail],
            await bench.QueryAsync<string>("SELECT address FROM stopped ORDER BY address")
        );
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
    )]
    [InlineData("text/plain", "")]
    public async Task A_mail_program_unsubscribes_in_one_click_without_the_page(string contentType, string body)
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answered = await bench.SendAsync(HttpMethod.Post, link, content);

        Assert.Equal(200, answered.Status);
        Assert.Equal(2, await bench.CountAsync("stopped"));
    }

    [Fact]
    public async Task Twice_is_the_same_as_once()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        await bench.PressAsync(link);
        var before = await bench.DumpAsync();

        var again = await bench.PressAsync(link);

        Assert.Equal(200, again.Status);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [Fact]
    public async Task Who_is_booked_and_cannot_be_reached_any_more_is_known_to_a_person()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );

        await bench.PressAsync(link);

        Assert.Equal(1, await bench.CountAsync("alert", "kind = 'ReplyNeedsPerson' AND cleared_at IS NULL"));
        Assert.Equal(1, await bench.CountAsync("place", "volunteer_id = 1"));
    }

    [Fact]
    public async Task It_works_next_winter_and_no_longer()
    {
        await using var bench = await ApiBench.StartAsync();
        var link = await OpenedAsync(bench);

        bench.Clock.Advance(TimeSpan.FromDays(399));
        var late = await bench.GetAsync(link);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        var gone = await bench.PressAsync(link);

        Assert.Equal(200, late.Status);
        Assert.Equal(404, gone.Status);
        Assert.Equal(0, await bench.CountAsync("stopped"));
    }

    private static async Task<string> OpenedAsync(ApiBench bench)
    {
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return await bench.UnsubscribeLinkToAsync("volunteer:1");
    }
}
