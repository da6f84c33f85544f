namespace Ekn.Core.Channels.Sms;

/// <summary>A gateway that takes over when the first refuses our account or cannot be reached. All empty: there is none.</summary>
public sealed class SecondSmsOptions
{
    public string BaseUrl { get; set; } = "";

    public string AccountSid { get; set; } = "";

    /// <summary>Secret; never logged.</summary>
    public string AuthToken { get; set; } = "";

    public string From { get; set; } = "";

    /// <summary>Null when it costs what the first does.</summary>
    public decimal? PricePerSegment { get; set; }

    /// <summary>Half a gateway is a mistake, which the rules name; it is none by being wholly empty only.</summary>
    public bool IsConfigured => (BaseUrl + AccountSid + AuthToken + From).Length > 0;
}
