using System.Net;
using Ekn.Simulators.Mail;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

/// <summary>The simulated inbox is read by people in the demo and by stories in tests, so it must show what came.</summary>
public sealed class MailInboxTests : IAsyncLifetime
{
    private readonly MailServerSimulator server = new();
    private MailInbox inbox = null!;

    public async Task InitializeAsync() => inbox = await MailInbox.StartAsync(server, TimeZoneInfo.Utc);

    public async Task DisposeAsync()
    {
        await inbox.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_inbox_says_so() => Assert.Contains("Ingen e-post", await GetAsync("/mail"));

    [Fact]
    public async Task A_mail_is_listed_and_shown_with_links_to_click()
    {
        await SendAsync(Cast.Mail() with { Text = "Svara här: https://ekn.example.org/s/a?x=1&y=2." });

        Assert.Contains("Natten &#228;r kall", await GetAsync("/mail"));
        var page = await GetAsync("/mail/1");
        Assert.Contains("<a href=\"https://ekn.example.org/s/a?x=1&amp;y=2\"", page);
    }

    [Fact]
    public async Task One_persons_mail_can_be_picked_out()
    {
        await SendAsync(Cast.Mail() with { Subject = "Till Siv" });
        await SendAsync(Cast.Mail() with { Subject = "Till Eva", To = "eva@example.org" });

        var page = await GetAsync("/mail?to=eva%40example.org");
        Assert.Contains("Till Eva", page);
        Assert.DoesNotContain("Till Siv", page);
    }

    [Fact]
    public async Task What_a_mail_brings_runs_nothing_on_the_page()
    {
        const string script = "<script>alert(1)</script>";
        await SendAsync(
            Cast.Mail() with
            {
                Subject = script,
                ToName = script,
                Text = script,
                Html = script + "\" onload=\"alert(2)",
            }
        );

        foreach (var page in new[] { await GetAsync("/mail"), await GetAsync("/mail/1") })
        {
            Assert.DoesNotContain("<script", page);
            Assert.DoesNotContain("\" onload", page);
        }
        Assert.DoesNotContain("allow-scripts", await GetAsync("/mail/1"));
    }

    [Fact]
    public async Task A_number_that_never_came_is_not_found()
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(inbox.Address, "/mail/7"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task SendAsync(EmailMessage message) =>
        await new SmtpTransport(Options.Create(Cast.Options(server)), TimeProvider.System).SendAsync(message, default);

    private async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(inbox.Address, path));
    }
}
