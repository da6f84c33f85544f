using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;

namespace Ekn.Api.Links;

/// <summary>Reads what a person needs to see before deciding, and changes nothing.</summary>
internal sealed class DecisionReading(DecisionLog decisions, AssessmentLog assessments)
{
    public Task<NightDecision> DecisionAsync(Session session, Night night, CancellationToken cancellationToken) =>
        decisions.ReadAsync(session, night, cancellationToken);

    public async Task<AssessmentRow?> AssessmentAsync(
        Session session,
        DecisionEvent entry,
        CancellationToken cancellationToken
    ) => entry.AssessmentId is { } id ? await assessments.FindAsync(session, id, cancellationToken) : null;

    /// <summary>When SMHI's answer came; null where there is none.</summary>
    public async Task<DateTimeOffset?> FetchedAtAsync(
        Session session,
        AssessmentRow assessment,
        CancellationToken cancellationToken
    )
    {
        var id = assessment.ForecastEvidenceId ?? assessment.WarningsEvidenceId;
        var found = await session.QueryAsync<DateTimeOffset>(
            "SELECT fetched_at FROM evidence WHERE id = @id",
            new { id },
            cancellationToken
        );
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The hours of the night with the forecast air temperature, in °C; null where it could not be read.</summary>
    public static IReadOnlyList<(DateTimeOffset At, decimal? Celsius)> HoursOf(AssessmentRow assessment)
    {
        using var details = JsonDocument.Parse(assessment.Details);
        if (!details.RootElement.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Array)
        {
            return [];
        }
        return
        [
            .. steps
                .EnumerateArray()
                .Select(step =>
                    (
                        step.GetProperty("at").GetDateTimeOffset(),
                        step.GetProperty("air").ValueKind == JsonValueKind.Number
                            ? step.GetProperty("air").GetDecimal()
                            : (decimal?)null
                    )
                ),
        ];
    }
}
