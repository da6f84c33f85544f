using Ekn.Core.Calendar;

namespace Ekn.Core.Shifts;

/// <summary>One shift of one opening, with its room and how far it is filled.</summary>
public sealed record ShiftOfNight
{
    public long Id { get; init; }

    public Night Night { get; init; }

    public string Code { get; init; } = "";

    /// <summary>The state of the night: waiting, early, open, off or ended.</summary>
    public string NightState { get; init; } = "";

    /// <summary>The night is an exercise.</summary>
    public bool Practice { get; init; }

    public ShiftKind Kind { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public int Heads { get; init; }

    public int Booked { get; init; }

    /// <summary>Free places that are offered to one person each, who has some time to take them.</summary>
    public int Offered { get; init; }

    public long NightPremisesId { get; init; }

    /// <summary>planned, called, accepted, declined or left.</summary>
    public string RoomState { get; init; } = "";

    public string Premises { get; init; } = "";

    public string Address { get; init; } = "";

    public string? ContactName { get; init; }

    public string? ContactPhone { get; init; }

    public int Missing => Heads - Booked;

    /// <summary>Free places that anybody may take.</summary>
    public int Open => Math.Max(0, Missing - Offered);

    /// <summary>The room counts: no church has taken it back since people were booked there.</summary>
    public bool IsLent => RoomState is "planned" or "called" or "accepted";

    /// <summary>A1: the letter of the night and the digit of the shift.</summary>
    public string ReplyCode => $"{Code}{(int)Kind}";
}
