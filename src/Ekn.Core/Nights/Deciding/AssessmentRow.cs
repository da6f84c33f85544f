using Ekn.Core.Calendar;
using Ekn.Core.Decisions;

namespace Ekn.Core.Nights.Deciding;

/// <summary>An assessment as stored, with what is shown of it.</summary>
public sealed record AssessmentRow
{
    public long Id { get; init; }

    public Night Night { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public Occasion Occasion { get; init; }

    public Outcome Outcome { get; init; }

    public bool Borderline { get; init; }

    /// <summary>Wire names, separated by commas: cold,warning.</summary>
    public string Reasons { get; init; } = "";

    /// <summary>°C; the lowest that could be read, also when the forecast as a whole is unknown.</summary>
    public decimal? MinTemperature { get; init; }

    public DateTimeOffset? MinTemperatureAt { get; init; }

    public DateTimeOffset? ReferenceTime { get; init; }

    /// <summary>Plain English; null when everything could be read.</summary>
    public string? Problem { get; init; }

    /// <summary>JSON: hours, effective temperature, warnings with why each counts or not.</summary>
    public string Details { get; init; } = "{}";

    public long? ForecastEvidenceId { get; init; }

    public long? WarningsEvidenceId { get; init; }
}
