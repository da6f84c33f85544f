namespace Ekn.Core.Readiness;

/// <summary>Section Ekn:Readiness: the contact test before the season.</summary>
public sealed class ReadinessOptions
{
    public const string Section = "Ekn:Readiness";

    /// <summary>From this day of the year on a coordinator is told when no test has been made since summer; as 10-15.</summary>
    public string DueOn { get; set; } = "10-15";

    /// <summary>Who has not answered after so many days is asked once more.</summary>
    public int RemindAfterDays { get; set; } = 5;

    /// <summary>For so many days answers count for the test.</summary>
    public int RoundDays { get; set; } = 30;

    /// <summary>When reminders go out and what is due is looked at, in local time.</summary>
    public TimeOnly At { get; set; } = new(10, 0);
}
