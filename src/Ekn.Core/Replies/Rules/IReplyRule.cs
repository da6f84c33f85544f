using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>One step of reading a volunteer's text.</summary>
internal interface IReplyRule
{
    /// <summary>The reading, or null when the text is for a later rule.</summary>
    Reading? Read(Answer answer);
}
