using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Weather;

namespace Ekn.Worker.Deciding;

/// <summary>
/// A finding in plain English for the operator: the outcome, the reason, and every figure and warning that it rests on,
/// so that nobody has to read code to see why. The words of warnings are SMHI's own.
/// </summary>
internal sealed class FindingWords(DecisionOptions options, LocalTime time)
{
    private const int StepsPerLine = 8;

    public IEnumerable<string> Lines(Finding finding)
    {
        var assessment = finding.Assessment;
        yield return $"The night of {Day(assessment.Night.Evening)} ({Window()}): {Verdict(assessment)}";
        foreach (var sentence in Why(finding))
        {
            yield return $"  {sentence}";
        }
        foreach (var line in Forecast(finding))
        {
            yield return $"  {line}";
        }
        foreach (var line in Warnings(finding))
        {
            yield return $"  {line}";
        }
    }

    /// <summary>The reasons and the problems, a sentence each.</summary>
    public IEnumerable<string> Why(Finding finding)
    {
        foreach (var reason in finding.Assessment.Reasons)
        {
            yield return Reason(reason, finding.Assessment);
        }
        // A night that opens for one reason may yet have a source that could not be read.
        if (finding.Assessment.Outcome != Outcome.Unknown && Problem(finding.Assessment) is { } problem)
        {
            yield return $"{problem} What is known is enough.";
        }
        if (!finding.InSeason)
        {
            yield return "The night lies outside the season: the daily decision rests, and a coordinator may open by hand.";
        }
    }

    /// <summary>What could not be read, as a sentence; null when everything could.</summary>
    public static string? Problem(Assessment assessment)
    {
        var forecast = assessment.ForecastProblem is { } one ? $"The forecast is not known: {one.Detail}." : null;
        var warnings = assessment.WarningsProblem is { } other ? $"The warnings are not known: {other.Detail}." : null;
        return forecast is null && warnings is null
            ? null
            : string.Join(' ', new[] { forecast, warnings }.OfType<string>());
    }

    /// <summary>Why a warning counts or does not, as the end of a sentence.</summary>
    public string Of(WarningVerdict verdict) =>
        verdict switch
        {
            WarningVerdict.Opens => "counts, and opens the night",
            WarningVerdict.StrongCooling => "counts, and opens the night: strong cooling opens at any level",
            WarningVerdict.Borderline =>
                $"does not open, a coordinator is asked: it takes {WireName.Of(options.WarningLevel)} to open",
            WarningVerdict.Sea => "does not count: it concerns the sea",
            WarningVerdict.OtherCounty => "does not count: it concerns other counties",
            WarningVerdict.OtherTime => "does not count: it ends before the night or begins after it",
            WarningVerdict.Message => "does not count: it is a message, not a warning",
            WarningVerdict.UnrecognisedLevel => "nobody can say whether it counts: its level is none of SMHI's",
            _ => throw new InvalidOperationException($"No words for {verdict}."),
        };

    private static string Verdict(Assessment assessment) =>
        assessment switch
        {
            { Outcome: Outcome.Open } => "OPEN",
            { Outcome: Outcome.Unknown } => "UNKNOWN. Unknown is never mild: a coordinator is asked",
            { Borderline: true } => "CLOSED, but borderline: a coordinator is asked",
            _ => "CLOSED",
        };

    private string Reason(OpeningReason reason, Assessment assessment)
    {
        var lowest = assessment.Lowest is { } known ? $"The lowest, {At(known)}," : "The lowest";
        return reason switch
        {
            OpeningReason.Cold => $"{lowest} is {Line()}.",
            OpeningReason.BorderlineCold =>
                $"{lowest} is not {Line()}, but within {Degrees(options.BorderlineDegrees)} °C above it.",
            OpeningReason.Mild =>
                $"{lowest} is not {Line()}, nor within {Degrees(options.BorderlineDegrees)} °C above it, and no warning counts.",
            OpeningReason.Warning =>
                $"SMHI warns at {WireName.Of(options.WarningLevel)} level or above: {Events(assessment)}.",
            OpeningReason.StrongCooling => "SMHI warns of strong cooling, which opens at any level.",
            OpeningReason.BorderlineWarning =>
                $"SMHI warns below {WireName.Of(options.WarningLevel)} level: {Events(assessment)}.",
            OpeningReason.ForecastUnknown => $"The forecast is not known: {assessment.ForecastProblem?.Detail}.",
            OpeningReason.WarningsUnknown => $"The warnings are not known: {assessment.WarningsProblem?.Detail}.",
            _ => throw new InvalidOperationException($"No words for {reason}."),
        };
    }

