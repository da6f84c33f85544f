using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ekn.Simulators.Mail;

/// <summary>
/// A web page on a loopback port that shows the mail a simulated server has taken: GET /mail, with ?to=address for one
/// person's, and GET /mail/{number}.
/// </summary>
public sealed class MailInbox : IAsyncDisposable
{
    private readonly WebApplication web;

    private MailInbox(WebApplication web) => this.web = web;

    /// <summary>The list of all mail.</summary>
    public Uri Address => new(new Uri(web.Urls.Single()), "/mail");

    /// <param name="zone">The zone that times are shown in.</param>
    /// <param name="port">0 takes a free one.</param>
    public static async Task<MailInbox> StartAsync(
        MailServerSimulator server,
        TimeZoneInfo zone,
        int port = 0,
        CancellationToken cancellationToken = default
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var application = builder.Build();
        var pages = new MailInboxPages(zone);
        application.MapGet("/", () => Results.Redirect("/mail"));
        application.MapGet("/mail", (string? to) => Page(pages.List(MailTo(server, to), to)));
        application.MapGet(
            "/mail/{number:int}",
            (int number) =>
                server.Mails.FirstOrDefault(m => m.Number == number) is { } mail
                    ? Page(pages.Show(mail))
                    : Results.NotFound()
        );
        await application.StartAsync(cancellationToken);
        return new MailInbox(application);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private static IResult Page(string html) => Results.Content(html, "text/html; charset=utf-8");

    private static IEnumerable<ReceivedMail> MailTo(MailServerSimulator server, string? to) =>
        server
            .Mails.Where(m => to is null || m.EnvelopeTo.Contains(to, StringComparer.OrdinalIgnoreCase))
            .OrderByDescending(m => m.Number);
}
