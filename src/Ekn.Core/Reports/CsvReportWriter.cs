using System.Globalization;
using System.Text;

namespace Ekn.Core.Reports;

/// <summary>
/// Writes a report as a table with commas: a header, a row for each month, a row "total", a row "lastYear" with the same
/// period a year earlier, and a row "changePercent" from then to now. Averages have a decimal point; a cell is empty
/// when there is nothing to divide by. The last column, note, is filled in the row "total" of a period without any night.
/// </summary>
public static class CsvReportWriter
{
    private const string Header =
        "month,nights,women,men,notStated,total,womenPercent,menPercent,notStatedPercent,averagePerNight,capacity,occupancyPercent,turnedAway,threats,violence,police,ambulance,minors,note";

    /// <param name="note">What a period without any night says.</param>
    public static string Write(PeriodReport report, string? note)
    {
        var table = new StringBuilder();
        table.Append(Header).Append('\n');
        foreach (var month in report.Months)
        {
            Row(table, month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Figures, "");
        }
        Row(table, "total", report.Total, report.IsEmpty ? note ?? "" : "");
        Row(table, "lastYear", report.LastYear, "");
        Change(table, report.Total, report.LastYear);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string label, Figures figures, string note) =>
        Line(
            table,
            label,
            Text(figures.Nights),
            Text(figures.Women),
            Text(figures.Men),
            Text(figures.NotStated),
            Text(figures.Guests),
            Text(figures.WomenPercent),
            Text(figures.MenPercent),
            Text(figures.NotStatedPercent),
            figures.AveragePerNight?.ToString("0.0", CultureInfo.InvariantCulture) ?? "",
            Text(figures.Capacity),
            Text(figures.OccupancyPercent),
            Text(figures.TurnedAway),
            Text(figures.Threats),
            Text(figures.Violence),
            Text(figures.Police),
            Text(figures.Ambulance),
            Text(figures.Minors),
            Quoted(note)
        );

    private static void Change(StringBuilder table, Figures now, Figures then) =>
        Line(
            table,
            "changePercent",
            Text(Figures.ChangePercent(now.Nights, then.Nights)),
            Text(Figures.ChangePercent(now.Women, then.Women)),
            Text(Figures.ChangePercent(now.Men, then.Men)),
            Text(Figures.ChangePercent(now.NotStated, then.NotStated)),
            Text(Figures.ChangePercent(now.Guests, then.Guests)),
            "",
            "",
            "",
            "",
            Text(Figures.ChangePercent(now.Capacity, then.Capacity)),
            "",
            Text(Figures.ChangePercent(now.TurnedAway, then.TurnedAway)),
            Text(Figures.ChangePercent(now.Threats, then.Threats)),
            Text(Figures.ChangePercent(now.Violence, then.Violence)),
            Text(Figures.ChangePercent(now.Police, then.Police)),
            Text(Figures.ChangePercent(now.Ambulance, then.Ambulance)),
            Text(Figures.ChangePercent(now.Minors, then.Minors)),
            ""
        );

    private static void Line(StringBuilder table, params string[] cells) => table.AppendJoin(',', cells).Append('\n');

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text.Replace("\"", "\"\"")}\"";
}
