namespace Ekn.Core.Replies;

public enum QuestionTopic
{
    Where,
    When,
    WhereAndWhen,

    /// <summary>A question that only a person can answer.</summary>
    Unknown,
}
