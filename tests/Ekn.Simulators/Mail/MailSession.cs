using System.Net.Security;
using System.Text;

namespace Ekn.Simulators.Mail;

/// <summary>One SMTP conversation, RFC 5321, with STARTTLS (RFC 3207) and AUTH (RFC 4954).</summary>
internal sealed class MailSession(MailServerSimulator server, Stream stream)
{
    private Stream wire = stream;
    private LineReader lines = new(stream);
    private bool encrypted;
    private string? user;
    private string? from;
    private List<string> to = [];

    public async Task RunAsync()
    {
        await AnswerAsync(MailStage.Greeting, "220 localhost ESMTP simulator");
        while (await lines.ReadAsync(server.Stopping) is { } line)
        {
            server.Note(line, encrypted);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO" or "HELO":
                    await AnswerAsync(MailStage.Hello, Greeting());
                    break;
                case "STARTTLS" when !server.Faults.WithoutStartTls && !encrypted:
                    await StartTlsAsync();
                    break;
                case "AUTH" when server.AsksForLogin:
                    await LogInAsync(line);
                    break;
                case "MAIL":
                    await TakeSenderAsync(line);
                    break;
                case "RCPT":
                    await TakeRecipientAsync(line);
                    break;
                case "DATA":
                    if (!await TakeDataAsync())
                    {
                        return;
                    }
                    break;
                case "RSET":
                    Forget();
                    await SayAsync("250 2.0.0 Ok");
                    break;
                case "NOOP":
                    await SayAsync("250 2.0.0 Ok");
                    break;
                case "QUIT":
                    await SayAsync("221 2.0.0 Bye");
                    return;
                default:
                    await SayAsync("502 5.5.1 Not implemented");
                    break;
            }
        }
    }

    private string Greeting()
    {
        List<string> words = ["localhost", "8BITMIME", "ENHANCEDSTATUSCODES"];
        if (!encrypted && !server.Faults.WithoutStartTls)
        {
            words.Add("STARTTLS");
        }
        if (server.AsksForLogin)
        {
            // Offered in clear too, as careless servers do: a client must not fall for it.
            words.Add("AUTH LOGIN PLAIN");
        }
        return string.Join("\r\n", words.Select((w, i) => (i < words.Count - 1 ? "250-" : "250 ") + w));
    }

    private async Task StartTlsAsync()
    {
        await AnswerAsync(MailStage.StartTls, "220 2.0.0 Ready to start TLS");
        var tls = new SslStream(wire, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = server.Certificate },
            server.Stopping
        );
        wire = tls;
        lines = new LineReader(tls);
        encrypted = true;
        user = null;
        Forget();
    }

    private async Task LogInAsync(string line)
    {
        var words = line.Split(' ');
        var (name, password) = words.ElementAtOrDefault(1)?.ToUpperInvariant() switch
        {
            "LOGIN" => (
                await AskAsync(words.ElementAtOrDefault(2), "VXNlcm5hbWU6"),
                await AskAsync(null, "UGFzc3dvcmQ6")
            ),
            "PLAIN" => Plain(await AskAsync(words.ElementAtOrDefault(2), "")),
            _ => ("", ""),
        };
        if (!server.Accepts(name, password))
        {
            await SayAsync("535 5.7.8 Authentication credentials invalid");
            return;
        }
        user = name;
        await SayAsync("235 2.7.0 Authentication successful");
    }

    private async Task<string> AskAsync(string? given, string prompt)
    {
        if (given is null)
        {
            await SayAsync($"334 {prompt}");
            given = await lines.ReadAsync(server.Stopping) ?? "";
            server.Note(given, encrypted);
        }
        var bytes = new byte[given.Length];
        return Convert.TryFromBase64String(given, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
    }

    private static (string Name, string Password) Plain(string text)
    {
        var words = text.Split('\0');
        return words.Length == 3 ? (words[1], words[2]) : ("", "");
    }

    private async Task TakeSenderAsync(string line)
    {
        if (server.AsksForLogin && user is null)
        {
            await SayAsync("530 5.7.0 Authentication required");
            return;
        }
        var answer = server.Faults.AnswerAt(MailStage.Sender, "250 2.1.0 Ok");
        if (answer.StartsWith('2'))
        {
            from = AddressIn(line);
        }
        await AnswerAsync(MailStage.Sender, answer);
    }

    private async Task TakeRecipientAsync(string line)
    {
        if (from is null)
        {
            await SayAsync("503 5.5.1 MAIL first");
            return;
        }
        var address = AddressIn(line);
        var answer = server.Faults.AnswerTo(address);
        if (answer.StartsWith('2'))
        {
            to.Add(address);
        }
        await AnswerAsync(MailStage.Recipient, answer, replaceable: false);
    }

    /// <summary>False when the conversation is over.</summary>
    private async Task<bool> TakeDataAsync()
    {
        if (from is null || to.Count == 0)
        {
            await SayAsync("503 5.5.1 RCPT first");
            return true;
        }
        await AnswerAsync(MailStage.DataCommand, "354 End with a dot");
        if (!server.Faults.AnswerAt(MailStage.DataCommand, "354").StartsWith('3'))
        {
            return true;
        }
        var raw = new StringBuilder();
        while (await lines.ReadAsync(server.Stopping) is var line && line != ".")
        {
            if (line is null)
            {
                // Cut off before the final dot: the mail counts as never sent.
                return false;
            }
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        var answer = server.Faults.AnswerAt(MailStage.EndOfData, "250 2.0.0 Queued");
        if (answer.StartsWith('2'))
        {
            server.Keep(from, to, encrypted, user, Encoding.Latin1.GetBytes(raw.ToString()));
        }
        Forget();
        if (server.Faults.CloseAfterData)
        {
            return false;
        }
        await AnswerAsync(MailStage.EndOfData, answer);
        return true;
    }

    private void Forget()
    {
        from = null;
        to = [];
    }

    private static string AddressIn(string line)
    {
        var start = line.IndexOf('<') + 1;
        var end = line.IndexOf('>', start);
        return end < 0 ? "" : line[start..end];
    }

    private async Task AnswerAsync(MailStage stage, string usual, bool replaceable = true)
    {
        if (server.Faults.HangAt == stage)
        {
            server.OnSilence();
            // Reads on without a word, and ends when the client or the server gives up.
            string? line;
            do
            {
                line = await lines.ReadAsync(server.Stopping);
            } while (line is not null);
            throw new IOException("The client went away.");
        }
        if (server.Faults.CloseAt == stage)
        {
            throw new IOException("Closed on command.");
        }
        await SayAsync(replaceable ? server.Faults.AnswerAt(stage, usual) : usual);
    }

    private async Task SayAsync(string reply)
    {
        await wire.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), server.Stopping);
        await wire.FlushAsync(server.Stopping);
    }
}
