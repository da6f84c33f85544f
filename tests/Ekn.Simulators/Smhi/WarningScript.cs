using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ekn.Simulators.Smhi;

/// <summary>One warning with one area, to be served in the shape of SMHI's ibww version 1.</summary>
public sealed record WarningScript
{
    public int Id { get; init; } = 4001;
    public string EventCode { get; init; } = "WIND";
    public string EventSv { get; init; } = "Vind";
    public string EventEn { get; init; } = "Wind";

    /// <summary>MET, HYD or OCE.</summary>
    public string Mho { get; init; } = "MET";

    /// <summary>MESSAGE, YELLOW, ORANGE or RED.</summary>
    public required string Level { get; init; }

    /// <summary>1 is Stockholm county.</summary>
    public IReadOnlyList<int> Counties { get; init; } = [1];
    public string AreaSv { get; init; } = "Stockholms län";

    /// <summary>Null leaves it out, as SMHI sometimes does.</summary>
    public string? AreaEn { get; init; } = "Stockholm County";

    /// <summary>Null: since an hour ago.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>Null: until further notice, and the field is absent.</summary>
    public DateTimeOffset? Ends { get; init; }

    public static WarningScript Orange(string eventCode = "WIND") => new() { Level = "ORANGE", EventCode = eventCode };

    public static WarningScript Yellow(string eventCode = "WIND") => new() { Level = "YELLOW", EventCode = eventCode };

    public static WarningScript StrongCooling() =>
        Yellow("STRONG_COOLING") with
        {
            EventSv = "Kraftig kyleffekt",
            EventEn = "Strong cooling effect",
        };

    /// <summary>The body that SMHI would send at this instant with these warnings active, UTF-8.</summary>
    public static byte[] Body(IEnumerable<WarningScript> warnings, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. warnings.Select(warning => warning.Element(now))]));

    private JsonObject Element(DateTimeOffset now)
    {
        var area = new JsonObject
        {
            ["id"] = Id + 5000,
            ["approximateStart"] = Utc(Starts ?? now.AddHours(-1)),
            ["published"] = Utc(now.AddHours(-2)),
            ["normalProbability"] = true,
            ["areaName"] = Words(AreaSv, AreaEn),
            ["warningLevel"] = Coded(LevelSv, LevelEn, Level),
            ["eventDescription"] = Coded(EventSv, EventEn, EventCode),
            ["affectedAreas"] = new JsonArray([.. Counties.Select(AffectedArea)]),
            ["descriptions"] = new JsonArray(),
            ["area"] = Feature(),
        };
        if (Ends is { } ends)
        {
            area["approximateEnd"] = Utc(ends);
        }
        var kind = Coded(EventSv, EventEn, EventCode);
        kind["mhoClassification"] = Coded(MhoSv, MhoEn, Mho);
        return new JsonObject
        {
            ["id"] = Id,
            ["normalProbability"] = true,
            ["event"] = kind,
            ["descriptions"] = new JsonArray(),
            ["warningAreas"] = new JsonArray(area),
        };
    }

    private string LevelSv =>
        Level switch
        {
            "YELLOW" => "Gul",
            "ORANGE" => "Orange",
            "RED" => "Röd",
            _ => "Meddelande",
        };

    private string LevelEn =>
        Level switch
        {
            "YELLOW" => "Yellow",
            "ORANGE" => "Orange",
            "RED" => "Red",
            _ => "Message",
        };

    private string MhoSv =>
        Mho switch
        {
            "HYD" => "Hydrologi",
            "OCE" => "Oceanografi",
            _ => "Meteorologi",
        };

    private string MhoEn =>
        Mho switch
        {
            "HYD" => "Hydrology",
            "OCE" => "Oceanography",
            _ => "Meteorology",
        };

    private static JsonNode AffectedArea(int county)
    {
        var words =
            county == 1 ? Words("Stockholms län", "Stockholm County") : Words($"Område {county}", $"Area {county}");
        words["id"] = county;
        return words;
    }

    private static JsonObject Coded(string sv, string en, string code)
    {
        var words = Words(sv, en);
        words["code"] = code;
        return words;
    }

    private static JsonObject Words(string sv, string? en)
    {
        var words = new JsonObject { ["sv"] = sv };
        if (en is not null)
        {
            words["en"] = en;
        }
        return words;
    }

    private static JsonObject Feature() =>
        new()
        {
            ["type"] = "Feature",
            ["geometry"] = new JsonObject
            {
                ["type"] = "Polygon",
                ["coordinates"] = new JsonArray(
                    new JsonArray(Point(17.3m, 59.0m), Point(19.0m, 59.0m), Point(18.5m, 60.1m), Point(17.3m, 59.0m))
                ),
            },
            ["properties"] = new JsonObject(),
        };

    private static JsonArray Point(decimal longitude, decimal latitude) => new(longitude, latitude);

    private static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
