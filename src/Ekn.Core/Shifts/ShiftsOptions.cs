namespace Ekn.Core.Shifts;

/// <summary>Section Ekn:Shifts: what every premises needs on a night.</summary>
public sealed class ShiftsOptions
{
    public const string Section = "Ekn:Shifts";

    /// <summary>After a night shift, until the next shift: less is shown to the volunteer as a clash.</summary>
    public int RestHoursAfterNight { get; set; } = 11;

    /// <summary>
    /// How many of its own people a church usually brings. Heads are the volunteers needed beside so many; on a night when the
    /// church brings fewer or more, the evening and the night need more or fewer.
    /// </summary>
    public int ChurchStaff { get; set; } = 2;

    public ShiftHours Evening { get; set; } =
        new()
        {
            From = new(18, 0),
            To = new(22, 0),
            Heads = 4,
        };

    public ShiftHours Night { get; set; } =
        new()
        {
            From = new(22, 0),
            To = new(6, 0),
            Heads = 2,
        };

    public ShiftHours Morning { get; set; } =
        new()
        {
            From = new(6, 0),
            To = new(9, 0),
            Heads = 2,
        };

    public ShiftHours Of(ShiftKind kind) =>
        kind switch
        {
            ShiftKind.Evening => Evening,
            ShiftKind.Night => Night,
            _ => Morning,
        };
}
