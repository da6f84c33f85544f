using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>"kanske", "om jag får ledigt", "A1 eller B1": no change, ask back.</summary>
internal sealed class DoubtRule : IReplyRule
{
    public Reading? Read(Answer answer) => answer.Said.Any(IsDoubtful) ? answer.Unclear() : null;

    private static bool IsDoubtful(Clause clause) =>
        clause.CallsHalt
        || clause.Terms.Any(term =>
            term.Sense is Sense.Doubt or Sense.Condition or Sense.AskWhere or Sense.AskWhen or Sense.AskOther
            || (term.Sense == Sense.Or && clause.Sign != Sign.No)
        );
}
