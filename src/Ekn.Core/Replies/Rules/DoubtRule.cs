using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>"kanske", "om jag får ledigt", "A1 eller B1": no change, ask back.</summary>
internal sealed class DoubtRule : IReplyRule
{
    private static readonly HashSet<string> Then = [.. "da|isafall|sa|then".Split('|')];

    public Reading? Read(Answer answer) =>
        answer.Said.Any(IsDoubtful) || PutsOff(answer) || HangsOnAQuestion(answer.Clauses) ? answer.Unclear() : null;

    /// <summary>"gärna nästa gång" after a no is a courtesy; beside a night, or alone, nobody knows which time is meant.</summary>
    private static bool PutsOff(Answer answer) =>
        answer.Has(Sense.NextTime) && (answer.Positive.Count > 0 || !answer.Said.Any(Answer.Refuses));

    /// <summary>"Kan jag få skjuts? Då kan jag A1": the answer holds only when ours does.</summary>
    private static bool HangsOnAQuestion(IReadOnlyList<Clause> clauses) =>
        clauses
            .Zip(clauses.Skip(1))
            .Any(pair => pair.First.IsQuestion && !pair.Second.IsQuestion && Then.Contains(pair.Second.Terms[0].Text));

    private static bool IsDoubtful(Clause clause) =>
        clause.CallsHalt
        || clause.Terms.Any(term =>
            term.Sense is Sense.Doubt or Sense.Condition or Sense.AskWhere or Sense.AskWhen or Sense.AskOther
            // "kan inte A1 eller B1" refuses both; "A1 annars inget" refuses what was not named.
            || (term.Sense == Sense.Or && (clause.Sign != Sign.No || term.Text == "annars"))
        );
}
