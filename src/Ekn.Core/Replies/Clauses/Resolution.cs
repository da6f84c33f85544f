using Ekn.Core.Calendar;

namespace Ekn.Core.Replies.Clauses;

/// <summary>Which offers a number of wishes turned out to be.</summary>
/// <param name="Choices">Without doubles, in the order of nights and shifts.</param>
/// <param name="Nights">Every night that was named, with a shift or without.</param>
/// <param name="Unoffered">What was named and is not on offer.</param>
/// <param name="LeavesOpen">Something was named that fits several shifts or nights, or none that can be told.</param>
/// <param name="IsDoubtful">Found, but the words could mean something else.</param>
internal sealed record Resolution(
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<Night> Nights,
    IReadOnlyList<Unoffered> Unoffered,
    bool LeavesOpen,
    bool IsDoubtful
);
