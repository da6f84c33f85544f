namespace Ekn.Core.Replies.Clauses;

internal readonly record struct MarkerRun(int First, int Last, Sign Sign);
