namespace Ekn.Core.Channels.Email;

/// <summary>An email to us, in our own words.</summary>
/// <param name="ProviderId">email: and the message id; the same mail posted twice has the same.</param>
/// <param name="From">In lower case; null when it is no address that can be answered.</param>
/// <param name="Text">The plain text with its quotes, however it was written.</param>
public sealed record InboundEmail(string ProviderId, string? From, string Subject, string Text)
{
    /// <summary>An absence note, a bounce, a newsletter: never answered, or two machines would write for ever.</summary>
    public bool IsAutomatic { get; init; }

    public SenderProof Proof { get; init; }
}
