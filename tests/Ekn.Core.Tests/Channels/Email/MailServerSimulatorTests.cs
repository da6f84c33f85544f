using System.Net;
using System.Net.Sockets;
using System.Text;
using Ekn.Simulators.Mail;

namespace Ekn.Core.Channels.Email;

/// <summary>What other tests take for granted of the simulated server, spoken to by hand.</summary>
public sealed class MailServerSimulatorTests
{
    [Fact]
    public async Task A_mail_that_is_cut_off_before_its_final_dot_is_not_kept()
    {
        await using var server = new MailServerSimulator();
        using (var client = await Conversation.WithAsync(server))
        {
            await client.SayAsync("MAIL FROM:<a@example.org>", "250");
            await client.SayAsync("RCPT TO:<b@example.org>", "250");
            await client.SayAsync("DATA", "354");
            await client.WriteAsync("Subject: half\r\n\r\nHalf a te");
        }
        using (var next = await Conversation.WithAsync(server))
        {
            await next.SayAsync("QUIT", "221");
        }
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Stuffed_dots_are_taken_out_again()
    {
        await using var server = new MailServerSimulator();
        using var client = await Conversation.WithAsync(server);
        await client.SayAsync("MAIL FROM:<a@example.org>", "250");
        await client.SayAsync("RCPT TO:<b@example.org>", "250");
        await client.SayAsync("DATA", "354");
        await client.SayAsync("Subject: dots\r\n\r\n..\r\n..a\r\nb\r\n.", "250");

        Assert.Equal(".\n.a\nb\n", Assert.Single(server.Mails).Text);
    }

    [Fact]
    public async Task Commands_out_of_order_are_refused()
    {
        await using var server = new MailServerSimulator();
        using var client = await Conversation.WithAsync(server);
        await client.SayAsync("RCPT TO:<b@example.org>", "503");
        await client.SayAsync("DATA", "503");
        await client.SayAsync("MAIL FROM:<a@example.org>", "250");
        await client.SayAsync("RSET", "250");
        await client.SayAsync("RCPT TO:<b@example.org>", "503");
    }

    [Theory]
    [InlineData("\0ekn\0right", "235")]
    [InlineData("\0ekn\0wrong", "535")]
    [InlineData("ekn", "535")]
    public async Task A_plain_login_is_checked(string login, string answer)
    {
        await using var server = new MailServerSimulator(new NetworkCredential("ekn", "right"));
        using var client = await Conversation.WithAsync(server);
        await client.SayAsync("MAIL FROM:<a@example.org>", "530");
        await client.SayAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)), answer);
        await client.SayAsync("MAIL FROM:<a@example.org>", answer == "235" ? "250" : "530");
    }

    private sealed class Conversation(TcpClient client) : IDisposable
    {
        private readonly StreamReader reader = new(client.GetStream(), Encoding.Latin1);

        public static async Task<Conversation> WithAsync(MailServerSimulator server)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Port);
            var conversation = new Conversation(client);
            Assert.StartsWith("220", await conversation.reader.ReadLineAsync());
            return conversation;
        }

        public async Task SayAsync(string line, string answer)
        {
            await WriteAsync(line + "\r\n");
            Assert.StartsWith(answer, await reader.ReadLineAsync());
        }

        public Task WriteAsync(string text) => client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

        public void Dispose()
        {
            reader.Dispose();
            client.Dispose();
        }
    }
}
