using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Dispatch;

/// <summary>Puts a letter into a person's language and onto their channels, as rows of the outbox.</summary>
public sealed class LetterWriter(
    MessageTexts texts,
    LocalTime time,
    Outbox outbox,
    Spares spares,
    LinkDesk links,
    QuietHours quiet,
    IOptions<EmailOptions> email
)
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
        if (to is { Phone: not null, Email: not null } && letter.Reach != Reach.Every)
        {
            return await WriteWithSpareAsync(session, to, letter, cancellationToken) ? 1 : 0;
        }
        var added = 0;
        if (to.Phone is not null && await AddAsync(session, to, letter, Channel.Sms, cancellationToken))
        {
            added++;
        }
        if (to.Email is not null && await AddAsync(session, to, letter, Channel.Email, cancellationToken))
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

    /// <summary>By one channel, with the other kept ready in case the first fails for good.</summary>
    private async Task<bool> WriteWithSpareAsync(
        Session session,
        Recipient to,
        Letter letter,
        CancellationToken cancellationToken
    )
    {
        var (first, other) =
            letter.Reach == Reach.SmsFirst ? (Channel.Sms, Channel.Email) : (Channel.Email, Channel.Sms);
        if (!await AddAsync(session, to, letter, first, cancellationToken))
        {
            return false;
        }
        // Somebody who has just said STOP is not followed to their other channel.
        if (letter.ObeysStop)
        {
            await spares.KeepAsync(
                session,
                letter.KeyFor(to, first),
                await ComposeAsync(session, to, letter, other, cancellationToken),
                letter.Attachment,
                cancellationToken
            );
        }
        return true;
    }

    private async Task<bool> AddAsync(
        Session session,
        Recipient to,
        Letter letter,
        Channel channel,
        CancellationToken cancellationToken
    )
    {
        var key = letter.KeyFor(to, channel);
        if (await outbox.HasAsync(session, key, cancellationToken))
        {
            return false;
        }
        var message = await ComposeAsync(session, to, letter, channel, cancellationToken);
        var added = await outbox.AddAsync(session, message, cancellationToken);
        if (added && channel == Channel.Email && letter.Attachment is { } attachment)
        {
            await outbox.AttachAsync(session, key, attachment, cancellationToken);
        }
        return added;
    }

    private async Task<OutgoingMessage> ComposeAsync(
        Session session,
        Recipient to,
        Letter letter,
        Channel channel,
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
            Address = channel == Channel.Sms ? to.Phone!.Value : to.Email!,
            Name = to.Name,
            Text = "",
            ObeysStop = letter.ObeysStop,
            ExpiresAt = letter.ExpiresAt,
            NotBefore = letter.NotBefore,
            Wakes = letter.DespiteQuietHours,
            Practice = await IsPracticeAsync(session, letter, cancellationToken),
        };
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
            return message with
            {
                Text = Marked(message, to, texts.Render(to.Language, letter.Purpose + ".sms", facts)),
            };
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
        var text = Marked(
            message,
            to,
            texts.Render(to.Language, texts.Has(own) ? own : letter.Purpose + ".sms", facts)
        );
        var foot = texts.Render(
            to.Language,
            unsubscribe is null ? "email.foot" : "email.foot.volunteer",
            Facts.None.With("link", unsubscribe?.ToString())
        );
        if (unsubscribe is not null && email.Value.ReadsAnswers)
        {
            foot = $"{texts.Render(to.Language, "email.answer", Facts.None)}\n{foot}";
        }
        var title = letter.Purpose + ".subject";
        var subject = Marked(message, to, texts.Render(to.Language, texts.Has(title) ? title : "email.subject", facts));
        return message with
        {
            Subject = subject,
            Text = $"{text}\n\n{foot}\n",
            Html = HtmlLetter.From(to.Language, subject, text, foot),
            UnsubscribeLink = unsubscribe,
            InReplyTo = await AnsweredMail.FindAsync(session, letter.Occasion, message.Address, cancellationToken),
        };
    }

    /// <summary>Whatever is written about a night that is practised says so first, in every purpose and on every channel.</summary>
    private static async Task<bool> IsPracticeAsync(
        Session session,
        Letter letter,
        CancellationToken cancellationToken
    ) =>
        letter is { Night: { } night, IsReal: false }
        && await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM night WHERE night = @night AND practice = 1",
            new { night },
            cancellationToken
        ) > 0;

    private string Marked(OutgoingMessage message, Recipient to, string text) =>
        message.Practice ? texts.Render(to.Language, "practice.marked", Facts.None.With("text", text)) : text;
}
