namespace Ekn.Core.Dispatch;

/// <summary>The ways out of the service; in columns sms and email.</summary>
public enum Channel
{
    Sms,
    Email,
}
