namespace Ekn.Core.Dispatch;

/// <summary>How the handling of one message ended in one pass.</summary>
internal enum MessageEnd
{
    /// <summary>Somebody else has the message, or has moved it on.</summary>
    NotOurs,

    Accepted,

    /// <summary>Queued for a later attempt.</summary>
    Waiting,

    /// <summary>To be looked up at the provider later.</summary>
    Unknown,

    /// <summary>Failed, expired, called off or opted out.</summary>
    Ended,
}
