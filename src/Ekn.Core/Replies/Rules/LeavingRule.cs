using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>
/// "ta bort mig från listan", "STOPP hälsningar Eva": not the agreed word alone, and so no STOP. Nobody is left to guess
/// the word: the writer is told of it, and a coordinator sees the text.
/// </summary>
internal sealed class LeavingRule : IReplyRule
{
    public Reading? Read(Answer answer) =>
        !answer.Said.Any(clause => clause.HasTargets) && (answer.Has(Sense.Leave) || StopWords.StandsFirst(answer.Text))
            ? new Reading(Intent.Question, Certainty.Sure) { Topic = QuestionTopic.Leaving }
            : null;
}
