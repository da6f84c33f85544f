namespace Ekn.Core.Access;

/// <summary>A browser that somebody is signed in on.</summary>
public sealed record Device
{
    public long Id { get; init; }

    /// <summary>E.164 or an email address in lower case.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whom it speaks for of several volunteers who share the address; null when nobody was chosen.</summary>
    public long? VolunteerId { get; init; }

    /// <summary>Browser and system in a few words.</summary>
    public string Label { get; init; } = "";

    public DateTimeOffset SignedInAt { get; init; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    public override string ToString() => $"device {Id}";
}
