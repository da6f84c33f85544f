namespace Ekn.Core.Replies.Clauses;

/// <summary>What ties a clause to the one before it.</summary>
internal enum Joint
{
    Start,
    And,
    Comma,
    Break,
    But,
}
