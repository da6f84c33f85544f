using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ekn.Core.Reports;

/// <summary>
/// Writes a report as one JSON document. Percentages are whole numbers and null when there is nothing to divide by;
/// programs rely on the names.
/// </summary>
public static class JsonReportWriter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // The document is a file or the answer of an API, never part of a page: å, ä and ö stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="note">What a period without any night says; written for such a period alone.</param>
    public static string Write(PeriodReport report, string? note) =>
        JsonSerializer.Serialize(
            new
            {
                From = Date(report.Period.From),
                To = Date(report.Period.To),
                NightsOpened = report.Total.Nights,
                Guests = new
                {
                    Total = report.Total.Guests,
                    report.Total.Women,
                    report.Total.Men,
                    report.Total.NotStated,
                    report.Total.WomenPercent,
                    report.Total.MenPercent,
                    report.Total.NotStatedPercent,
                },
                report.Total.AveragePerNight,
                report.Total.Capacity,
                report.Total.OccupancyPercent,
                report.Total.TurnedAway,
                Incidents = Incidents(report.Total),
                Months = report.Months.Select(month => new
                {
                    Month = month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    month.Figures.Nights,
                    month.Figures.Women,
                    month.Figures.Men,
                    month.Figures.NotStated,
                    Total = month.Figures.Guests,
                    month.Figures.WomenPercent,
                    month.Figures.MenPercent,
                    month.Figures.NotStatedPercent,
                    month.Figures.AveragePerNight,
                    month.Figures.Capacity,
                    month.Figures.OccupancyPercent,
                    month.Figures.TurnedAway,
                    Incidents = Incidents(month.Figures),
                }),
                Nights = report.Nights.Select(night => new
                {
                    Night = night.Night.ToString(),
                    Reported = night.IsReported,
                    night.Figures.Women,
                    night.Figures.Men,
                    night.Figures.NotStated,
                    Total = night.Figures.Guests,
                    night.Figures.Capacity,
                    night.Figures.OccupancyPercent,
                    night.Figures.TurnedAway,
                    Incidents = Incidents(night.Figures),
                }),
                NotReported = report.NotReported.Select(night => night.ToString()),
                LastYear = new
                {
                    From = Date(report.Period.LastYear.From),
                    To = Date(report.Period.LastYear.To),
                    NightsOpened = report.LastYear.Nights,
                    Guests = report.LastYear.Guests,
                    report.LastYear.AveragePerNight,
                    report.LastYear.TurnedAway,
                },
                ChangePercent = new
                {
                    NightsOpened = Figures.ChangePercent(report.Total.Nights, report.LastYear.Nights),
                    Guests = Figures.ChangePercent(report.Total.Guests, report.LastYear.Guests),
                    Women = Figures.ChangePercent(report.Total.Women, report.LastYear.Women),
                    Men = Figures.ChangePercent(report.Total.Men, report.LastYear.Men),
                    TurnedAway = Figures.ChangePercent(report.Total.TurnedAway, report.LastYear.TurnedAway),
                },
                Note = report.IsEmpty ? note : null,
            },
            Options
        );

    private static object Incidents(Figures figures) =>
        new
        {
            figures.Threats,
            figures.Violence,
            figures.Police,
            figures.Ambulance,
            figures.Minors,
        };

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
