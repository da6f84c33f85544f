using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Sms;

/// <summary>Each sentence names the setting and what to change; none repeats a value that may be a secret.</summary>
public sealed class SmsOptionsRules : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(SmsOptions options)
    {
        foreach (var problem in ProblemsOf(options.FirstAccount, "Ekn:Sms"))
        {
            yield return problem;
        }
        if (options.Second.IsConfigured)
        {
            foreach (var problem in ProblemsOf(options.SecondAccount, "Ekn:Sms:Second"))
            {
                yield return problem;
            }
            // A message in doubt is looked up at the account that took it, which must be one of the two only.
            if (options.Second.AccountSid == options.AccountSid)
            {
                yield return "Ekn:Sms:Second is the account of Ekn:Sms: name another, or leave all of it out.";
            }
        }
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(2))
        {
            yield return "Ekn:Sms:Timeout must be above zero and at most 00:02:00.";
        }
        if (options.Second.PricePerSegment < 0)
        {
            yield return "Ekn:Sms:Second:PricePerSegment must be 0 or more; leave it out when it costs what the first does.";
        }
        if (options.PricePerSegment < 0)
        {
            yield return "Ekn:Sms:PricePerSegment must be 0 or more; leave it out to show no cost.";
        }
        if (options.Currency.Length != 3 || !options.Currency.All(char.IsAsciiLetterUpper))
        {
            yield return "Ekn:Sms:Currency must be three capital letters, such as SEK.";
        }
    }

    private static IEnumerable<string> ProblemsOf(SmsAccount account, string section)
    {
        if (!Uri.TryCreate(account.BaseUrl, UriKind.Absolute, out var baseUrl) || !IsSafe(baseUrl))
        {
            yield return $"{section}:BaseUrl must be an https address without a query (http only on this machine); "
                + (
                    account.Name == SmsAccount.First
                        ? "leave it out for https://api.twilio.com."
                        : "https://api.twilio.com for Twilio."
                );
        }
        if (account.AccountSid.Length == 0)
        {
            yield return $"{section}:AccountSid is missing: set it to the Account SID shown in Twilio's console (it begins with AC).";
        }
        else if (!account.AccountSid.All(char.IsAsciiLetterOrDigit))
        {
            yield return $"{section}:AccountSid may hold only letters and digits: copy the Account SID from Twilio's console again.";
        }
        if (account.AuthToken.Length == 0)
        {
            yield return $"{section}:AuthToken is missing: set it, best as the environment variable {section.Replace(":", "__")}__AuthToken, "
                + "to the Auth Token shown in Twilio's console.";
        }
        else if (account.AuthToken.Any(char.IsWhiteSpace))
        {
            yield return $"{section}:AuthToken holds a space or a line break: copy the Auth Token from Twilio's console again.";
        }
        if (account.From.Length == 0)
        {
            yield return $"{section}:From is missing: set it to the number that people answer to, as +46 and the rest, or a short code.";
        }
        else if (!IsAnswerable(account.From))
        {
            yield return $"{section}:From must be a number as +46 and the rest without spaces, or a short code: "
                + "people cannot answer to a name.";
        }
    }

    // The login travels with every request, and the texts name people: in the clear only inside one machine.
    private static bool IsSafe(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.Query.Length == 0
        && url.Fragment.Length == 0
        && url.UserInfo.Length == 0;

    private static bool IsAnswerable(string from)
    {
        var digits = from.StartsWith('+') ? from[1..] : from;
        return digits.All(char.IsAsciiDigit)
            && (from[0] == '+' ? digits.Length is >= 8 and <= 15 : digits.Length is >= 3 and <= 8);
    }
}
