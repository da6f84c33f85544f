namespace Ekn.Core.Jobs;

/// <summary>Section Ekn:Schedule: when the rounds of the day are made, in local time.</summary>
public sealed class ScheduleOptions
{
    public const string Section = "Ekn:Schedule";

    /// <summary>The decision of the day.</summary>
    public TimeOnly Noon { get; set; } = new(12, 0);

    /// <summary>The forecast is read again.</summary>
    public TimeOnly FirstReread { get; set; } = new(16, 0);

    public TimeOnly SecondReread { get; set; } = new(20, 0);

    /// <summary>Reminders to those booked; unfilled shifts are raised.</summary>
    public TimeOnly Reminders { get; set; } = new(18, 0);

    /// <summary>Site leads who have not reported are reminded.</summary>
    public TimeOnly CountReminder { get; set; } = new(8, 0);

    /// <summary>The night is closed and reported.</summary>
    public TimeOnly Closing { get; set; } = new(9, 0);

    /// <summary>From then on the list of an open night is mailed to who works there.</summary>
    public TimeOnly FirstPrintout { get; set; } = new(12, 5);

    /// <summary>The list as it is before the doors open.</summary>
    public TimeOnly SecondPrintout { get; set; } = new(18, 0);

    public TimeOnly Housekeeping { get; set; } = new(3, 30);

    /// <summary>A church that has been called and has not answered for so long is raised with the coordinator.</summary>
    public int ChurchAnswerMinutes { get; set; } = 120;

    /// <summary>Before that it is reminded itself, once, when it has not answered for so long; 0 for never.</summary>
    public int ChurchReminderMinutes { get; set; } = 60;

    /// <summary>How often the coordinators hear again of a room that is in doubt or gone, until it is settled.</summary>
    public int RoomAlarmMinutes { get; set; } = 60;
}
