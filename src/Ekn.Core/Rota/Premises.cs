using Ekn.Core.Channels.Sms;

namespace Ekn.Core.Rota;

/// <summary>A room that a church lends, and who answers for it. The text form gives no contact away.</summary>
public sealed record Premises
{
    public long Id { get; init; }

    /// <summary>Unique; the name by which the rota and people speak of it.</summary>
    public string Name { get; init; } = "";

    public long ChurchId { get; init; }

    /// <summary>The church's name.</summary>
    public string Church { get; init; } = "";

    /// <summary>Empty for a room that is known from an imported night alone.</summary>
    public string Address { get; init; } = "";

    /// <summary>Guests that there is a place for.</summary>
    public int Capacity { get; init; }

    public string? ContactName { get; init; }

    public PhoneNumber? Phone { get; init; }

    /// <summary>In lower case.</summary>
    public string? Email { get; init; }

    /// <summary>Whether it may be asked when the rostered room cannot, or does not suffice.</summary>
    public bool Reserve { get; init; }

    /// <summary>How many of its own people the church usually brings, for each shift.</summary>
    public int OwnStaff { get; init; }

    public override string ToString() => $"premises {Id}";
}
