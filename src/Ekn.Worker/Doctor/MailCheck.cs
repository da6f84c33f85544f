using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Ekn.Core.Channels.Email;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Doctor;

/// <summary>
/// Greets the mail server as a sender does (RFC 5321), takes up TLS where the settings want it, and says goodbye. The
/// login is not tried: some servers lock an account out for a login without a mail.
/// </summary>
internal static class MailCheck
{
    public static async Task<Diagnosis> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<EmailOptions>>().Value;
        var server = $"{options.Host}:{options.Port}";
        try
        {
            return await GreetAsync(options, server, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return Diagnosis.Failed(
                "mail",
                $"{server} cannot be reached ({exception.GetType().Name}); check the network, Ekn:Email:Host and Ekn:Email:Port."
            );
        }
        catch (AuthenticationException)
        {
            return Diagnosis.Failed(
                "mail",
                $"{server} shows a certificate that is not trusted; mend it there, or check Ekn:Email:Host."
            );
        }
    }

    private static async Task<Diagnosis> GreetAsync(
        EmailOptions options,
        string server,
        CancellationToken cancellationToken
    )
    {
        using var client = new TcpClient();
        await client.ConnectAsync(options.Host, options.Port, cancellationToken);
        await using var plain = client.GetStream();
        using var talk = new Conversation(plain);
        if (await talk.HearAsync(cancellationToken) is not { Code: 220 })
        {
            return Diagnosis.Failed("mail", $"{server} does not greet as a mail server; check Ekn:Email:Port.");
        }
        var hello = await talk.AskAsync("EHLO ekn", cancellationToken);
        if (hello.Code != 250)
        {
            return Diagnosis.Failed("mail", $"{server} refuses EHLO ({hello.Code}).");
        }
        if (!WantsTls(options))
        {
            await talk.AskAsync("QUIT", cancellationToken);
            return Diagnosis.Ok("mail", $"{server} answers, in clear as the settings say. Nothing was sent.");
        }
        if (!hello.Offers("STARTTLS") || await talk.AskAsync("STARTTLS", cancellationToken) is not { Code: 220 })
        {
            return Diagnosis.Failed(
                "mail",
                $"{server} does not offer STARTTLS, without which nothing is sent; ask its owner, or change Ekn:Email:Host."
            );
        }
        await using var secret = new SslStream(plain, leaveInnerStreamOpen: true);
        await secret.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = options.Host },
            cancellationToken
        );
        using var inside = new Conversation(secret);
        hello = await inside.AskAsync("EHLO ekn", cancellationToken);
        await inside.AskAsync("QUIT", cancellationToken);
        return options.Username is { Length: > 0 } && !hello.Offers("AUTH")
            ? Diagnosis.Failed(
                "mail",
                $"{server} offers no login, and Ekn:Email:Username is set; take it out or change Ekn:Email:Host."
            )
            : Diagnosis.Ok("mail", $"{server} answers over TLS. The login was not tried, and nothing was sent.");
    }

    // As the transport reads the setting: TLS, unless the server is on this machine or the setting says None.
    private static bool WantsTls(EmailOptions options) =>
        options.Security is { } said
            ? said == MailSecurity.StartTls
            : !(
                options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address))
            );

    private sealed class Conversation(Stream stream) : IDisposable
    {
        private readonly StreamReader reader = new(stream, Encoding.ASCII, false, 1024, leaveOpen: true);

        public void Dispose() => reader.Dispose();

        public async Task<Reply> AskAsync(string command, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
            return await HearAsync(cancellationToken);
        }

        /// <summary>A reply runs on while a hyphen follows its code.</summary>
        public async Task<Reply> HearAsync(CancellationToken cancellationToken)
        {
            var lines = new List<string>();
            do
            {
                lines.Add(
                    await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The connection was closed.")
                );
            } while (lines[^1] is [_, _, _, '-', ..]);
            return new Reply(
                int.TryParse(lines[^1].AsSpan(0, Math.Min(3, lines[^1].Length)), out var code) ? code : 0,
                lines
            );
        }
    }

    private sealed record Reply(int Code, IReadOnlyList<string> Lines)
    {
        public bool Offers(string extension) =>
            Lines.Any(line => line.Length > 4 && line[4..].StartsWith(extension, StringComparison.OrdinalIgnoreCase));
    }
}
