using Ekn.Core.Calendar;
using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

/// <summary>
/// The rule of when to open. A reason that is known is enough to open; mild takes both sources to be known; and
/// unknown is never mild.
/// </summary>
public static class OpeningRule
{
    /// <param name="countyId">SMHI's id of the county whose warnings count.</param>
    public static Assessment Assess(
        NightForecast forecast,
        WarningsReading warnings,
        DecisionOptions options,
        int countyId
    )
    {
        var judged = Judge(forecast, warnings, options, countyId);
        var forecastProblem = (forecast as NightForecast.Unknown)?.Problem;
        var warningsProblem = Problem(warnings, judged);

        List<OpeningReason> opening = [.. OpeningReasons(forecast, judged, options)];
        if (opening.Count > 0 && forecastProblem?.Kind != WeatherProblemKind.NightOver)
        {
            return Is(Outcome.Open, opening);
        }
        List<OpeningReason> unknown = [.. UnknownReasons(forecastProblem, warningsProblem)];
        if (unknown.Count > 0)
        {
            return Is(Outcome.Unknown, unknown);
        }
        List<OpeningReason> borderline = [.. BorderlineReasons(forecast, judged, options)];
        return Is(Outcome.Closed, borderline.Count > 0 ? borderline : [OpeningReason.Mild]);

        Assessment Is(Outcome outcome, IReadOnlyList<OpeningReason> reasons) =>
            new(outcome, reasons, forecast, judged, forecastProblem, warningsProblem);
    }

    private static IEnumerable<OpeningReason> OpeningReasons(
        NightForecast forecast,
        IReadOnlyList<JudgedWarning> warnings,
        DecisionOptions options
    )
    {
        if (forecast is NightForecast.Known { Lowest.Celsius: var lowest } && IsCold(lowest, options))
        {
            yield return OpeningReason.Cold;
        }
        if (warnings.Any(warning => warning.Verdict == WarningVerdict.Opens))
        {
            yield return OpeningReason.Warning;
        }
        if (options.StrongCoolingOpens && warnings.Any(warning => warning.Opens && warning.Warning.IsStrongCooling))
        {
            yield return OpeningReason.StrongCooling;
        }
    }

    private static bool IsCold(decimal celsius, DecisionOptions options) =>
        options.OpensAtThreshold ? celsius <= options.ThresholdCelsius : celsius < options.ThresholdCelsius;

    private static IEnumerable<OpeningReason> UnknownReasons(WeatherProblem? forecast, WeatherProblem? warnings)
    {
        if (forecast is not null)
        {
            yield return OpeningReason.ForecastUnknown;
        }
        if (warnings is not null)
        {
            yield return OpeningReason.WarningsUnknown;
        }
    }

    private static IEnumerable<OpeningReason> BorderlineReasons(
        NightForecast forecast,
        IReadOnlyList<JudgedWarning> warnings,
        DecisionOptions options
    )
    {
        if (
            forecast is NightForecast.Known { Lowest.Celsius: var lowest }
            && lowest <= options.ThresholdCelsius + options.BorderlineDegrees
        )
        {
            yield return OpeningReason.BorderlineCold;
        }
        if (warnings.Any(warning => warning.Verdict == WarningVerdict.Borderline))
        {
            yield return OpeningReason.BorderlineWarning;
        }
    }

    private static IReadOnlyList<JudgedWarning> Judge(
        NightForecast forecast,
        WarningsReading warnings,
        DecisionOptions options,
        int countyId
    ) =>
        warnings is WarningsReading.Known known
            ?
            [
                .. known.Warnings.Select(one => new JudgedWarning(
                    one,
                    Verdict(one, forecast.Judged, options, countyId)
                )),
            ]
            : [];

    private static WarningVerdict Verdict(Warning warning, NightSpan night, DecisionOptions options, int countyId)
    {
        if (warning.Level == WarningLevel.Message)
        {
            return WarningVerdict.Message;
        }
        if (warning.IsAtSea)
        {
            return WarningVerdict.Sea;
        }
        if (!warning.Counties.Contains(countyId))
        {
            return WarningVerdict.OtherCounty;
        }
        if (!night.Overlaps(warning.Starts, warning.Ends))
        {
            return WarningVerdict.OtherTime;
        }
        if (warning.Level == WarningLevel.Unrecognised)
        {
            return WarningVerdict.UnrecognisedLevel;
        }
        if (warning.Level >= options.WarningLevel)
        {
            return WarningVerdict.Opens;
        }
        return warning.IsStrongCooling && options.StrongCoolingOpens
            ? WarningVerdict.StrongCooling
            : WarningVerdict.Borderline;
    }

    private static WeatherProblem? Problem(WarningsReading warnings, IReadOnlyList<JudgedWarning> judged)
    {
        if (warnings is WarningsReading.Unknown unknown)
        {
            return unknown.Problem;
        }
        if (warnings is WarningsReading.Known { Unreadable: [var first, ..] })
        {
            return new(WeatherProblemKind.UnreadableWarning, first);
        }
        return judged.FirstOrDefault(one => one.Verdict == WarningVerdict.UnrecognisedLevel) is { } odd
            ? new(
                WeatherProblemKind.UnrecognisedLevel,
                $"warning {odd.Warning.Id} has a level that SMHI does not document"
            )
            : null;
    }
}
