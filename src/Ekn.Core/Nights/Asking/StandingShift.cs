using Ekn.Core.Shifts;

namespace Ekn.Core.Nights.Asking;

/// <summary>A shift that somebody takes on every night of a weekday.</summary>
/// <param name="Weekday">Of the evening.</param>
public sealed record StandingShift(DayOfWeek Weekday, ShiftKind Kind);
