using System.Text.Json;
using Ekn.Core.Decisions;
using Ekn.Core.Weather;

namespace Ekn.Core.Nights.Deciding;

/// <summary>What an assessment was made of, read back from where it is stored.</summary>
/// <param name="Hours">The judged part of the night, in order of time.</param>
/// <param name="Coarse">The steps are far apart, so the night reads too warm.</param>
public sealed record WeatherDetails(
    IReadOnlyList<WeatherDetails.Hour> Hours,
    IReadOnlyList<WeatherDetails.ListedWarning> Warnings,
    decimal? LowestEffective,
    bool Coarse
)
{
    private static readonly WeatherDetails Nothing = new([], [], null, false);

    /// <summary>Also of rows from before something was kept: then it is missing here.</summary>
    public static WeatherDetails Of(AssessmentRow? assessment)
    {
        if (assessment is null)
        {
            return Nothing;
        }
        using var document = JsonDocument.Parse(assessment.Details);
        var root = document.RootElement;
        return new WeatherDetails(
            [.. List(root, "steps").Select(HourOf)],
            [.. List(root, "warnings").Select(WarningOf)],
            Number(root, "lowestEffective"),
            root.TryGetProperty("coarse", out var coarse) && coarse.ValueKind == JsonValueKind.True
        );
    }

    private static Hour HourOf(JsonElement step) =>
        new(step.GetProperty("at").GetDateTimeOffset(), Number(step, "air"));

    private static ListedWarning WarningOf(JsonElement warning) =>
        new(
            WireName.TryParse<WarningLevel>(Text(warning, "level"), out var level) ? level : WarningLevel.Unrecognised,
            Text(warning, "event") ?? Text(warning, "code") ?? "",
            Text(warning, "eventEn") ?? Text(warning, "event") ?? Text(warning, "code") ?? "",
            Text(warning, "area"),
            Text(warning, "areaEn") ?? Text(warning, "area"),
            warning.GetProperty("starts").GetDateTimeOffset(),
            warning.TryGetProperty("ends", out var ends) && ends.ValueKind == JsonValueKind.String
                ? ends.GetDateTimeOffset()
                : null,
            WireName.TryParse<WarningVerdict>(Text(warning, "verdict"), out var verdict)
                ? verdict
                : WarningVerdict.UnrecognisedLevel,
            warning.GetProperty("concerns").GetBoolean()
        );

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    private static decimal? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal()
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <param name="Celsius">Null where it could not be read.</param>
    public sealed record Hour(DateTimeOffset At, decimal? Celsius);

    /// <param name="EventEn">SMHI's English word, else the Swedish one.</param>
    /// <param name="Ends">Null means until further notice.</param>
    /// <param name="Concerns">Whether it is for our county and this night.</param>
    public sealed record ListedWarning(
        WarningLevel Level,
        string EventSv,
        string EventEn,
        string? AreaSv,
        string? AreaEn,
        DateTimeOffset Starts,
        DateTimeOffset? Ends,
        WarningVerdict Verdict,
        bool Concerns
    );
}
