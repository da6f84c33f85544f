namespace Ekn.Core.Channels.Sms;

/// <summary>The gateways that are configured: one, or two of which the second stands in for the first.</summary>
public sealed class SmsGateways(SmsRoute first, SmsRoute? second = null)
{
    public SmsRoute First => first;

    public SmsRoute? Second => second;

    /// <summary>The gateway that made an attempt; null when its account is not configured any more.</summary>
    /// <param name="key">Of a row of the outbox; null for an attempt of before there could be two.</param>
    public SmsRoute? Of(string? key)
    {
        if (key is null)
        {
            return first;
        }
        var account = key[(key.IndexOf(':') + 1)..];
        return account == first.AccountSid ? first
            : account == second?.AccountSid ? second
            : null;
    }

    /// <summary>Whether the attempt was made by the one that stands in.</summary>
    public static bool IsSecond(string? key) =>
        key?.StartsWith($"{SmsAccount.Second}:", StringComparison.Ordinal) == true;
}
