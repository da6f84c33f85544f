using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

public sealed class EmailOptionsTests
{
    [Fact]
    public void The_defaults_are_submission_at_a_gentle_pace()
    {
        var options = new EmailOptions();

        Assert.Equal(587, options.Port);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Timeout);
        Assert.Null(options.Username);
        Assert.Null(options.Password);
        Assert.Null(options.Security);
    }

    [Theory]
    [InlineData("mail.example.org", MailSecurity.StartTls)]
    [InlineData("10.0.0.1", MailSecurity.StartTls)]
    [InlineData("localhost.example.org", MailSecurity.StartTls)]
    [InlineData("localhost", MailSecurity.None)]
    [InlineData("127.0.0.1", MailSecurity.None)]
    [InlineData("::1", MailSecurity.None)]
    public void Mail_that_leaves_the_machine_is_encrypted_unless_told_otherwise(string host, MailSecurity expected)
    {
        Assert.Equal(expected, new EmailOptions { Host = host }.EffectiveSecurity);
        Assert.Equal(
            MailSecurity.StartTls,
            new EmailOptions { Host = host, Security = MailSecurity.StartTls }.EffectiveSecurity
        );
    }

    [Theory]
    [InlineData("Host", "", "Set Ekn:Email:Host to the name of the mail server.")]
    [InlineData("Port", "0", "Set Ekn:Email:Port to a number from 1 to 65535; 587 is usual.")]
    [InlineData(
        "Port",
        "465",
        "Set Ekn:Email:Port to 587: port 465 begins with TLS, and mail is sent with STARTTLS here."
    )]
    [InlineData(
        "FromAddress",
        "",
        "Set Ekn:Email:FromAddress to the address that mail is sent from, such as natt@example.org."
    )]
    [InlineData(
        "FromAddress",
        "Natt <natt@example.org>",
        "Set Ekn:Email:FromAddress to the address that mail is sent from, such as natt@example.org."
    )]
    [InlineData("FromName", "Natt\nBcc: eva@example.org", "Set Ekn:Email:FromName to one line of text.")]
    [InlineData("ReplyTo", "svar", "Set Ekn:Email:ReplyTo to an address that answers can go to, or leave it out.")]
    [InlineData(
        "InboundSecret",
        "short",
        "Set Ekn:Email:InboundSecret to at least 24 characters that nobody can guess, or leave it out."
    )]
    [InlineData("Username", "ekn", "Set both Ekn:Email:Username and Ekn:Email:Password, or neither.")]
    [InlineData("Password", "secret-word", "Set both Ekn:Email:Username and Ekn:Email:Password, or neither.")]
    [InlineData("Timeout", "00:00:00", "Set Ekn:Email:Timeout to between 00:00:01 and 00:10:00; 00:00:30 is usual.")]
    public void A_wrong_setting_says_what_to_change(string name, string value, string sentence) =>
        Assert.Equal([sentence], ComplaintsAbout((name, value)));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(3, ComplaintsAbout(("Host", ""), ("FromAddress", ""), ("Port", "0")).Length);

    [Fact]
    public void A_login_in_clear_to_another_machine_is_refused() =>
        Assert.Equal(
            ["Set Ekn:Email:Security to StartTls: a login is never sent in clear to another machine."],
            ComplaintsAbout(("Username", "ekn"), ("Password", "secret-word"), ("Security", "None"))
        );

    [Fact]
    public void A_login_in_clear_on_this_machine_is_allowed() =>
        Assert.Empty(
            ComplaintsAbout(
                ("Host", "localhost"),
                ("Username", "ekn"),
                ("Password", "secret-word"),
                ("Security", "None")
            )
        );

    [Fact]
    public void A_complaint_never_repeats_a_secret() =>
        Assert.All(
            ComplaintsAbout(("Password", "secret-word"), ("Security", "None"), ("Port", "0")),
            c => Assert.DoesNotContain("secret-word", c)
        );

    [Fact]
    public void The_registration_gives_the_transport_and_checks_the_settings()
    {
        Assert.IsType<SmtpTransport>(Services().GetRequiredService<IMailTransport>());
        Assert.Throws<OptionsValidationException>(() => Services(("Host", "")).GetRequiredService<IMailTransport>());
    }

    private static string[] ComplaintsAbout(params (string Name, string Value)[] changes)
    {
        try
        {
            _ = Services(changes).GetRequiredService<IOptions<EmailOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    private static ServiceProvider Services(params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Ekn:Email:Host"] = "mail.example.org",
            ["Ekn:Email:FromAddress"] = "natt@example.org",
        };
        foreach (var (name, value) in changes)
        {
            settings["Ekn:Email:" + name] = value;
        }
        return new ServiceCollection()
            .AddEmail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }
}
