namespace Ekn.Core.Volunteers;

/// <summary>By which means a volunteer wants to hear from us. Whoever has only the other address hears there.</summary>
public enum AskedBy
{
    Both,
    Sms,
    Email,
}
