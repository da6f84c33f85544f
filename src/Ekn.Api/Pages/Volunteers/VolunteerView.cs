using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>One volunteer's page: shifts to take, their own nights, how they want to be asked.</summary>
/// <param name="Nights">The night of the link first, then those to come.</param>
/// <param name="Past">Shifts of this season that are over, the latest first.</param>
/// <param name="IsStopped">Whether no message goes to any of their addresses.</param>
/// <param name="Kept">What the form of preferences shows: what was typed when it could not be kept.</param>
public sealed record VolunteerView(
    Volunteer Volunteer,
    IReadOnlyList<VolunteerView.NightOf> Nights,
    IReadOnlyList<VolunteerView.Mine> Coming,
    IReadOnlyList<VolunteerView.Mine> Past,
    bool IsStopped,
    Preferences Kept
)
{
    /// <summary>Shifts that they take on every night of a weekday.</summary>
    public IReadOnlyList<StandingShift> Standing { get; init; } = [];

    /// <summary>What became of a press; null when nothing was pressed. The key of a text below page.</summary>
    public string? Notice { get; init; }

    public bool NoticeIsWrong { get; init; }

    /// <summary>Whether the page that asks once more before everything is deleted is shown.</summary>
    public bool AsksToDelete { get; init; }

    /// <param name="Intro">open, early, ended or off: the key of a sentence.</param>
    /// <param name="Why">The reasons why the volunteer was asked; empty when they were not.</param>
    public sealed record NightOf(
        Night Night,
        string Intro,
        IReadOnlyList<ShiftOf> Shifts,
        bool CanDecline,
        IReadOnlyList<AskReason> Why
    );

    /// <param name="State">yours, offered, free, full, waiting, reserve or over.</param>
    /// <param name="OfferedUntil">Until when a freed place is kept for the volunteer; null when none is.</param>
    /// <param name="Clash">The own shift that it clashes with; null for none.</param>
    public sealed record ShiftOf(
        ShiftOfNight Shift,
        string Places,
        string State,
        int Free,
        ShiftOfNight? Clash,
        DateTimeOffset? OfferedUntil
    )
    {
        public bool CanTake => State is "free" or "offered" || (State is "reserve" && Free > 0);

        public bool CanWait => State == "full" || (State == "reserve" && Free == 0);

        public bool CanStandBy => State is "free" or "full";
    }

    /// <param name="Guests">How many came; null until it is counted and the night closed.</param>
    public sealed record Mine(
        ShiftOfNight Shift,
        string? Entrance,
        string? SiteLeadName,
        string? SiteLeadPhone,
        int? Guests
    );
}
