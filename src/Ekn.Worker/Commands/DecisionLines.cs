using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;

namespace Ekn.Worker.Commands;

/// <summary>What stands for a night, for a terminal and for a program.</summary>
internal static class DecisionLines
{
    /// <summary>One or two sentences.</summary>
    public static string Standing(NightDecision decision, LocalTime time)
    {
        var stands = decision.Standing is { } entry
            ? $"The night of {decision.Night} is {WireName.Of(entry.Outcome).ToUpperInvariant()}: {Said(entry, time)}."
            : $"The night of {decision.Night} is not decided.";
        return decision.Pending is { } question ? $"{stands} {Question(question, time)}" : stands;
    }

    /// <summary>What stands, and the history that led to it.</summary>
    public static string Text(NightDecision decision, LocalTime time) =>
        string.Join(
            Environment.NewLine,
            [
                Standing(decision, time),
                .. decision.History.Select(entry =>
                    $"  {entry.Seq}. {Moment(entry.At, time)}  {WireName.Of(entry.Step)} {WireName.Of(entry.Outcome)}, {Said(entry, time)}"
                ),
            ]
        );

    public static object Document(NightDecision decision, LocalTime time) =>
        new
        {
            Night = decision.Night.ToString(),
            State = decision.Standing is { } entry ? WireName.Of(entry.Outcome) : "undecided",
            decision.Revision,
            Standing = decision.Standing is { } standing ? Entry(standing, time) : null,
            Pending = decision.Pending is { } pending ? Entry(pending, time) : null,
            History = decision.History.Select(one => Entry(one, time)),
        };

    private static object Entry(DecisionEvent entry, LocalTime time) =>
        new
        {
            entry.Seq,
            Step = WireName.Of(entry.Step),
            Outcome = WireName.Of(entry.Outcome),
            At = time.ToLocal(entry.At),
            entry.Actor,
            entry.Via,
            entry.Reason,
            DeadlineAt = entry.DeadlineAt is { } deadline ? time.ToLocal(deadline) : (DateTimeOffset?)null,
            entry.AssessmentId,
        };

    private static string Said(DecisionEvent entry, LocalTime time)
    {
        var reason = entry.Reason is null ? "" : $", because: {entry.Reason}";
        return $"by {entry.Actor} ({entry.Via}) at {Moment(entry.At, time)}{reason}";
    }

    private static string Question(DecisionEvent question, LocalTime time)
    {
        var asked =
            question.Outcome == Outcome.Unknown
                ? "A question is open: the weather is not known"
                : $"A proposal is open: {WireName.Of(question.Outcome)}";
        return question.DeadlineAt is { } deadline
            ? $"{asked}; an answer is waited for until {Moment(deadline, time)}."
            : $"{asked}.";
    }

    private static string Moment(DateTimeOffset instant, LocalTime time) =>
        time.ToLocal(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
