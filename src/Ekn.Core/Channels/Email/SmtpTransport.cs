using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Authentication;
using System.Text;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// Hands mail to an SMTP server, one connection for each mail, with the base library's client. Safe to use from many
/// threads; rate and number at a time are the dispatcher's business.
/// </summary>
/// <remarks>
/// <para>
/// The results: accepted by the server with 250; refused for now (4xx, no connection, too slow before the mail was
/// handed over: certainly not sent); refused for good; unknown, when the connection broke or time ran out between
/// the last byte of the mail and the server's answer.
/// </para>
/// <para>
/// <see cref="SendFailure.Account"/> (login refused, no STARTTLS, a certificate that is not trusted, sender refused) concerns every mail,
/// not this one: the dispatcher keeps such messages and raises an alarm.
/// </para>
/// <para>
/// There is nobody to ask about an unknown outcome: SMTP has no look-up. So the dispatcher sends the mail again, with
/// the same Message-ID, which lets servers and readers see that it is one mail: <b>at least once</b> for email, where
/// a text message is at most once. A call-out read twice costs less than one never read.
/// </para>
/// <para>
/// The client has three quirks. After a refused AUTH it goes on without a login, and the server's refusal of MAIL (530) is
/// what is seen. It speaks AUTH LOGIN, not PLAIN. It writes the Date header itself, from the machine's clock, over any
/// other value: a rehearsal on another clock shows today's date there.
/// </para>
/// </remarks>
internal sealed class SmtpTransport(IOptions<EmailOptions> options, TimeProvider networkClock) : IMailTransport
{
    private readonly EmailOptions settings = options.Value;

    /// <exception cref="ArgumentException">The reference of the message is not made of letters, digits, - _ and dots.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the mail was handed over: it is certainly not sent.</exception>
    public async Task<SendResult> SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        if (
            message.Reference.Length == 0
            || !message.Reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        )
        {
            throw new ArgumentException("The reference cannot stand in a Message-ID.", nameof(message));
        }
        if (!MailText.TryAddress(message.To, message.ToName, out var to))
        {
            return new SendResult.FailedForGood(Note.Of("why.no-email-address"), SendFailure.BadAddress);
        }
        cancellationToken.ThrowIfCancellationRequested();

        var messageId = $"<{message.Reference}@{new MailAddress(settings.FromAddress).Host}>";
        var html = new HandoverStream(message.Html);
        using var limit = new CancellationTokenSource(settings.Timeout, networkClock);
        // A stop of the program does not cut off a mail that is handed over: its answer is awaited, within the limit.
        await using var stop = cancellationToken.Register(() =>
        {
            if (html.Withdraw())
            {
                limit.Cancel();
            }
        });
        try
        {
            // The client obeys the token at most steps, not while it looks up a name; hence the second wait.
            await HandOverAsync(Compose(message, to, messageId, html), limit.Token).WaitAsync(limit.Token);
            return new SendResult.Accepted(messageId);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            if (!html.Withdraw())
            {
                return new SendResult.OutcomeUnknown(Note.Of("why.mail-no-answer-after"));
            }
            cancellationToken.ThrowIfCancellationRequested();
            return new SendResult.FailedForNow(Note.Of("why.mail-no-answer"));
        }
        catch (Exception e) when (e is SmtpException or AuthenticationException)
        {
            return (e is SmtpException smtp ? SmtpRefusal.Read(smtp) : null) ?? WithoutAnswer(e, html.Withdraw());
        }
    }

    /// <summary>Sends on a connection of its own; disposes the mail, also when nobody waits any more.</summary>
    private async Task HandOverAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        using (mail)
        {
#pragma warning disable S5332 // In clear only when the settings say so, and then never with a login except on this machine.
            using var client = new SmtpClient(settings.Host, settings.Port);
#pragma warning restore S5332
            client.EnableSsl = settings.EffectiveSecurity == MailSecurity.StartTls;
            if (settings.HasLogin)
            {
                client.Credentials = new NetworkCredential(settings.Username, settings.Password);
            }
            await client.SendMailAsync(mail, cancellationToken);
        }
    }

    private MailMessage Compose(EmailMessage message, MailAddress to, string messageId, HandoverStream html)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(settings.FromAddress, settings.FromName, Encoding.UTF8),
            Subject = MailText.OneLine(message.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(to);
        if (!string.IsNullOrEmpty(settings.ReplyTo))
        {
            mail.ReplyToList.Add(new MailAddress(settings.ReplyTo));
        }
        mail.Headers["Message-ID"] = messageId;
        // RFC 3834: keeps absence notes and other machines from answering.
        mail.Headers["Auto-Submitted"] = "auto-generated";
        if (MessageId.Of(message.InReplyTo) is { } answered)
        {
            mail.Headers["In-Reply-To"] = answered;
            mail.Headers["References"] = answered;
        }
        if (message.UnsubscribeLink is { } link)
        {
            // RFC 8058: the reader's own button; the link must accept a POST without questions.
            mail.Headers["List-Unsubscribe"] = $"<{link.AbsoluteUri}>";
            mail.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }
        // The better form comes last (RFC 2046); that it does is also what HandoverStream rests on.
        mail.AlternateViews.Add(
            View(new MemoryStream(Encoding.UTF8.GetBytes(message.Text)), MediaTypeNames.Text.Plain)
        );
        mail.AlternateViews.Add(View(html, MediaTypeNames.Text.Html));
        foreach (var attachment in message.Attachments)
        {
            mail.Attachments.Add(
                new Attachment(new MemoryStream(attachment.Body), attachment.Name, attachment.MediaType)
            );
        }
        return mail;
    }

    private static AlternateView View(Stream content, string mediaType) =>
        new(content, new ContentType(mediaType) { CharSet = "utf-8" })
        {
            TransferEncoding = TransferEncoding.QuotedPrintable,
        };

    private SendResult WithoutAnswer(Exception exception, bool notSent)
    {
        if (!notSent)
        {
            return new SendResult.OutcomeUnknown(Note.Of("why.mail-broke-off-after"));
        }
        if (exception is AuthenticationException || exception.InnerException is AuthenticationException)
        {
            return new SendResult.FailedForGood(Note.Of("why.mail-certificate"), SendFailure.Account);
        }
        // The client has no code of its own for a server without STARTTLS: a failure with neither an answer nor a cause.
        if (settings.EffectiveSecurity == MailSecurity.StartTls && exception.InnerException is null)
        {
            return new SendResult.FailedForGood(Note.Of("why.mail-starttls"), SendFailure.Account);
        }
        return new SendResult.FailedForNow(Note.Of("why.mail-unreachable"));
    }
}
