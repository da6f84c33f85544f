namespace Ekn.Core.Reports;

/// <param name="Month">Its first day. A night belongs to the month of its evening.</param>
public sealed record MonthFigures(DateOnly Month, Figures Figures);
