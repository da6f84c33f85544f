using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Deciding;

/// <summary>Every time the rule was applied to a night, with the evidence.</summary>
public sealed class AssessmentLog(TimeProvider clock)
{
    private const string Columns = """
        SELECT id, night, made_at, occasion, outcome, borderline, reasons, min_temperature, min_temperature_at,
               reference_time, problem, details, forecast_evidence_id, warnings_evidence_id
        FROM assessment
        """;

    public Task<long> AddAsync(
        Session session,
        Assessment assessment,
        Occasion occasion,
        long? forecastEvidenceId,
        long? warningsEvidenceId,
        CancellationToken cancellationToken
    )
    {
        var weather = assessment.Forecast.Weather;
        return session.SingleAsync<long>(
            """
            INSERT INTO assessment (night, made_at, occasion, outcome, borderline, reasons, min_temperature,
                min_temperature_at, reference_time, problem, details, forecast_evidence_id, warnings_evidence_id)
            VALUES (@Night, @MadeAt, @Occasion, @Outcome, @Borderline, @Reasons, @MinTemperature,
                @MinTemperatureAt, @ReferenceTime, @Problem, @Details, @ForecastEvidenceId, @WarningsEvidenceId)
            RETURNING id
            """,
            new
            {
                assessment.Night,
                MadeAt = clock.GetUtcNow(),
                Occasion = WireName.Of(occasion),
                Outcome = WireName.Of(assessment.Outcome),
                Borderline = assessment.Borderline ? 1 : 0,
                Reasons = string.Join(',', assessment.Reasons.Select(WireName.Of)),
                MinTemperature = (double?)weather?.LowestAir?.Celsius,
                MinTemperatureAt = weather?.LowestAir?.At,
                weather?.ReferenceTime,
                Problem = ProblemOf(assessment),
                Details = DetailsOf(assessment),
                ForecastEvidenceId = forecastEvidenceId,
                WarningsEvidenceId = warningsEvidenceId,
            },
            cancellationToken
        );
    }

    public Task<AssessmentRow?> FindAsync(Session session, long id, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<AssessmentRow>($"{Columns} WHERE id = @id", new { id }, cancellationToken);

    public Task<AssessmentRow?> LatestAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<AssessmentRow>(
            $"{Columns} WHERE night = @night ORDER BY id DESC LIMIT 1",
            new { night },
            cancellationToken
        );

    private static string? ProblemOf(Assessment assessment)
    {
        var problems = new[] { assessment.ForecastProblem, assessment.WarningsProblem }
            .Where(problem => problem is not null)
            .Select(problem => $"{WireName.Of(problem!.Kind)}: {problem.Detail}");
        var all = string.Join("; ", problems);
        return all.Length == 0 ? null : all;
    }

    private static string DetailsOf(Assessment assessment) =>
        JsonSerializer.Serialize(
            new
            {
                steps = assessment.Forecast.Weather?.Steps.Select(step => new
                {
                    at = step.At,
                    air = step.AirCelsius,
                    effective = step.EffectiveCelsius,
                }),
                lowestEffective = assessment.Forecast.Weather?.LowestEffective?.Celsius,
                coarse = assessment.ReadsTooWarm,
                warnings = assessment.Warnings.Select(judged => new
                {
                    id = judged.Warning.Id,
                    code = judged.Warning.EventCode,
                    level = WireName.Of(judged.Warning.Level),
                    starts = judged.Warning.Starts,
                    ends = judged.Warning.Ends,
                    area = judged.Warning.AreaSv,
                    areaEn = judged.Warning.AreaEn,
                    @event = judged.Warning.EventSv,
                    eventEn = judged.Warning.EventEn,
                    verdict = WireName.Of(judged.Verdict),
                    concerns = judged.Concerns,
                }),
            }
        );
}
