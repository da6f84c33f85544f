namespace Ekn.Core.Channels.Sms;

/// <summary>An account at a gateway: where it is, how it is logged in to, which number it sends from.</summary>
/// <param name="Name">first or second, as on rows of the outbox.</param>
/// <param name="AuthToken">Secret: logs in, and signs every callback of this gateway and of no other.</param>
/// <param name="HooksPath">Where this gateway posts what comes in; its receipts go to the same path and /status.</param>
/// <param name="IdPrefix">Before each of its message ids, so that two gateways may give the same one.</param>
public sealed record SmsAccount(
    string Name,
    string BaseUrl,
    string AccountSid,
    string AuthToken,
    string From,
    string HooksPath,
    string IdPrefix
)
{
    public const string First = "first";
    public const string Second = "second";

    public const string FirstHooks = "/hooks/sms";
    public const string SecondHooks = "/hooks/sms/second";

    /// <summary>The name alone: the token must not slip into a log.</summary>
    public override string ToString() => $"SmsAccount {Name}";
}
