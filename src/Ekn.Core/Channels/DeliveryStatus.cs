namespace Ekn.Core.Channels;

/// <summary>
/// How far a message has come. Receipts arrive late, twice and out of order, so a message only ever moves towards a
/// higher number.
/// </summary>
public enum DeliveryStatus
{
    /// <summary>The provider has it.</summary>
    Queued = 0,

    /// <summary>The provider has handed it to the network.</summary>
    Sent = 1,

    /// <summary>It did not reach the person, and the provider has given up.</summary>
    Undelivered = 2,

    /// <summary>It reached the phone. Highest: once one carrier has said so, a later "undelivered" is noise.</summary>
    Delivered = 3,
}
