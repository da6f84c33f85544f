using System.Text.Json;

namespace Ekn.Api.Nights;

/// <summary>All that is known of one night. People are keys; nobody's name, number or address is here.</summary>
/// <param name="State">none, waiting, early, open, off or ended.</param>
/// <param name="Practice">An exercise: not open for real, whatever its state, and counted in no report.</param>
/// <param name="Revision">How many times people have been told of a change.</param>
/// <param name="History">Oldest first; entries are added and never changed.</param>
/// <param name="Assessment">The latest time that the rule was applied; null when it never was.</param>
/// <param name="Guests">All rooms together.</param>
/// <param name="Messages">How the messages of the night fare.</param>
public sealed record NightDetail(
    DateOnly Night,
    string? Code,
    string State,
    bool Practice,
    int Revision,
    DecisionState Decision,
    IReadOnlyList<NightDetail.Entry> History,
    NightDetail.Weather? Assessment,
    IReadOnlyList<NightDetail.Room> Premises,
    IReadOnlyList<NightDetail.Shift> Shifts,
    GuestFigures? Guests,
    NightDetail.MessageCounts Messages
)
{
    /// <param name="Step">proposed, recorded, confirmed, overridden, automatic, held or lapsed.</param>
    /// <param name="ForecastEvidenceId">For GET /api/evidence/ID; null when nothing was received.</param>
    public sealed record Entry(
        int Seq,
        string Step,
        DateTimeOffset At,
        string Actor,
        string Via,
        string Outcome,
        string? Reason,
        DateTimeOffset? DeadlineAt,
        long? AssessmentId,
        long? ForecastEvidenceId,
        long? WarningsEvidenceId
    );

    /// <param name="MinTemperature">°C.</param>
    /// <param name="Problem">Why something is unknown, in plain English; null when everything could be read.</param>
    /// <param name="Details">The hours of the night, and each warning with why it counts or not.</param>
    public sealed record Weather(
        long Id,
        DateTimeOffset MadeAt,
        string Occasion,
        string Outcome,
        bool Borderline,
        IReadOnlyList<string> Reasons,
        decimal? MinTemperature,
        DateTimeOffset? MinTemperatureAt,
        DateTimeOffset? ReferenceTime,
        string? Problem,
        long? ForecastEvidenceId,
        long? WarningsEvidenceId,
        JsonElement Details
    );

    /// <param name="State">planned, called, accepted, declined or left.</param>
    /// <param name="SiteLead">sitelead:ID; null when nobody is rostered.</param>
    /// <param name="Guests">Null while nobody has reported.</param>
    public sealed record Room(
        long Id,
        string Name,
        string Church,
        string Address,
        int Capacity,
        string State,
        string? SiteLead,
        GuestFigures? Guests
    );

    /// <param name="Code">What a volunteer answers to take it, as A1.</param>
    /// <param name="Kind">evening, night or morning.</param>
    public sealed record Shift(
        string Code,
        string Kind,
        string Premises,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt,
        int Heads,
        int Booked,
        int Missing,
        int Waiting,
        int Reserve
    );

    /// <param name="Sent">At the provider, delivered ones among them.</param>
    /// <param name="Failed">For good, or expired.</param>
    public sealed record MessageCounts(int Sent, int Delivered, int Failed, int Waiting);
}
