using System.Net;

namespace Ekn.Core.Channels.Sms;

public sealed class PhonesPageTests
{
    private const string Xss = "<script>alert('x')</script> & \"citat\"";

    [Fact]
    public async Task An_empty_page_says_so()
    {
        await using var bench = await SmsBench.StartAsync();
        using var browser = new HttpClient();

        Assert.Contains("Inga sms än", await browser.GetStringAsync(bench.Simulator.PhonesUrl));
    }

    [Fact]
    public async Task Phones_are_listed_newest_first_with_their_names()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.NameOf = number => number == SmsBench.Asa ? "Åsa Exempel" : null;
        await bench.SendAsync();
        bench.Clock.Now += TimeSpan.FromMinutes(1);
        await bench.SendAsync(SmsBench.Text("senare", "+46701740606"));
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(bench.Simulator.PhonesUrl);

        Assert.Contains("Åsa Exempel", page);
        Assert.True(
            page.IndexOf("senare", StringComparison.Ordinal) < page.IndexOf("Åsa Exempel", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_list_can_be_searched_by_name()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.NameOf = number => number == SmsBench.Asa ? "Åsa Exempel" : "Bo Exempel";
        await bench.SendAsync();
        await bench.SendAsync(SmsBench.Text(to: "+46701740606"));
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(new Uri(bench.Simulator.BaseUrl, "/phones?q=bo"));

        Assert.Contains("Bo Exempel", page);
        Assert.DoesNotContain("Åsa Exempel", page);
    }

    [Fact]
    public async Task A_person_answers_from_the_page()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(new Uri("https://ekn.example.org"), client: client);
        using var browser = new HttpClient();
        using var form = new FormUrlEncodedContent([new("text", "Ja, gärna")]);

        using var answer = await browser.PostAsync(Page(bench), form);

        Assert.Equal("Ja, gärna", Assert.Single(service.Posts)["Body"]);
        Assert.Contains("Ja, gärna", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_text_that_did_not_get_through_is_told()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService { Answer = HttpStatusCode.InternalServerError };
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(new Uri("https://ekn.example.org"), client: client);
        using var browser = new HttpClient();
        using var form = new FormUrlEncodedContent([new("quick", "JA"), new("text", "")]);

        using var answer = await browser.PostAsync(Page(bench), form);

        Assert.Contains("Tjänsten svarade inte", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_that_people_write_becomes_part_of_the_page()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.NameOf = _ => Xss;
        await bench.SendAsync(SmsBench.Text($"{Xss} https://example.org/\"onclick='x' javascript:alert(1)"));
        using var browser = new HttpClient();

        foreach (
            var address in new[]
            {
                bench.Simulator.PhonesUrl,
                Page(bench),
                new Uri(bench.Simulator.BaseUrl, "/phones?q=" + Uri.EscapeDataString(Xss)),
            }
        )
        {
            var page = await browser.GetStringAsync(address);
            Assert.DoesNotContain("<script>", page);
            Assert.DoesNotContain("\"onclick", page);
            Assert.DoesNotContain("href=\"javascript", page);
        }
    }

    [Fact]
    public async Task Links_in_a_text_can_be_followed()
    {
        await using var bench = await SmsBench.StartAsync();
        await bench.SendAsync(SmsBench.Text("Svara här: https://ekn.example.org/s/abc?x=1&y=2. Tack"));
        using var browser = new HttpClient();

        Assert.Contains(
            "href=\"https://ekn.example.org/s/abc?x=1&amp;y=2\"",
            WebUtility.UrlDecode(await browser.GetStringAsync(Page(bench)))
        );
    }

    [Theory]
    [InlineData("/phones/kalle")]
    [InlineData("/phones/%2B46")]
    [InlineData("/phones/%3Cb%3E")]
    public async Task Only_numbers_have_a_page(string path)
    {
        await using var bench = await SmsBench.StartAsync();
        using var browser = new HttpClient();

        using var answer = await browser.GetAsync(new Uri(bench.Simulator.BaseUrl, path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_answer_for_a_person()
    {
        await using var bench = await SmsBench.StartAsync();
        using var browser = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Page(bench));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Content = new FormUrlEncodedContent([new("text", "JA")]);

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(bench.Simulator.Phone(SmsBench.Asa).Conversation);
    }

    private static Uri Page(SmsBench bench) =>
        new(bench.Simulator.BaseUrl, $"/phones/{Uri.EscapeDataString(SmsBench.Asa)}");
}
