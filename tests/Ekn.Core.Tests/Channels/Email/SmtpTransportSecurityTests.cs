using System.Net;
using System.Text;
using Ekn.Simulators.Mail;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

public sealed class SmtpTransportSecurityTests
{
    private const string Password = "not-a-real-one-å";
    private static readonly NetworkCredential Login = new("ekn", Password);

    [Fact]
    public async Task With_a_trusted_certificate_and_the_right_login_the_mail_goes_encrypted()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());

        Assert.IsType<SendResult.Accepted>(await SendAsync(server));
        var mail = Assert.Single(server.Mails);
        Assert.True(mail.Encrypted);
        Assert.Equal("ekn", mail.LoggedInAs);
    }

    [Fact]
    public async Task In_clear_the_server_hears_nothing_but_the_wish_for_TLS()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());
        await SendAsync(server);

        var clear = server.Commands.Where(c => !c.Encrypted).Select(c => c.Line.Split(' ')[0]);
        Assert.Equal(["EHLO", "STARTTLS"], clear);
        Assert.Contains(server.Commands, c => c.Encrypted && c.Line == Base64(Password));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_nothing()
    {
        await using var server = new MailServerSimulator(Login);

        var result = Assert.IsType<SendResult.FailedForGood>(await SendAsync(server));
        Assert.Equal(SendFailure.Account, result.Failure);
        Assert.Equal("why.mail-certificate", $"{result.Reason}");
        Assert.Empty(server.Mails);
        Assert.All(server.Commands, c => Assert.False(c.Encrypted));
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_host_gets_nothing()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.OfAnotherHost());

        var result = Assert.IsType<SendResult.FailedForGood>(await SendAsync(server));
        Assert.Equal(SendFailure.Account, result.Failure);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Where_STARTTLS_is_not_offered_neither_mail_nor_login_is_sent()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());
        server.Faults.WithoutStartTls = true;

        var result = Assert.IsType<SendResult.FailedForGood>(await SendAsync(server));
        Assert.Equal(SendFailure.Account, result.Failure);
        Assert.Equal("why.mail-starttls", $"{result.Reason}");
        Assert.DoesNotContain(server.Commands, c => c.Line.StartsWith("AUTH") || c.Line.StartsWith("MAIL"));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_refused_wish_for_TLS_sends_nothing()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());
        server.Faults.Answer(MailStage.StartTls, "454 4.7.0 TLS not available");

        Assert.IsNotType<SendResult.Accepted>(await SendAsync(server));
        Assert.DoesNotContain(server.Commands, c => c.Line.StartsWith("AUTH") || c.Line.StartsWith("MAIL"));
    }

    [Fact]
    public async Task A_refused_login_concerns_the_account()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());
        server.Faults.RefuseLogin = true;

        Assert.Equal(SendFailure.Account, Assert.IsType<SendResult.FailedForGood>(await SendAsync(server)).Failure);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_wrong_password_concerns_the_account()
    {
        await using var server = new MailServerSimulator(Login, TrustedCertificate.Copy());

        var result = await SendAsync(server, o => o.Password = "wrong");
        Assert.Equal(SendFailure.Account, Assert.IsType<SendResult.FailedForGood>(result).Failure);
        Assert.Empty(server.Mails);
    }

    private static Task<SendResult> SendAsync(MailServerSimulator server, Action<EmailOptions>? change = null)
    {
        var options = Cast.Options(server);
        options.Security = MailSecurity.StartTls;
        options.Username = "ekn";
        options.Password = Password;
        change?.Invoke(options);
        return new SmtpTransport(Options.Create(options), TimeProvider.System).SendAsync(Cast.Mail(), default);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
