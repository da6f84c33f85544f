namespace Ekn.Core.Nights.Answering;

/// <summary>A text that somebody sent us, as stored before it was acknowledged.</summary>
public sealed record InboundText
{
    public long Id { get; init; }

    /// <summary>sms or email.</summary>
    public string Channel { get; init; } = "sms";

    /// <summary>A phone number in E.164 form, or an email address.</summary>
    public string Sender { get; init; } = "";

    public string Text { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>The id alone: neither number nor text.</summary>
    public override string ToString() => $"inbound {Id}";
}
