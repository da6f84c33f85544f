using System.Text;
using Ekn.Testing;

namespace Ekn.Api.Pages.SiteLead;

public sealed class CountingPageTests
{
    [DatabaseTheory]
    public async Task A_button_counts_once_although_its_form_is_sent_twice(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var siv = await bench.BrowserAsync(Cast.Siv);
        await siv.GetAsync("/lead");
        var id = siv.Page.QuerySelector("[name=id]")!.GetAttribute("value")!;

        await siv.PressHereAsync("women+");
        await siv.PressAsync("/lead", "women+", ("id", id));

        Assert.Equal(1, await bench.CountAsync("tap"));
        Assert.Equal(1, (await bench.QueryAsync<long>("SELECT women FROM guest_count ORDER BY id DESC"))[0]);
    }

    [Theory]
    [InlineData("?room=99")]
    [InlineData("?room=0")]
    public async Task A_room_that_is_not_theirs_does_not_exist(string query)
    {
        await using var bench = await OpenAsync("sqlite");
        var siv = await bench.BrowserAsync(Cast.Siv);

        Assert.Equal(404, (await siv.GetAsync("/lead" + query)).Status);
        Assert.Equal(404, (await PostAsync(siv, $"/lead{query}&handler=Taps", "[]")).Status);
    }

    [Fact]
    public async Task Another_site_leads_room_is_not_counted_in()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync("UPDATE night_premises SET site_lead = 'sitelead:other'");
        var siv = await bench.BrowserAsync(Cast.Siv);

        Assert.Equal(404, (await PostAsync(siv, "/lead?room=1&handler=Taps", Tap("a"))).Status);
        Assert.Equal(0, await bench.CountAsync("tap"));
    }

    [Fact]
    public async Task Kept_taps_without_the_token_of_the_form_are_refused()
    {
        await using var bench = await OpenAsync("sqlite");
        var siv = await bench.BrowserAsync(Cast.Siv);

        var refused = await siv.SendAsync(
            HttpMethod.Post,
            "/lead?room=1&handler=Taps",
            new StringContent(Tap("a"), Encoding.UTF8, "application/json")
        );

        Assert.Equal(400, refused.Status);
        Assert.Equal(0, await bench.CountAsync("tap"));
    }

    [Fact]
    public async Task Kept_taps_are_counted_and_each_that_is_not_is_named_with_the_reason()
    {
        await using var bench = await OpenAsync("sqlite");
        var siv = await bench.BrowserAsync(Cast.Siv);

        var sent = await PostAsync(
            siv,
            "/lead?room=1&handler=Taps",
            """
            [{"id":"a","field":"women","change":1},{"id":"a","field":"women","change":1},{"id":"b","field":"men","change":-1},
             {"id":"c","field":"cats","change":1},{"id":"d","field":"men","change":7}]
            """
        );

        Assert.Equal(200, sent.Status);
        Assert.Equal("below-zero", sent.Json.GetProperty("refused").GetProperty("b").GetString());
        Assert.Equal("unreadable", sent.Json.GetProperty("refused").GetProperty("c").GetString());
        Assert.Equal("unreadable", sent.Json.GetProperty("refused").GetProperty("d").GetString());
        Assert.Equal(1, (await bench.QueryAsync<long>("SELECT women FROM guest_count ORDER BY id DESC"))[0]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task What_no_phone_of_ours_sends_is_refused_without_a_failure(string body)
    {
        await using var bench = await OpenAsync("sqlite");
        var siv = await bench.BrowserAsync(Cast.Siv);

        Assert.Equal(400, (await PostAsync(siv, "/lead?room=1&handler=Taps", body)).Status);
        Assert.Equal(0, await bench.CountAsync("tap"));
    }

    [DatabaseTheory]
    public async Task Who_came_is_noted_and_taken_back_and_only_for_those_who_are_expected(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );
        var siv = await bench.BrowserAsync(Cast.Siv);
        await siv.GetAsync("/lead");

        await siv.PressHereAsync("1:1:arrived");
        Assert.Equal(1, await bench.CountAsync("attendance", "state = 'arrived'"));
        await siv.PressHereAsync("1:1:none");
        Assert.Equal(0, await bench.CountAsync("attendance"));
        await siv.PostAsync(
            "/lead?room=1&handler=Attend",
            ("noted", "1:2:arrived"),
            ("__RequestVerificationToken", TokenOf(siv))
        );
        Assert.Contains("Inget har ändrats", siv.Words);
        Assert.Equal(0, await bench.CountAsync("attendance"));
    }

    private static async Task<ApiBench.Answered> PostAsync(Browser siv, string path, string json)
    {
        await siv.GetAsync("/lead");
        if (siv.Page.QuerySelector("[name=__RequestVerificationToken]") is null)
        {
            await siv.GetAsync("/me");
        }
        return await siv.SendAsync(
            HttpMethod.Post,
            path,
            new StringContent(json, Encoding.UTF8, "application/json"),
            ("X-Form-Token", TokenOf(siv))
        );
    }

    private static string TokenOf(Browser siv) =>
        siv.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static string Tap(string id) => $$"""[{"id":"{{id}}","field":"women","change":1}]""";

    private static async Task<ApiBench> OpenAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }
}
