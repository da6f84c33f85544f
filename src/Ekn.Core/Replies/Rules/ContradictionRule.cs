using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>
/// "nej förlåt ja", "A1 men kan inte": no change, ask back. "nej men jag kan fre" is none: the no comes first and
/// "men" turns away from it.
/// </summary>
internal sealed class ContradictionRule : IReplyRule
{
    private static readonly HashSet<string> Instead = ["istallet", "i stallet", "instead"];

    public Reading? Read(Answer answer)
    {
        if (answer.Said.Any(clause => clause.Sign == Sign.Mixed) || MayExchange(answer))
        {
            return answer.Unclear();
        }
        if (answer.Said.Where((_, at) => at > 0 && Corrects(answer.Said[at], answer.Said[at - 1])).Any())
        {
            return answer.Unclear();
        }
        var isBareBoth =
            answer.Positive.Count > 0 && answer.Negative.Any(clause => IsBare(clause) && !IsTurnedFrom(answer, clause));
        return isBareBoth ? answer.Unclear() : null;
    }

    /// <summary>"A2 istället" from someone booked: perhaps they give back what they have, and perhaps not.</summary>
    private static bool MayExchange(Answer answer) =>
        answer.Booked.Count > 0
        && answer.Positive.Any(clause => clause.HasTargets && clause.Terms.Any(term => Instead.Contains(term.Text)));

    /// <summary>"tis kväll, nej ons kväll": the no may be to what was just said, or to what follows.</summary>
    private static bool Corrects(Clause no, Clause before) =>
        no.Sign == Sign.No
        && no.HasTargets
        && before.HasTargets
        && !Answer.Refuses(before)
        && no.Joint != Joint.But
        && ((no.Has(Sense.No) && before.Sign == Sign.None) || no.Has(Sense.Regret));

    private static bool IsBare(Clause clause) =>
        !clause.HasTargets && clause.Leftover.All(term => term.Sense is Sense.Hindrance or Sense.Away);

    private static bool IsTurnedFrom(Answer answer, Clause no)
    {
        var at = answer.Said.ToList().IndexOf(no);
        var after = answer.Said.Skip(at + 1).Where(clause => !Answer.Refuses(clause)).ToList();
        var comesFirst = answer.Said.Take(at).All(Answer.Refuses);
        return comesFirst && after.Count > 0 && after[0].HasTargets;
    }
}
