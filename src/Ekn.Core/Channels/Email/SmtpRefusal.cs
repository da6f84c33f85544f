using System.Net.Mail;
using System.Text.RegularExpressions;
using Ekn.Core.Texts;

namespace Ekn.Core.Channels.Email;

/// <summary>Reads what a mail server's refusal means. Its own words are not passed on: they may repeat the address.</summary>
internal static partial class SmtpRefusal
{
    /// <summary>Null when the exception is no answer of the server.</summary>
    public static SendResult? Read(SmtpException exception)
    {
        var code = (int)exception.StatusCode;
        return code switch
        {
            >= 400 and <= 499 => new SendResult.FailedForNow(Note.Of("why.mail-later").With("code", $"{code}")),
            530 or 534 or 535 or 538 => Account(Note.Of("why.mail-login").With("code", $"{code}")),
            >= 500 and <= 599 => ForGood(code, Enhanced(exception.Message), exception is SmtpFailedRecipientException),
            _ => null,
        };
    }

    private static SendResult.FailedForGood Account(Note reason) => new(reason, SendFailure.Account);

    private static SendResult.FailedForGood ForGood(int code, string? enhanced, bool ofRecipient)
    {
        var shown = enhanced is null ? $"{code}" : $"{code} {enhanced}";
        // RFC 3463: 5.1.7 and 5.1.8 speak of the sender's address, 5.7.x of policy, 5.2.2 of a full mailbox; a server that
        // says so says more than its three digits.
        if (enhanced is "5.1.7" or "5.1.8")
        {
            return Account(Note.Of("why.mail-sender").With("code", shown));
        }
        if (enhanced is "5.2.2" || enhanced?.StartsWith("5.7.") == true)
        {
            return new(Note.Of("why.mail-refused").With("code", shown), SendFailure.Refused);
        }
        // The client reports most refusals of RCPT as such; 501 comes without saying which command it answers, and our own
        // sender address has been checked when the program started.
        if ((ofRecipient && code is 550 or 551 or 553) || code == 501)
        {
            return new(Note.Of("why.mail-unknown-address").With("code", shown), SendFailure.BadAddress);
        }
        return new(Note.Of("why.mail-refused").With("code", shown), SendFailure.Refused);
    }

    private static string? Enhanced(string message)
    {
        var match = EnhancedCode().Match(message);
        return match.Success ? match.Value : null;
    }

    [GeneratedRegex(@"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnhancedCode();
}
