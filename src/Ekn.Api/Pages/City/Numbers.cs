using System.Globalization;
using Ekn.Core.Reports;

namespace Ekn.Api.Pages.City;

/// <summary>Figures as reports write them: thousands by a space and a decimal comma in Swedish (domain.md).</summary>
internal sealed class Numbers(string language)
{
    private readonly NumberFormatInfo format = new()
    {
        // A space that does not break: 16 658 stays together.
        NumberGroupSeparator = language == "sv" ? "\u00a0" : ",",
        NumberDecimalSeparator = language == "sv" ? "," : ".",
    };

    public string Whole(long number) => number.ToString("#,0", format);

    public string Percent(int? percent) => percent is { } known ? $"{known}\u00a0%" : "–";

    public string Average(decimal? average) => average?.ToString("#,0.0", format) ?? "–";

    /// <summary>With its sign; "–" where there is nothing to compare with.</summary>
    public string Change(long now, long then) =>
        Figures.ChangePercent(now, then) is { } change
            ? $"{(change > 0 ? "+" : change < 0 ? "−" : "±")}{Math.Abs(change)}\u00a0%"
            : "–";
}
