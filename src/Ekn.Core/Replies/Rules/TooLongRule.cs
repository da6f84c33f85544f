using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>A letter is for a person to read: cut off, it could lose the very word that matters.</summary>
internal sealed class TooLongRule : IReplyRule
{
    public Reading? Read(Answer answer) => answer.Text.IsTooLong ? answer.Unclear() : null;
}
