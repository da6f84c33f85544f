using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Replies.Mail;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// Reads what services that receive mail post (SendGrid, Mailgun, CloudMailin and alike): from, subject, text or html,
/// and the message id as a field or among the headers.
/// </summary>
public static class InboundForm
{
    /// <summary>Characters kept of a mail: about ten pages. A longer one is no answer, and a person reads its beginning.</summary>
    public const int LongestText = 20_000;

    private const int LongestId = 300;
    private const int LongestSubject = 500;

    /// <param name="today">Part of the id of a mail without a message id: the same words on another day are another answer.</param>
    /// <returns>False when there is no sender field: then it is no mail.</returns>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string>> form,
        DateOnly today,
        [NotNullWhen(true)] out InboundEmail? mail
    )
    {
        var fields = form.GroupBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First().Value, StringComparer.OrdinalIgnoreCase);
        mail = null;
        if (First(fields, "from", "sender", "headers[from]") is not { } from)
        {
            return false;
        }
        var headers = MailHeaders.Read(First(fields, "headers", "message-headers"));
        var subject = Cut(
            First(fields, "subject", "headers[subject]") ?? headers.First("Subject") ?? "",
            LongestSubject
        );
        var text = TextOf(fields);
        var address = AddressOf(from);
        mail = new InboundEmail(IdOf(fields, headers, [from, subject, text], today), address, subject, text)
        {
            IsAutomatic = AutomaticMail.Is(address, subject, headers),
            Proof = ProofOf(fields, headers),
        };
        return true;
    }

    /// <summary>"Anna &lt;anna@example.org&gt;" → anna@example.org; null for what cannot be answered, and for two senders.</summary>
    public static string? AddressOf(string from)
    {
        var open = from.LastIndexOf('<');
        var close = from.IndexOf('>', open + 1);
        var bare = (open >= 0 && close > open ? from[(open + 1)..close] : from).Trim().ToLowerInvariant();
        return MailText.IsAddress(bare) ? bare : null;
    }

    private static string TextOf(Dictionary<string, string> fields)
    {
        var plain = First(fields, "text", "body-plain", "plain", "TextBody");
        var text = plain ?? MailHtml.ToText(First(fields, "html", "body-html", "HtmlBody") ?? "");
        return Cut(PersonalLinks.Without(text), LongestText);
    }

    private static string IdOf(Dictionary<string, string> fields, MailHeaders headers, string[] content, DateOnly today)
    {
        var given =
            First(fields, "Message-Id", "message_id", "headers[message_id]") ?? headers.First("Message-Id") ?? "";
        var id = given.Trim().Trim('<', '>').Replace("\0", "", StringComparison.Ordinal);
        if (id.Length is > 0 and <= LongestId)
        {
            return $"email:{id}";
        }
        var whole = string.Join('\n', [id, headers.First("Date") ?? today.ToString("O"), .. content]);
        return $"email:sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))}";
    }

    /// <summary>One no is enough: a coordinator who looks costs less than a booking by a stranger.</summary>
    private static SenderProof ProofOf(Dictionary<string, string> fields, MailHeaders headers)
    {
        var said = string.Join(
                '\n',
                [
                    "spf=" + (First(fields, "SPF", "X-Mailgun-Spf", "spf.result") ?? "").Trim(),
                    "dkim=" + (First(fields, "dkim", "X-Mailgun-Dkim-Check-Result") ?? ""),
                    .. headers.All("Authentication-Results"),
                    "spf=" + (headers.First("Received-SPF") ?? ""),
                ]
            )
            .ToLowerInvariant();
        string[] failures = ["spf=fail", "spf=hardfail", "spf=softfail", "dkim=fail", ": fail", "dmarc=fail"];
        if (Array.Exists(failures, failure => said.Contains(failure, StringComparison.Ordinal)))
        {
            return SenderProof.Failed;
        }
        return said.Contains("=pass", StringComparison.Ordinal) || said.Contains(": pass", StringComparison.Ordinal)
            ? SenderProof.Passed
            : SenderProof.Unknown;
    }

    private static string? First(Dictionary<string, string> fields, params string[] names) =>
        names.Select(name => fields.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>What can be stored: no NUL, which is no letter, and no half of a character at the end.</summary>
    private static string Cut(string text, int longest)
    {
        var plain = text.Replace("\0", "", StringComparison.Ordinal);
        if (plain.Length <= longest)
        {
            return plain;
        }
        return plain[..(char.IsHighSurrogate(plain[longest - 1]) ? longest - 1 : longest)];
    }
}
