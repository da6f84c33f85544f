namespace Ekn.Core.Channels;

/// <summary>Why a message was refused for good, in words that no provider owns.</summary>
public enum SendFailure
{
    /// <summary>The address cannot be reached by this channel (not a number, no such mailbox).</summary>
    BadAddress,

    /// <summary>The person has told the provider to stop.</summary>
    OptedOut,

    /// <summary>
    /// The account is refused: wrong login, no credit, blocked sender. Concerns every message, not just this one, and is
    /// mended by a person: the dispatcher raises an alarm and keeps the message for when the account works again.
    /// </summary>
    Account,

    /// <summary>Any other refusal of this message.</summary>
    Refused,
}
