using System.Text.Json;
using Ekn.Core.Decisions;
using Ekn.Core.People;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Deciding;

/// <summary>Why a night opens or not, and who says so, in plain words.</summary>
public sealed class DecisionWords(PeopleDirectory people)
{
    /// <summary>"-8,3 grader kl 23:00; orange varning: snöfall". Never empty.</summary>
    public string Reasons(AssessmentRow? assessment, Wording wording, MessageTexts texts)
    {
        if (assessment is null)
        {
            return wording.Word("reason.by-hand");
        }
        var reasons = assessment
            .Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(reason => texts.Render(wording.Language, $"reason.{reason}", FactsOf(assessment, wording)));
        return string.Join("; ", reasons);
    }

    /// <summary>"Anna", "automatiskt: ingen svarade i tid".</summary>
    public string Who(DecisionEvent entry, Wording wording) =>
        entry.Step switch
        {
            DecisionStep.Automatic => wording.Word("who.automatic"),
            DecisionStep.Recorded => wording.Word("who.rule"),
            _ => people.All.FirstOrDefault(one => one.Key == entry.Actor)?.Name ?? entry.Actor,
        };

    private static Facts FactsOf(AssessmentRow assessment, Wording wording) =>
        Facts
            .None.With(
                "temperature",
                assessment.MinTemperature is { } lowest ? wording.Temperature(lowest) : wording.Word("unknown")
            )
            .With("at", assessment.MinTemperatureAt is { } at ? wording.Hour(at) : wording.Word("unknown"))
            .With("events", Events(assessment))
            .With("problem", Problem(assessment, wording));

    private static string Events(AssessmentRow assessment)
    {
        using var details = JsonDocument.Parse(assessment.Details);
        if (!details.RootElement.TryGetProperty("warnings", out var warnings))
        {
            return "-";
        }
        var events = warnings
            .EnumerateArray()
            .Where(warning => warning.GetProperty("concerns").GetBoolean())
            .Select(warning => warning.GetProperty("event").GetString() ?? warning.GetProperty("code").GetString())
            .Distinct();
        return string.Join(", ", events) is { Length: > 0 } named ? named : "-";
    }

    /// <summary>The first problem in the reader's words: its kind is a wire name before the colon.</summary>
    private static string Problem(AssessmentRow assessment, Wording wording) =>
        assessment.Problem is { } problem ? wording.Word($"problem.{problem.Split(':')[0]}") : "-";
}
