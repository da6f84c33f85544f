namespace Ekn.Core.Dispatch;

/// <summary>The words of outbox.state; the migration explains them.</summary>
internal static class MessageState
{
    public const string Queued = "queued";
    public const string Sending = "sending";
    public const string Unknown = "unknown";
    public const string Accepted = "accepted";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Cancelled = "cancelled";
    public const string Stopped = "stopped";
}
