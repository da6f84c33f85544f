namespace Ekn.Simulators.Smhi;

/// <summary>A way in which SMHI fails on command, instead of or on top of its proper answer.</summary>
public abstract record SmhiFault
{
    private SmhiFault() { }

    /// <summary>Another status, with a web page as its body.</summary>
    public sealed record Status(int Code, TimeSpan? RetryAfter = null) : SmhiFault;

    /// <summary>Takes the request and never answers.</summary>
    public sealed record Hang : SmhiFault;

    /// <summary>Sends the headers and half of the body, and then nothing.</summary>
    public sealed record HangHalfway : SmhiFault;

    /// <summary>A web page with status 200.</summary>
    public sealed record WebPage : SmhiFault;

    /// <summary>The first half of the body, sent as if it were all.</summary>
    public sealed record Truncated : SmhiFault;

    public sealed record EmptyBody : SmhiFault;

    /// <summary>Breaks the connection before any answer.</summary>
    public sealed record Reset : SmhiFault;

    /// <summary>Closes the connection in the middle of the body.</summary>
    public sealed record BreakOff : SmhiFault;

    /// <summary>Says gzip and sends something else.</summary>
    public sealed record BrokenGzip : SmhiFault;

    /// <summary>The whole and right body, in small pieces with a wait between them (machine time).</summary>
    public sealed record SlowDrip(int Pieces, TimeSpan Wait) : SmhiFault;
}
