using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>A night that the writer was asked about.</summary>
/// <param name="Code">One or two letters; case does not matter.</param>
/// <param name="IsCurrent">
/// Part of what was last offered. A bare yes or no means current offers only; a code is understood for older ones too.
/// </param>
public sealed record Offer(Night Night, string Code, IReadOnlyList<ShiftKind> Shifts, bool IsCurrent = true);
