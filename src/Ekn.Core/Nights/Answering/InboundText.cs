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

    /// <summary>Of an email; null for a text message.</summary>
    public string? Subject { get; init; }

    /// <summary>One of <see cref="InboundMark"/>; null when nothing is known, as of every text message.</summary>
    public string? Mark { get; init; }

    public bool IsEmail => Channel == "email";

    public DateTimeOffset ReceivedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>The id alone: neither number nor text.</summary>
    public override string ToString() => $"inbound {Id}";
}
