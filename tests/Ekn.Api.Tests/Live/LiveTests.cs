using System.Net;

namespace Ekn.Api.Live;

public sealed class LiveTests
{
    [Fact]
    public async Task An_open_page_is_told_of_a_change_and_not_what_it_is()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.Add("Cookie", $"ekn-device={anna.Cookie("ekn-device")}");

        using var stream = await bench.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            CancellationToken.None
        );
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(CancellationToken.None));
        var first = await NextAsync(reader);
        await bench.ProposeAsync();
        var second = await NextAsync(reader);

        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual(first, second);
        Assert.Matches(@"^data: [\d.]+$", second);
    }

    [Fact]
    public async Task Nobody_hears_anything()
    {
        await using var bench = await ApiBench.StartAsync();

        Assert.Equal((int)HttpStatusCode.Redirect, (await bench.GetAsync("/live")).Status);
    }

    private static async Task<string> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }
        throw new EndOfStreamException("The stream ended.");
    }
}
