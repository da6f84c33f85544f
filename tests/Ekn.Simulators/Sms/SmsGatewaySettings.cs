namespace Ekn.Simulators.Sms;

/// <summary>The account that the stand-in for Twilio knows. Every value is made up.</summary>
public sealed record SmsGatewaySettings
{
    public string AccountSid { get; init; } = "AC00000000000000000000000000000001";

    public string AuthToken { get; init; } = "0123456789abcdef0123456789abcdef";

    /// <summary>The number of the service. Another sender is refused with 21606.</summary>
    public string From { get; init; } = "+46701740699";

    /// <summary>Where texts from people are posted.</summary>
    public string HooksPath { get; init; } = "/hooks/sms";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Twilio's own opt-out: after STOP, alone and in one of Twilio's English forms, nothing more is taken to that phone (21610)
    /// until START. Many Swedish numbers are set up without it, so it is off.
    /// </summary>
    public bool HonoursStop { get; init; }
}
