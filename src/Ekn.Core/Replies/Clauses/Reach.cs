namespace Ekn.Core.Replies.Clauses;

internal enum Reach
{
    /// <summary>As named, if named.</summary>
    Named,
    Both,
    All,
}
