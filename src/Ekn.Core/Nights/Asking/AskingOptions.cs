using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Nights.Asking;

/// <summary>Section Ekn:Asking: whom a call reaches, in which portions, and how long is waited.</summary>
public sealed class AskingOptions
{
    public const string Section = "Ekn:Asking";

    /// <summary>Whether everybody who may be asked is asked at once, or only as many as are likely to be needed.</summary>
    public Strategy Strategy { get; set; } = Strategy.Waves;

    /// <summary>About so many nights in seven days somebody is asked at most, unless there is nobody else; 0 for no limit.</summary>
    [Range(0, 7, ErrorMessage = "Set Ekn:Asking:NightsPerWeek to between 0 (no limit) and 7 nights.")]
    public int NightsPerWeek { get; set; } = 3;

    /// <summary>More often nobody is asked in seven days, however many are missing, unless a coordinator widens the call; 0 for no limit.</summary>
    [Range(0, 14, ErrorMessage = "Set Ekn:Asking:NightsPerWeekAtMost to between 0 (no limit) and 14 nights.")]
    public int NightsPerWeekAtMost { get; set; } = 5;

    /// <summary>Only people with a day of consent are asked.</summary>
    public bool RequireConsent { get; set; }

    /// <summary>Languages that guests speak, as ro: of two who are otherwise alike, who speaks one is asked first.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>Who did not come to a shift is asked after everybody else for so many days.</summary>
    [Range(0, 365, ErrorMessage = "Set Ekn:Asking:AbsenceDays to between 0 and 365 days.")]
    public int AbsenceDays { get; set; } = 60;

    /// <summary>Between two waves. Shortened when the first free shift is near.</summary>
    [Range(5, 720, ErrorMessage = "Set Ekn:Asking:WaveMinutes to between 5 and 720 minutes.")]
    public int WaveMinutes { get; set; } = 30;

    /// <summary>How many of a hundred who are asked say yes, until enough has been measured.</summary>
    [Range(1, 100, ErrorMessage = "Set Ekn:Asking:ExpectedYesPercent to between 1 and 100.")]
    public int ExpectedYesPercent { get; set; } = 8;

    /// <summary>So long after a call went out the coordinator hears of places that are still free.</summary>
    [Range(15, 720, ErrorMessage = "Set Ekn:Asking:RaiseUnfilledMinutes to between 15 and 720 minutes.")]
    public int RaiseUnfilledMinutes { get; set; } = 120;

    /// <summary>So long one person has a freed place for themselves. Shortened when the shift is near.</summary>
    [Range(5, 720, ErrorMessage = "Set Ekn:Asking:ConfirmMinutes to between 5 and 720 minutes.")]
    public int ConfirmMinutes { get; set; } = 45;

    /// <summary>When a shift begins so soon, a freed place goes to everyone who stands by at once.</summary>
    [Range(0, 720, ErrorMessage = "Set Ekn:Asking:OfferToAllMinutes to between 0 and 720 minutes.")]
    public int OfferToAllMinutes { get; set; } = 90;
}
