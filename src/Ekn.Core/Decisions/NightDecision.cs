using Ekn.Core.Calendar;

namespace Ekn.Core.Decisions;

/// <summary>What stands for one night: its history, folded.</summary>
public sealed class NightDecision
{
    private NightDecision(Night night, IReadOnlyList<DecisionEvent> history)
    {
        Night = night;
        History = history;
        foreach (var entry in history)
        {
            Apply(entry);
        }
    }

    public Night Night { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DecisionEvent> History { get; }

    /// <summary>The decision in force; null while nothing is decided.</summary>
    public DecisionEvent? Standing { get; private set; }

    /// <summary>The open question, a proposal that nobody has answered; null when there is none. What stands goes on standing beside it.</summary>
    public DecisionEvent? Pending { get; private set; }

    /// <summary>How many times what stands has changed; part of the key of every message about it.</summary>
    public int Revision { get; private set; }

    /// <summary>The assessment that was last put before people or acted on; null when no weather has come into it.</summary>
    public long? LastAssessmentId { get; private set; }

    public int LastSeq => History.Count == 0 ? 0 : History[^1].Seq;

    public bool IsOpen => Standing?.Outcome == Outcome.Open;

    /// <summary>The outcome of the assessment in <see cref="LastAssessmentId"/>, as it was proposed or recorded.</summary>
    public Outcome? LastAssessedOutcome { get; private set; }

    public static NightDecision From(Night night, IReadOnlyList<DecisionEvent> history) => new(night, history);

    // A question that fell away because the weather came back names the new weather; one that nobody answered, its own.
    private bool RestsOnNewWeather(DecisionEvent entry) =>
        entry.Step is DecisionStep.Proposed or DecisionStep.Recorded
        || (entry.Step == DecisionStep.Lapsed && entry.AssessmentId != LastAssessmentId);

    private void Apply(DecisionEvent entry)
    {
        if (entry.AssessmentId is not null && RestsOnNewWeather(entry))
        {
            LastAssessmentId = entry.AssessmentId;
            LastAssessedOutcome = entry.Outcome;
        }
        switch (entry.Step)
        {
            case DecisionStep.Proposed:
            case DecisionStep.Held:
                Pending = entry;
                break;
            case DecisionStep.Lapsed:
                Pending = null;
                break;
            case DecisionStep.Recorded:
            case DecisionStep.Confirmed:
            case DecisionStep.Overridden:
            case DecisionStep.Automatic:
                if (Standing?.Outcome != entry.Outcome)
                {
                    Revision++;
                }
                Standing = entry;
                Pending = null;
                break;
        }
    }
}
