using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

internal sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    private const int ShortestSecret = 24;

    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        string[] complaints = [.. Complaints(options)];
        return complaints.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(complaints);
    }

    private static IEnumerable<string> Complaints(EmailOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return "Set Ekn:Email:Host to the name of the mail server.";
        }
        if (options.Port is < 1 or > 65535)
        {
            yield return "Set Ekn:Email:Port to a number from 1 to 65535; 587 is usual.";
        }
        if (options.Port == 465)
        {
            yield return "Set Ekn:Email:Port to 587: port 465 begins with TLS, and mail is sent with STARTTLS here.";
        }
        if (!MailText.IsAddress(options.FromAddress))
        {
            yield return "Set Ekn:Email:FromAddress to the address that mail is sent from, such as natt@example.org.";
        }
        if (options.FromName.Any(char.IsControl))
        {
            yield return "Set Ekn:Email:FromName to one line of text.";
        }
        if (!string.IsNullOrEmpty(options.ReplyTo) && !MailText.IsAddress(options.ReplyTo))
        {
            yield return "Set Ekn:Email:ReplyTo to an address that answers can go to, or leave it out.";
        }
        if (options.ReadsAnswers && options.InboundSecret!.Length < ShortestSecret)
        {
            yield return "Set Ekn:Email:InboundSecret to at least 24 characters that nobody can guess, or leave it out.";
        }
        if (options.HasLogin != !string.IsNullOrEmpty(options.Password))
        {
            yield return "Set both Ekn:Email:Username and Ekn:Email:Password, or neither.";
        }
        if (options is { HasLogin: true, EffectiveSecurity: MailSecurity.None, HostIsLoopback: false })
        {
            yield return "Set Ekn:Email:Security to StartTls: a login is never sent in clear to another machine.";
        }
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(10))
        {
            yield return "Set Ekn:Email:Timeout to between 00:00:01 and 00:10:00; 00:00:30 is usual.";
        }
    }
}
