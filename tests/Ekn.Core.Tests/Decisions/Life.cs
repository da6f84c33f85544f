using Ekn.Core.Calendar;
using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

/// <summary>
/// The life of a night's decision in short words, as "proposed open, overridden closed": each entry ten minutes after the
/// one before, those by the weather with an assessment of their own.
/// </summary>
internal static class Life
{
    public static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);

    public static NightDecision Of(string history)
    {
        var entries = new List<DecisionEvent>();
        long? assessment = null;
        foreach (var word in history.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = word.Split(' ');
            var step = Enum.Parse<DecisionStep>(parts[0], ignoreCase: true);
            if (step is DecisionStep.Proposed or DecisionStep.Recorded || parts is [_, _, "again"])
            {
                assessment = entries.Count + 1;
            }
            var byPerson = step is DecisionStep.Confirmed or DecisionStep.Overridden;
            var at = Noon.AddMinutes(10 * entries.Count);
            entries.Add(
                new DecisionEvent
                {
                    Night = Night,
                    Seq = entries.Count + 1,
                    Step = step,
                    At = at,
                    Actor = byPerson ? "coordinator:c1" : "service",
                    Via = byPerson ? "sms" : "worker",
                    Outcome = Enum.Parse<Outcome>(parts[1], ignoreCase: true),
                    AssessmentId = assessment,
                    DeadlineAt = step is DecisionStep.Proposed or DecisionStep.Held ? at.AddHours(1) : null,
                }
            );
        }
        return NightDecision.From(Night, entries);
    }

    /// <param name="weather">open, borderline, mild or unknown.</param>
    public static Assessment Weather(string weather)
    {
        var window = NightWindow.Default.Of(Night, Stockholm.Time);
        var problem = new WeatherProblem(WeatherProblemKind.Timeout, "no answer");
        var (outcome, reason) = weather switch
        {
            "open" => (Outcome.Open, OpeningReason.Cold),
            "borderline" => (Outcome.Closed, OpeningReason.BorderlineCold),
            "mild" => (Outcome.Closed, OpeningReason.Mild),
            _ => (Outcome.Unknown, OpeningReason.ForecastUnknown),
        };
        return new Assessment(
            outcome,
            [reason],
            new NightForecast.Unknown(Night, window, null, problem),
            [],
            outcome == Outcome.Unknown ? problem : null,
            null
        );
    }
}
