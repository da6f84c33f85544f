namespace Ekn.Simulators.Sms;

/// <summary>A way for the gateway to misbehave, on command.</summary>
public abstract record GatewayFault
{
    private GatewayFault() { }

    /// <summary>Answers as it should, but late by the simulator's clock.</summary>
    public sealed record Slow(TimeSpan By) : GatewayFault;

    /// <summary>429 with code 20429; Retry-After in whole seconds where it is given.</summary>
    public sealed record TooManyRequests(TimeSpan? RetryAfter = null) : GatewayFault;

    /// <summary>An HTML page with this status (500, 502, 504), as proxies write them.</summary>
    /// <param name="Accepts">Whether the message was taken all the same.</param>
    public sealed record ServerError(int Status = 500, bool Accepts = false) : GatewayFault;

    /// <summary>503 with Twilio's own error, code 20503: turned away at the door.</summary>
    public sealed record Unavailable(TimeSpan? RetryAfter = null) : GatewayFault;

    /// <summary>The answer never comes; the caller must give up.</summary>
    /// <param name="Accepts">Whether the message was taken all the same.</param>
    public sealed record NoAnswer(bool Accepts) : GatewayFault;

    /// <summary>The connection is cut instead of an answer.</summary>
    /// <param name="Accepts">Whether the message was taken all the same.</param>
    public sealed record ConnectionReset(bool Accepts) : GatewayFault;

    /// <summary>Takes the message and answers 201 with half a JSON document.</summary>
    public sealed record UnreadableAnswer : GatewayFault;

    /// <summary>401 with code 20003, whatever the login.</summary>
    public sealed record Unauthorized : GatewayFault;

    /// <summary>A redirect (301, 302, 307, 308) to where whatever comes is taken: whoever follows it has sent twice.</summary>
    public sealed record Redirect(int Status = 307) : GatewayFault;

    /// <summary>Turned down with one of Twilio's codes.</summary>
    public sealed record Refused(int Code, int Status = 400) : GatewayFault;

    /// <summary>All receipts of the message are posted before the answer to its sending.</summary>
    public sealed record ReceiptsBeforeAnswer : GatewayFault;
}