    private IEnumerable<string> Forecast(Finding finding)
    {
        var forecast = finding.Assessment.Forecast;
        yield return $"The line: it opens when the lowest air temperature is {Line()}.";
        if (forecast.Weather is not { } weather)
        {
            yield return $"Forecast: {finding.ForecastFrom ?? "no answer from SMHI"}; nothing in it could be used.";
            yield break;
        }
        var age = finding.Now - weather.ReferenceTime;
        yield return $"Forecast: SMHI, made {Moment(weather.ReferenceTime)}, {Hours(age)} before {Moment(finding.Now)}; at most {options.MaxForecastAgeHours} h is allowed.";
        if (forecast is NightForecast.Unknown && weather.LowestAir is { } read)
        {
            yield return $"  Lowest of what could be read: {At(read)}. It is not decided on.";
        }
        if (weather.LowestEffective is { } effective)
        {
            yield return $"  With the wind it feels like {At(effective)}; that is shown, and opens nothing.";
        }
        var gap = weather.WidestGap is { } widest
            ? $", at most {Hours(widest)} apart (up to {options.MaxGapHours} h is allowed)"
            : "";
        yield return $"  {weather.Steps.Count} steps from {Moment(forecast.Judged.Start)} to {Moment(forecast.Judged.End)}{gap}:";
        foreach (var line in weather.Steps.Chunk(StepsPerLine))
        {
            yield return "    " + string.Join("  ", line.Select(Step));
        }
        if (finding.Assessment.ReadsTooWarm && forecast is NightForecast.Known)
        {
            yield return "  The steps are more than an hour apart, so the night may be colder than it reads.";
        }
    }

    private IEnumerable<string> Warnings(Finding finding)
    {
        var judged = finding.Assessment.Warnings;
        if (judged.Count == 0)
        {
            yield return finding.Assessment.WarningsProblem is null
                ? "Warnings: none is active."
                : $"Warnings: {finding.WarningsFrom ?? "no answer from SMHI"}; none could be read.";
            yield break;
        }
        yield return $"Warnings: {judged.Count} read.";
        foreach (var one in judged.OrderByDescending(one => one.Concerns))
        {
            yield return $"  {Name(one.Warning)}: {Of(one.Verdict)}.";
        }
    }

    private string Name(Warning warning) =>
        $"{WireName.Of(warning.Level)} {warning.EventEn ?? warning.EventSv ?? warning.EventCode} ({warning.AreaSv ?? warning.AreaEn ?? "no area named"}), "
        + $"{Moment(warning.Starts)} to {(warning.Ends is { } ends ? Moment(ends) : "further notice")}";

    private static string Events(Assessment assessment) =>
        string.Join(
            ", ",
            assessment
                .Warnings.Where(one => one.Concerns)
                .Select(one => one.Warning.EventEn ?? one.Warning.EventSv ?? one.Warning.EventCode)
                .Distinct()
        );

    private string Line() =>
        options.OpensAtThreshold
            ? $"{Degrees(options.ThresholdCelsius)} °C or colder"
            : $"below {Degrees(options.ThresholdCelsius)} °C";

    private string At(TemperatureAt lowest) =>
        $"{Degrees(lowest.Celsius)} °C at {Clock(lowest.At)} on {Weekday(lowest.At)}";

    private string Step(ForecastStep step) =>
        $"{Clock(step.At)} {(step.AirCelsius is { } air ? Degrees(air) : "missing"), 5}";

    private string Window() => $"{options.WindowFrom:HH:mm}–{options.WindowTo:HH:mm}";

    private string Clock(DateTimeOffset instant) => Local(instant, "HH:mm");

    private string Weekday(DateTimeOffset instant) => Local(instant, "ddd d MMM");

    private string Moment(DateTimeOffset instant) => Local(instant, "ddd d MMM HH:mm");

    private string Local(DateTimeOffset instant, string format) =>
        time.ToLocal(instant).ToString(format, CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Hours(TimeSpan span) =>
        $"{Math.Round(span.TotalHours, 1).ToString(CultureInfo.InvariantCulture)} h";

    /// <summary>With the true minus sign, which a hyphen before a figure is easily missed for.</summary>
    private static string Degrees(decimal celsius) =>
        celsius.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');
}
