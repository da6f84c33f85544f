namespace Ekn.Core.Channels.Email;

/// <param name="Reference">Our own reference: unguessable, unique per message; becomes the local part of the Message-ID, so a
/// mail server or reader that gets the message twice can see that it is one.</param>
/// <param name="Html">The same content as <paramref name="Text"/>, for readers that show HTML.</param>
/// <param name="UnsubscribeLink">Goes into List-Unsubscribe, with one-click support; null for people whose role obliges them.</param>
public sealed record EmailMessage(
    string Reference,
    string To,
    string ToName,
    string Subject,
    string Text,
    string Html,
    Uri? UnsubscribeLink
)
{
    public IReadOnlyList<EmailAttachment> Attachments { get; init; } = [];

    /// <summary>The Message-ID of the mail that this one answers; null when it answers none.</summary>
    public string? InReplyTo { get; init; }
}
