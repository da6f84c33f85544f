using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;

namespace Ekn.Core.Nights;

/// <summary>A room on one night: asked of its church, and answered or not.</summary>
public sealed record PremisesOfNight
{
    public long Id { get; init; }

    public Night Night { get; init; }

    public long PremisesId { get; init; }

    public string Name { get; init; } = "";

    public string Church { get; init; } = "";

    public string Address { get; init; } = "";

    public int Capacity { get; init; }

    public string? ContactName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>planned, called, accepted, declined or left.</summary>
    public string State { get; init; } = "";

    /// <summary>Recipient key of who is in charge on site; null when nobody is rostered.</summary>
    public string? SiteLead { get; init; }

    /// <summary>What the public may be told: address, name or nothing.</summary>
    public string Publish { get; init; } = "address";

    /// <summary>How guests get there.</summary>
    public string? Directions { get; init; }

    /// <summary>How those who work there get in.</summary>
    public string? Entrance { get; init; }

    /// <summary>How many of its own people the church brings that night: what it said, else as many as usual.</summary>
    public int OwnStaff { get; init; }

    public bool InUse => State is "planned" or "called" or "accepted";

    /// <summary>The church's contact, as somebody to write to.</summary>
    public Recipient Contact =>
        new(
            $"premises:{PremisesId}",
            string.IsNullOrWhiteSpace(ContactName) ? Church : ContactName,
            PhoneNumber.TryParse(Phone, out var number) ? number : null,
            string.IsNullOrWhiteSpace(Email) ? null : Email,
            "sv"
        );
}
