using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.People;
using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>Something to tell one or several people, before it is put into their language and onto their channels.</summary>
/// <param name="Purpose">The name of the text (config/texts) and part of the unique key, as in call-volunteer.</param>
/// <param name="Facts">What fills the text, in the words of the recipient's language.</param>
public sealed record Letter(string Purpose, Night? Night, int Revision, Func<Wording, Facts> Facts)
{
    public required Reach Reach { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Told apart from other messages of the same purpose, night and revision to the same person; null when there is one only.</summary>
    public string? Occasion { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>True when a coordinator has decided that it is worth waking people for (see <see cref="QuietHours"/>).</summary>
    public bool DespiteQuietHours { get; init; }

    /// <summary>False only for the answer to a STOP.</summary>
    public bool ObeysStop { get; init; } = true;

    /// <summary>Goes with the email; null for none.</summary>
    public EmailAttachment? Attachment { get; init; }

    /// <summary>The unique key of this letter to a person by a channel.</summary>
    public string KeyFor(Recipient to, Channel channel) =>
        OutgoingMessage.KeyOf(Purpose, Night, Revision, to.Key, channel, Occasion);

    /// <summary>Fills {link}; one link per message.</summary>
    public LetterLink? Link { get; init; }

    /// <summary>
    /// Tells of the weather, a decision or the rota itself, and is never marked as an exercise, whatever is being practised
    /// on its date: a real question must not look like a game.
    /// </summary>
    public bool IsReal { get; init; }
}
