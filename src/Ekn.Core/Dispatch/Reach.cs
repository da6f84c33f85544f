namespace Ekn.Core.Dispatch;

/// <summary>On which of a person's channels something is told.</summary>
public enum Reach
{
    /// <summary>On every channel that the person has: what must not be missed.</summary>
    Every,

    /// <summary>By text message, by email only to somebody without a phone.</summary>
    SmsFirst,

    /// <summary>By email, by text message only to somebody without email.</summary>
    EmailFirst,
}
