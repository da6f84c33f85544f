using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Shifts;

namespace Ekn.Core.Volunteers;

/// <summary>Somebody who can be asked to take a shift. The text form gives nobody away.</summary>
public sealed record Volunteer
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>May be shared with others. Null when there is only an email address.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>In lower case. Null when there is only a phone.</summary>
    public string? Email { get; init; }

    /// <summary>sv or en.</summary>
    public string Language { get; init; } = "sv";

    /// <summary>Evenings that suit; empty means no preference.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Empty means no preference.</summary>
    public IReadOnlyList<ShiftKind> Shifts { get; init; } = [];

    /// <summary>The day of the consent to be kept in the register; null when nothing was noted.</summary>
    public DateOnly? ConsentOn { get; init; }

    /// <summary>By which means the volunteer wants to hear from us.</summary>
    public AskedBy Channel { get; init; } = AskedBy.Both;

    /// <summary>Codes of languages that they can speak with guests, as ro.</summary>
    public IReadOnlyList<string> Speaks { get; init; } = [];

    /// <summary>Not asked about nights before this one; null when not paused.</summary>
    public DateOnly? PausedUntil { get; init; }

    /// <summary>Whether the volunteer wants to be left alone about this night.</summary>
    public bool RestsOn(Night night) => PausedUntil is { } until && night.Evening < until;

    public bool Suits(Night night) => Weekdays.Count == 0 || Weekdays.Contains(night.Weekday);

    public bool Suits(ShiftKind shift) => Shifts.Count == 0 || Shifts.Contains(shift);

    public Recipient AsRecipient() =>
        new(
            $"volunteer:{Id}",
            Name,
            Channel == AskedBy.Email && Email is not null ? null : Phone,
            Channel == AskedBy.Sms && Phone is not null ? null : Email,
            Language
        );

    public override string ToString() => $"volunteer {Id}";
}
