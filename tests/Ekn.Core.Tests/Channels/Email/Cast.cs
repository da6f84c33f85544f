using Ekn.Simulators.Mail;

namespace Ekn.Core.Channels.Email;

/// <summary>The mail and the settings that the tests here begin from.</summary>
internal static class Cast
{
    public static EmailMessage Mail() =>
        new("r-1", "siv@example.org", "Siv Ek", "Natten är kall", "Hej Siv.\nKan du komma?\n", "<p>Hej Siv.</p>", null);

    public static EmailOptions Options(MailServerSimulator server) =>
        new()
        {
            Host = server.Host,
            Port = server.Port,
            FromAddress = "natt@example.org",
            FromName = "Extra kalla nätter",
            Timeout = TimeSpan.FromSeconds(20),
        };
}
