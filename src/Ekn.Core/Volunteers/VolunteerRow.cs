using System.Globalization;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Shifts;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Volunteers;

/// <summary>A volunteer as the table has it: preferences as numbers with commas between, null for none.</summary>
internal sealed record VolunteerRow
{
    public const string Columns =
        "v.id, v.name, v.phone, v.email, v.language, v.weekdays, v.shifts, v.consent_on, v.channel, v.speaks, v.paused_until";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string Language { get; init; } = "sv";

    public string? Weekdays { get; init; }

    public string? Shifts { get; init; }

    public DateOnly? ConsentOn { get; init; }

    public string Channel { get; init; } = "both";

    public string? Speaks { get; init; }

    public DateOnly? PausedUntil { get; init; }

    public Volunteer ToVolunteer() =>
        new()
        {
            Id = Id,
            Name = Name,
            Phone = Phone is null ? null : PhoneNumber.Parse(Phone),
            Email = Email,
            Language = Language,
            Weekdays = [.. Numbers(Weekdays).Select(WeekdayWords.FromNumber)],
            Shifts = [.. Numbers(Shifts).Select(number => (ShiftKind)number)],
            ConsentOn = ConsentOn,
            Channel = Enum.Parse<AskedBy>(Channel, ignoreCase: true),
            Speaks = (Speaks ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
            PausedUntil = PausedUntil,
        };

    public static string? Text(IReadOnlyList<DayOfWeek> weekdays) => Text(weekdays.Select(day => day.Number()));

    public static string? Text(IReadOnlyList<ShiftKind> shifts) => Text(shifts.Select(shift => (int)shift));

    private static string? Text(IEnumerable<int> numbers) =>
        string.Join(',', numbers) is { Length: > 0 } text ? text : null;

    private static IEnumerable<int> Numbers(string? text) =>
        (text ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture));
}
