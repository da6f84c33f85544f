using Ekn.Core.Calendar;

namespace Ekn.Core.Reports;

/// <summary>One opened night of a report.</summary>
/// <param name="IsReported">Whether every room that was open has reported its guests.</param>
public sealed record NightFigures(Night Night, Figures Figures, bool IsReported);
