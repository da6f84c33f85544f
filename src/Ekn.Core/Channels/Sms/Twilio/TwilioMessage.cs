namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>One message of Twilio's list, as far as it concerns us.</summary>
internal sealed record TwilioMessage(string Sid, string Body, DateTimeOffset Created);
