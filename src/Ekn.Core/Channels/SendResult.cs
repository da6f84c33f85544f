using Ekn.Core.Texts;

namespace Ekn.Core.Channels;

/// <summary>
/// How one attempt to hand a message to a provider ended. The dispatcher, never a channel, decides about trying again.
/// Reasons are for the coordinators and whoever runs the service, and hold no number, name or text of the message.
/// </summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The provider has taken the message. Delivery is told later by a receipt, where the channel has receipts.</summary>
    /// <param name="ProviderId">The provider's own id of the message, or the Message-ID of an email.</param>
    public sealed record Accepted(string ProviderId) : SendResult;

    /// <summary>Not taken this time; the same message may be tried again, not before <paramref name="RetryAfter"/> where it is known.</summary>
    public sealed record FailedForNow(Note Reason, TimeSpan? RetryAfter = null) : SendResult
    {
        /// <summary>The provider itself cannot be reached or is out of service; false when it answered and only asks to wait.</summary>
        public bool Unreachable { get; init; }
    }

    /// <summary>Will not be taken however often it is tried.</summary>
    public sealed record FailedForGood(Note Reason, SendFailure Failure) : SendResult;

    /// <summary>
    /// Nobody knows whether the provider took it (a timeout, a broken connection, an answer that cannot be read).
    /// It must be looked up at the provider before it is tried again.
    /// </summary>
    public sealed record OutcomeUnknown(Note Reason) : SendResult;
}
