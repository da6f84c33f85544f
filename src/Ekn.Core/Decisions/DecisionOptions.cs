using System.ComponentModel.DataAnnotations;
using Ekn.Core.Calendar;
using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

/// <summary>Section Ekn:Decision: when a night opens, and how long an answer is waited for.</summary>
public sealed class DecisionOptions
{
    public const string Section = "Ekn:Decision";

    /// <summary>Air temperature at 2 m. Nights below it open.</summary>
    public decimal ThresholdCelsius { get; set; } = -7.0m;

    /// <summary>"−7.0 or colder" instead of "below −7.0".</summary>
    public bool OpensAtThreshold { get; set; }

    /// <summary>How far above the threshold a night is still shown to a person.</summary>
    public decimal BorderlineDegrees { get; set; } = 2.0m;

    /// <summary>The lowest level of warning that opens: Yellow, Orange or Red.</summary>
    public WarningLevel WarningLevel { get; set; } = WarningLevel.Orange;

    /// <summary>A warning of strong cooling opens at any level.</summary>
    public bool StrongCoolingOpens { get; set; } = true;

    [Range(1, 48, ErrorMessage = "Set Ekn:Decision:MaxForecastAgeHours to between 1 and 48 hours.")]
    public int MaxForecastAgeHours { get; set; } = 12;

    [Range(1, 12, ErrorMessage = "Set Ekn:Decision:MaxGapHours to between 1 and 12 hours.")]
    public int MaxGapHours { get; set; } = 3;

    /// <summary>Local time, on the evening's date.</summary>
    public TimeOnly WindowFrom { get; set; } = NightWindow.Default.From;

    /// <summary>Local time, on the morning's date.</summary>
    public TimeOnly WindowTo { get; set; } = NightWindow.Default.To;

    /// <summary>Month and day, as 11-01.</summary>
    public string SeasonFirst { get; set; } = "11-01";

    /// <summary>Month and day, as 03-31; counted by the evening's date.</summary>
    public string SeasonLast { get; set; } = "03-31";

    public NoAnswerPolicy NoAnswerPolicy { get; set; } = NoAnswerPolicy.AsProposed;

    /// <summary>After so long without an answer the next person in the escalation order is asked too.</summary>
    [Range(1, 720, ErrorMessage = "Set Ekn:Decision:AskNextAfterMinutes to between 1 and 720 minutes.")]
    public int AskNextAfterMinutes { get; set; } = 30;

    /// <summary>After so long without an answer <see cref="NoAnswerPolicy"/> takes effect.</summary>
    [Range(1, 720, ErrorMessage = "Set Ekn:Decision:DeadlineMinutes to between 1 and 720 minutes.")]
    public int DeadlineMinutes { get; set; } = 60;

    /// <summary>How often weather that is not known is asked for again.</summary>
    [Range(1, 240, ErrorMessage = "Set Ekn:Decision:RetryUnknownMinutes to between 1 and 240 minutes.")]
    public int RetryUnknownMinutes { get; set; } = 15;

    public NightWindow Window => new(WindowFrom, WindowTo);

    public ForecastLimits Limits => new(TimeSpan.FromHours(MaxForecastAgeHours), TimeSpan.FromHours(MaxGapHours));

    /// <summary>A method, because the binder reads every property before anything is validated.</summary>
    /// <exception cref="FormatException">One of the two dates cannot be read; validated options have none such.</exception>
    public Season ToSeason()
    {
        var (first, last) = (MonthDay.Parse(SeasonFirst), MonthDay.Parse(SeasonLast));
        return new Season(first.Month, first.Day, last.Month, last.Day);
    }
}
