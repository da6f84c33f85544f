using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>A shift of every night of one weekday, the night named by its evening.</summary>
/// <param name="Shift">Null when no shift was named: to be asked about when it begins, every shift when it ends.</param>
public readonly record struct StandingDay(DayOfWeek Weekday, ShiftKind? Shift);
