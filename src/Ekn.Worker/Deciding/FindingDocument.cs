using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Weather;

namespace Ekn.Worker.Deciding;

/// <summary>
/// A finding as other programs read it; the names are promised. Instants have the local offset, temperatures are °C with
/// one decimal.
/// </summary>
internal sealed class FindingDocument(DecisionOptions options, LocalTime time)
{
    public Dictionary<string, object?> Of(Finding finding)
    {
        var assessment = finding.Assessment;
        var weather = assessment.Forecast.Weather;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["night"] = assessment.Night.ToString(),
            ["outcome"] = WireName.Of(assessment.Outcome),
            ["reasons"] = assessment.Reasons.Select(WireName.Of),
            // Null unless the forecast is known: half a night's lowest must not be taken for the night's.
            ["minTemperature"] = OneDecimal(assessment.Lowest?.Celsius),
            ["minTemperatureAt"] = Local(assessment.Lowest?.At),
            ["borderline"] = assessment.Borderline,
            ["warnings"] = assessment.Warnings.Select(Warning),
            ["problem"] = FindingWords.Problem(assessment),
            ["problems"] = Problems(assessment),
            ["explanation"] = new FindingWords(options, time).Why(finding),
            ["threshold"] = OneDecimal(options.ThresholdCelsius),
            ["opensAtThreshold"] = options.OpensAtThreshold,
            ["borderlineDegrees"] = OneDecimal(options.BorderlineDegrees),
            ["inSeason"] = finding.InSeason,
            ["now"] = Local(finding.Now),
            ["from"] = Local(assessment.Forecast.Judged.Start),
            ["to"] = Local(assessment.Forecast.Judged.End),
            ["referenceTime"] = Local(weather?.ReferenceTime),
            ["effectiveTemperature"] = OneDecimal(weather?.LowestEffective?.Celsius),
            ["effectiveTemperatureAt"] = Local(weather?.LowestEffective?.At),
            ["coverage"] = weather is null ? null : Coverage(weather, assessment),
            ["steps"] = weather?.Steps.Select(Step) ?? [],
            ["source"] = "SMHI",
            ["forecastFrom"] = finding.ForecastFrom,
            ["warningsFrom"] = finding.WarningsFrom,
        };
    }

    private object Coverage(NightWeather weather, Assessment assessment) =>
        new
        {
            Steps = weather.Steps.Count,
            WidestGapHours = weather.WidestGap?.TotalHours,
            Coarse = assessment.ReadsTooWarm,
            LowestRead = OneDecimal(weather.LowestAir?.Celsius),
            LowestReadAt = Local(weather.LowestAir?.At),
        };

    private object Step(ForecastStep step) =>
        new
        {
            At = Local(step.At),
            Temperature = OneDecimal(step.AirCelsius),
            EffectiveTemperature = OneDecimal(step.EffectiveCelsius),
            Fault = step.Fault is { } fault ? WireName.Of(fault) : null,
        };

    private object Warning(JudgedWarning judged) =>
        new
        {
            judged.Warning.Id,
            judged.Warning.AreaId,
            Level = WireName.Of(judged.Warning.Level),
            Event = judged.Warning.EventSv ?? judged.Warning.EventEn,
            judged.Warning.EventEn,
            judged.Warning.EventCode,
            Area = judged.Warning.AreaSv ?? judged.Warning.AreaEn,
            judged.Warning.AreaEn,
            Starts = Local(judged.Warning.Starts),
            Ends = Local(judged.Warning.Ends),
            Verdict = WireName.Of(judged.Verdict),
            judged.Opens,
            judged.Concerns,
            Why = new FindingWords(options, time).Of(judged.Verdict),
        };

    private static IEnumerable<object> Problems(Assessment assessment)
    {
        if (assessment.ForecastProblem is { } forecast)
        {
            yield return new
            {
                Of = "forecast",
                Kind = WireName.Of(forecast.Kind),
                forecast.Detail,
            };
        }
        if (assessment.WarningsProblem is { } warnings)
        {
            yield return new
            {
                Of = "warnings",
                Kind = WireName.Of(warnings.Kind),
                warnings.Detail,
            };
        }
    }

    private string? Local(DateTimeOffset? instant) =>
        instant is { } known ? time.ToLocal(known).ToString("yyyy-MM-dd'T'HH:mm:sszzz") : null;

    // The scale of a decimal shows in JSON: -7.0, not -7.
    private static decimal? OneDecimal(decimal? celsius) =>
        celsius is { } known ? Math.Round(known, 1, MidpointRounding.AwayFromZero) + 0.0m : null;
}
