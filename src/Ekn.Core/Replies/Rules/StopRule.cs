using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>STOP wins over everything, in any state.</summary>
internal sealed class StopRule : IReplyRule
{
    public Reading? Read(Answer answer) =>
        StopWords.Read(answer.Text) switch
        {
            StopWord.Stop => new Reading(Intent.Stop, Certainty.Sure),
            StopWord.Start => new Reading(Intent.Start, Certainty.Sure),
            _ => null,
        };
}
