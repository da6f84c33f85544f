using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Weather;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Everything that somebody needs to see who decides on a night.</summary>
/// <param name="Title">The question, where there is one; else the night.</param>
/// <param name="Stands">One sentence: what holds now, and who said so.</param>
/// <param name="Question">Null when there is nothing to answer.</param>
/// <param name="Why">Why the rule says so, of the weather that is shown.</param>
/// <param name="WhyAsked">Why the question was put, where newer weather is shown.</param>
/// <param name="Sky">Null when no forecast has been read for the night.</param>
/// <param name="History">Oldest first.</param>
public sealed record DecisionCard(
    PageWords Words,
    NightDecision Decision,
    string Title,
    string Stands,
    DecisionCard.Choices? Question,
    string? Why,
    string? WhyAsked,
    DecisionCard.Weather? Sky,
    IReadOnlyList<DecisionCard.Entry> History
)
{
    public Night Night => Decision.Night;

    /// <param name="Kind">open, closed, unknown or call-off.</param>
    /// <param name="Accept">The label of the button that says yes to the proposal.</param>
    /// <param name="Instead">The label of the other button, and <paramref name="InsteadAction"/> what it does.</param>
    /// <param name="Deadline">One sentence: what happens when nobody answers.</param>
    /// <param name="Left">Until the deadline; zero when it has passed, null where there is none.</param>
    public sealed record Choices(
        string Kind,
        string Accept,
        string Instead,
        string InsteadAction,
        string? Deadline,
        DateTimeOffset? DeadlineAt,
        TimeSpan? Left
    );

    /// <param name="Problems">In plain words, what could not be read.</param>
    /// <param name="WarningsKnown">False when nobody can say that no warning concerns us.</param>
    public sealed record Weather(
        AssessmentRow Assessment,
        TemperatureCurve? Curve,
        IReadOnlyList<WeatherDetails.Hour> Hours,
        IReadOnlyList<WeatherDetails.ListedWarning> Warnings,
        bool WarningsKnown,
        bool Coarse,
        decimal? LowestEffective,
        IReadOnlyList<string> Problems,
        string Evidence,
        IReadOnlyList<Proof> Proofs,
        decimal Threshold
    );

    /// <summary>A stored answer of SMHI.</summary>
    public sealed record Proof(long Id, EvidenceSource Source, DateTimeOffset FetchedAt, string Sha256)
    {
        public string ShortSha => Sha256[..Math.Min(12, Sha256.Length)];
    }

    public sealed record Entry(DateTimeOffset At, string What, string Who, string Via, string? Why);
}
