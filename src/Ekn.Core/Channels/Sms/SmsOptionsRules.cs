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
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var baseUrl) || !IsSafe(baseUrl))
        {
            yield return "Ekn:Sms:BaseUrl must be an https address without a query (http only on this machine); "
                + "leave it out for https://api.twilio.com.";
        }
        if (options.AccountSid.Length == 0)
        {
            yield return "Ekn:Sms:AccountSid is missing: set it to the Account SID shown in Twilio's console (it begins with AC).";
        }
        else if (!options.AccountSid.All(char.IsAsciiLetterOrDigit))
        {
            yield return "Ekn:Sms:AccountSid may hold only letters and digits: copy the Account SID from Twilio's console again.";
        }
        if (options.AuthToken.Length == 0)
        {
            yield return "Ekn:Sms:AuthToken is missing: set it, best as the environment variable Ekn__Sms__AuthToken, "
                + "to the Auth Token shown in Twilio's console.";
        }
        else if (options.AuthToken.Any(char.IsWhiteSpace))
        {
            yield return "Ekn:Sms:AuthToken holds a space or a line break: copy the Auth Token from Twilio's console again.";
        }
        if (options.From.Length == 0)
        {
            yield return "Ekn:Sms:From is missing: set it to the number that people answer to, as +46 and the rest, or a short code.";
        }
        else if (!IsAnswerable(options.From))
        {
            yield return "Ekn:Sms:From must be a number as +46 and the rest without spaces, or a short code: "
                + "people cannot answer to a name.";
        }
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(2))
        {
            yield return "Ekn:Sms:Timeout must be above zero and at most 00:02:00.";
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
