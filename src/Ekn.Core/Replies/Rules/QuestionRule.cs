using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>Only a question. One beside an answer is kept with the answer.</summary>
internal sealed class QuestionRule : IReplyRule
{
    public Reading? Read(Answer answer) =>
        answer.Said.Count == 0 && answer.Topic is { } topic
            ? new Reading(Intent.Question, Certainty.Sure) { Topic = topic }
            : null;
}
