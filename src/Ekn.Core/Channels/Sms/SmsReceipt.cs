using Ekn.Core.Texts;

namespace Ekn.Core.Channels.Sms;

/// <summary>What the provider tells of a message it took. May come late, twice, out of order, or before the answer to the sending.</summary>
/// <param name="Reference">Our own reference; null when the callback did not carry one.</param>
/// <param name="ErrorReason">Why it did not arrive; null unless <see cref="DeliveryStatus.Undelivered"/>.</param>
public sealed record SmsReceipt(string? Reference, string ProviderId, DeliveryStatus Status, Note? ErrorReason)
{
    /// <summary>It did not arrive because the person has told the provider to stop.</summary>
    public bool OptedOut { get; init; }
}
