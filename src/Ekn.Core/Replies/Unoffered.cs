using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>Something that was named but is not on offer, so that the answer can say so.</summary>
/// <param name="Text">In the writer's own words: "fredag", "c1". Personal data like any other message text.</param>
/// <param name="Night">The coming night that a day word means; null for a code.</param>
/// <param name="Code">The code in upper case, "C1"; null for a day.</param>
/// <param name="Shift">The shift that was named with it, if any.</param>
public sealed record Unoffered(string Text, Night? Night, string? Code, ShiftKind? Shift);
