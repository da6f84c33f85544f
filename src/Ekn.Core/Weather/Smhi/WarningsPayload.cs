using System.Text.Json;

namespace Ekn.Core.Weather.Smhi;

/// <summary>
/// Reads the body of SMHI's impact-based warnings, ibww version 1. Pure; never throws. Whatever cannot be read is
/// named in the reading, never dropped.
/// </summary>
public static class WarningsPayload
{
    public static WarningsReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = SmhiJson.Parse(body);
            return ReadRoot(document.RootElement);
        }
        catch (Exception exception) when (SmhiJson.IsUnreadable(exception))
        {
            return new WarningsReading.Unknown(SmhiJson.NotJson(body));
        }
    }

    private static WarningsReading ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return new WarningsReading.Unknown(new(WeatherProblemKind.UnexpectedShape, "the body is not a list"));
        }
        var warnings = new List<Warning>();
        var unreadable = new List<string>();
        var position = 0;
        foreach (var element in root.EnumerateArray())
        {
            position++;
            ReadEvent(element, position, warnings, unreadable);
        }
        return new WarningsReading.Known(warnings, unreadable);
    }

    private static void ReadEvent(JsonElement element, int position, List<Warning> warnings, List<string> unreadable)
    {
        var id = SmhiJson.Id(SmhiJson.Get(element, "id"));
        var kind = SmhiJson.Get(element, "event");
        var code = kind is null ? null : SmhiJson.Text(SmhiJson.Get(kind.Value, "code"));
        var mho = kind is null ? null : CodeUnder(kind.Value, "mhoClassification");
        if (id is null || code is null || mho is null)
        {
            unreadable.Add($"warning number {position} has no id, event code or classification");
            return;
        }
        if (
            SmhiJson.Get(element, "warningAreas") is not { ValueKind: JsonValueKind.Array } areas
            || areas.GetArrayLength() == 0
        )
        {
            unreadable.Add($"warning number {position} has no areas");
            return;
        }
        var areaPosition = 0;
        foreach (var area in areas.EnumerateArray())
        {
            areaPosition++;
            if (ReadArea(area, id, code, mho) is { } warning)
            {
                warnings.Add(warning);
                continue;
            }
            unreadable.Add(
                $"warning number {position}, area number {areaPosition}: its id, level, times or counties cannot be read"
            );
        }
    }

    private static Warning? ReadArea(JsonElement area, string id, string code, string mho)
    {
        var areaId = SmhiJson.Id(SmhiJson.Get(area, "id"));
        var level = CodeUnder(area, "warningLevel");
        var starts = SmhiJson.Instant(SmhiJson.Get(area, "approximateStart"));
        if (areaId is null || level is null || starts is null || Counties(area) is not { } counties)
        {
            return null;
        }
        var endElement = SmhiJson.Get(area, "approximateEnd");
        var ends = SmhiJson.Instant(endElement);
        var openEnded = endElement is null or { ValueKind: JsonValueKind.Null };
        if ((ends is null && !openEnded) || ends < starts)
        {
            return null;
        }
        var name = SmhiJson.Get(area, "areaName");
        var description = SmhiJson.Get(area, "eventDescription");
        return new Warning(
            id,
            areaId,
            code,
            mho,
            Level(level),
            counties,
            starts.Value,
            ends,
            Word(name, "sv"),
            Word(name, "en"),
            Word(description, "sv"),
            Word(description, "en")
        );
    }

    /// <summary>Null unless there is at least one and every one can be read.</summary>
    private static List<int>? Counties(JsonElement area)
    {
        if (SmhiJson.Get(area, "affectedAreas") is not { ValueKind: JsonValueKind.Array } affected)
        {
            return null;
        }
        var counties = new List<int>();
        foreach (var element in affected.EnumerateArray())
        {
            if (!int.TryParse(SmhiJson.Id(SmhiJson.Get(element, "id")), out var county))
            {
                return null;
            }
            counties.Add(county);
        }
        return counties.Count == 0 ? null : counties;
    }

    private static WarningLevel Level(string code) =>
        code switch
        {
            "MESSAGE" => WarningLevel.Message,
            "YELLOW" => WarningLevel.Yellow,
            "ORANGE" => WarningLevel.Orange,
            "RED" => WarningLevel.Red,
            _ => WarningLevel.Unrecognised,
        };

    private static string? CodeUnder(JsonElement element, string key) =>
        SmhiJson.Get(element, key) is { } inner ? SmhiJson.Text(SmhiJson.Get(inner, "code")) : null;

    private static string? Word(JsonElement? names, string language) =>
        names is { } element ? SmhiJson.Text(SmhiJson.Get(element, language)) : null;
}
