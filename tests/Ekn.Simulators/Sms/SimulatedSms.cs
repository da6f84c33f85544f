namespace Ekn.Simulators.Sms;

/// <summary>A text message that the gateway holds, in either direction.</summary>
public sealed class SimulatedSms
{
    internal SimulatedSms(string sid, string from, string to, string body, DateTimeOffset at, bool isInbound)
    {
        Sid = sid;
        From = from;
        To = to;
        Body = body;
        At = at;
        IsInbound = isInbound;
        Status = isInbound ? "received" : "queued";
    }

    public string Sid { get; }

    public string From { get; }

    public string To { get; }

    public string Body { get; }

    /// <summary>UTC, to the full precision of the clock; Twilio tells whole seconds.</summary>
    public DateTimeOffset At { get; }

    /// <summary>From a phone to the service.</summary>
    public bool IsInbound { get; }

    public Uri? StatusCallback { get; init; }

    public int? ValidityPeriodSeconds { get; init; }

    /// <summary>Twilio's word: queued, sent, delivered, undelivered; received for inbound.</summary>
    public string Status { get; internal set; }

    public int? ErrorCode { get; internal set; }

    /// <summary>Null while the message waits in the queue.</summary>
    public DateTimeOffset? SentAt { get; internal set; }

    /// <summary>Statuses that a receipt has been posted for.</summary>
    internal HashSet<string> Told { get; } = [];
}
