using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>
/// Thanks, greetings and emoji never change a booking. "Ok" alone could be a yes: whoever has no booking is asked.
/// </summary>
internal sealed class CourtesyRule : IReplyRule
{
    public Reading? Read(Answer answer)
    {
        if (!answer.Text.HasWords)
        {
            return answer.Text.EndsWithQuestionMark ? answer.Unclear() : Nothing;
        }
        if (answer.Clauses.Count > 0 && !answer.Clauses.All(clause => clause.IsOnlyThanks))
        {
            return null;
        }
        var isOnlyOk = answer.Clauses.Count > 0 && answer.Clauses.All(clause => clause.IsOnlyOk);
        return isOnlyOk && answer.Booked.Count == 0 ? answer.Unclear() : Nothing;
    }

    private static Reading Nothing => new(Intent.Nothing, Certainty.Sure);
}
