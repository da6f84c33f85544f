namespace Ekn.Core.Replies;

public enum QuestionTopic
{
    Where,
    When,
    WhereAndWhen,

    /// <summary>How to get no more messages. Only STOP does that, so whoever says it otherwise is told of it.</summary>
    Leaving,

    /// <summary>A question that only a person can answer.</summary>
    Unknown,
}
