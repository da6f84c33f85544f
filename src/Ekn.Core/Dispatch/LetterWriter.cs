using Ekn.Core.Calendar;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Puts a letter into a person's language and onto their channels, as rows of the outbox.</summary>
public sealed class LetterWriter(MessageTexts texts, LocalTime time, Outbox outbox, LinkDesk links, QuietHours quiet)
{
    // An unsubscribe link in an old email should still work next winter.
    private static readonly TimeSpan UnsubscribeLife = TimeSpan.FromDays(400);

    /// <returns>
    /// How many messages were added; 0 when the person was told already, can be reached by nothing, or sleeps until the
    /// letter is worth nothing any more.
    /// </returns>
    public async Task<int> WriteAsync(Session session, Recipient to, Letter letter, CancellationToken cancellationToken)
    {
        if (
            !letter.DespiteQuietHours
            && quiet.NotBefore(letter.Purpose, to.Key, letter.NotBefore ?? time.Now) is { } morning
        )
        {
            if (morning >= letter.ExpiresAt)
            {
                return 0;
            }
            letter = letter with { NotBefore = morning };
        }
        var bySms = to.Phone is not null && (letter.Reach != Reach.EmailFirst || to.Email is null);
        var byEmail = to.Email is not null && (letter.Reach != Reach.SmsFirst || to.Phone is null);
        var added = 0;
        if (bySms && await AddAsync(session, to, letter, Channel.Sms, to.Phone!.Value, cancellationToken))
        {
            added++;
        }
        if (byEmail && await AddAsync(session, to, letter, Channel.Email, to.Email!, cancellationToken))
        {
            added++;
        }
        return added;
    }

    public async Task<int> WriteAsync(
        Session session,
        IEnumerable<Recipient> to,
        Letter letter,
        CancellationToken cancellationToken
    )
    {
        var added = 0;
        foreach (var recipient in to)
        {
            added += await WriteAsync(session, recipient, letter, cancellationToken);
        }
        return added;
    }

    private async Task<bool> AddAsync(
        Session session,
        Recipient to,
        Letter letter,
        Channel channel,
        string address,
        CancellationToken cancellationToken
    )
    {
        var message = new OutgoingMessage
        {
            Purpose = letter.Purpose,
            Night = letter.Night,
            Revision = letter.Revision,
            Recipient = to.Key,
            Occasion = letter.Occasion,
            Channel = channel,
            Address = address,
            Name = to.Name,
            Text = "",
            ObeysStop = letter.ObeysStop,
            ExpiresAt = letter.ExpiresAt,
            NotBefore = letter.NotBefore,
        };
        if (await outbox.HasAsync(session, message.Key, cancellationToken))
        {
            return false;
        }
        var wording = new Wording(texts, time, to.Language);
        var facts = letter.Facts(wording).With("name", to.Name);
        if (letter.Link is { } link)
        {
            var addressOfLink = await links.IssueAsync(
                session,
                link.Purpose,
                link.Night ?? letter.Night,
                to.Key,
                link.Argument,
                link.ExpiresAt,
                cancellationToken
            );
            facts = facts.With("link", addressOfLink.ToString());
        }
        if (channel == Channel.Sms)
        {
            return await outbox.AddAsync(
                session,
                message with
                {
                    Text = texts.Render(to.Language, letter.Purpose + ".sms", facts),
                },
                cancellationToken
            );
        }
        var unsubscribe = to.Key.StartsWith("volunteer:")
            ? await links.IssueAsync(
                session,
                LinkPurpose.Unsubscribe,
                null,
                to.Key,
                null,
                time.Now + UnsubscribeLife,
                cancellationToken
            )
            : null;
        // A short answer is the same by email as by text message, and needs no text of its own.
        var own = letter.Purpose + ".email";
        var text = texts.Render(to.Language, texts.Has(own) ? own : letter.Purpose + ".sms", facts);
        var foot = texts.Render(
            to.Language,
            unsubscribe is null ? "email.foot" : "email.foot.volunteer",
            Facts.None.With("link", unsubscribe?.ToString())
        );
        var title = letter.Purpose + ".subject";
        var subject = texts.Render(to.Language, texts.Has(title) ? title : "email.subject", facts);
        var added = await outbox.AddAsync(
            session,
            message with
            {
                Subject = subject,
                Text = $"{text}\n\n{foot}\n",
                Html = HtmlLetter.From(to.Language, subject, text, foot),
                UnsubscribeLink = unsubscribe,
            },
            cancellationToken
        );
        if (added && letter.Attachment is { } attachment)
        {
            await outbox.AttachAsync(session, message.Key, attachment, cancellationToken);
        }
        return added;
    }
}
