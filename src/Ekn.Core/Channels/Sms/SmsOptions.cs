namespace Ekn.Core.Channels.Sms;

/// <summary>How text messages are sent. <see cref="SmsOptionsRules"/> says what a valid setting is.</summary>
public sealed class SmsOptions
{
    public const string Section = "Ekn:Sms";

    public string BaseUrl { get; set; } = "https://api.twilio.com";

    public string AccountSid { get; set; } = "";

    /// <summary>Secret: logs in, and signs every callback. Never logged.</summary>
    public string AuthToken { get; set; } = "";

    /// <summary>The number that people see and answer to: E.164, or a short code.</summary>
    public string From { get; set; } = "";

    /// <inheritdoc cref="SmsLimit"/>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What one segment costs, for showing the cost before sending; null shows none.</summary>
    public decimal? PricePerSegment { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "SEK";

    /// <summary>Takes over when the first cannot send; none unless set.</summary>
    public SecondSmsOptions Second { get; set; } = new();

    public SmsAccount FirstAccount =>
        new(SmsAccount.First, BaseUrl, AccountSid, AuthToken, From, SmsAccount.FirstHooks, "");

    /// <summary>With an empty token, which no signature fits, when there is none.</summary>
    public SmsAccount SecondAccount =>
        new(
            SmsAccount.Second,
            Second.BaseUrl,
            Second.AccountSid,
            Second.AuthToken,
            Second.From,
            SmsAccount.SecondHooks,
            "second-"
        );

    /// <returns>Null when no price is set.</returns>
    public decimal? CostOf(int segments) => PricePerSegment * segments;
}
