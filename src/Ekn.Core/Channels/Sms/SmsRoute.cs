namespace Ekn.Core.Channels.Sms;

/// <param name="Name">first or second.</param>
/// <param name="AccountSid">Which account it is: the settings may change places while a message is in doubt.</param>
public sealed record SmsRoute(string Name, string AccountSid, ISmsGateway Gateway)
{
    /// <summary>As it stands on rows of the outbox.</summary>
    public string Key => $"{Name}:{AccountSid}";
}
