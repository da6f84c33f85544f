using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;

namespace Ekn.Core.Weather;

public class WarningsPayloadTests
{
    private static readonly DateTimeOffset Noon = Stockholm.At("2026-12-01 12:00");

    [Fact]
    public void Nothing_active_is_known_to_be_nothing()
    {
        var known = Known("[]"u8.ToArray());
        Assert.Empty(known.Warnings);
        Assert.Empty(known.Unreadable);
    }

    [Fact]
    public void A_warning_is_read_with_its_words()
    {
        var ends = Noon.AddHours(20);

        var warning = Assert.Single(Known(Body(WarningScript.Orange() with { Ends = ends })).Warnings);

        Assert.Equal(("4001", "9001", "WIND", "MET"), (warning.Id, warning.AreaId, warning.EventCode, warning.Mho));
        Assert.Equal(WarningLevel.Orange, warning.Level);
        Assert.Equal([1], warning.Counties);
        Assert.Equal((Noon.AddHours(-1), (DateTimeOffset?)ends), (warning.Starts, warning.Ends));
        Assert.Equal(("Stockholms län", "Stockholm County"), (warning.AreaSv, warning.AreaEn));
        Assert.Equal(("Vind", "Wind"), (warning.EventSv, warning.EventEn));
    }

    [Fact]
    public void A_warning_without_end_is_open_ended() =>
        Assert.Null(Assert.Single(Known(Body(WarningScript.Orange())).Warnings).Ends);

    [Fact]
    public void An_end_of_null_is_open_ended_too() =>
        Assert.Null(Assert.Single(Known(Edited(area => area["approximateEnd"] = null)).Warnings).Ends);

    [Fact]
    public void Names_may_be_absent()
    {
        var warning = Assert.Single(Known(Edited(area => area.Remove("areaName"))).Warnings);
        Assert.Equal((null, null), (warning.AreaSv, warning.AreaEn));

        warning = Assert.Single(Known(Body(WarningScript.Orange() with { AreaEn = null })).Warnings);
        Assert.Equal(("Stockholms län", null), (warning.AreaSv, warning.AreaEn));
    }

    [Fact]
    public void An_id_may_be_a_text() =>
        Assert.Equal("abc", Assert.Single(Known(Edited(area => area["id"] = "abc")).Warnings).AreaId);

    [Fact]
    public void A_level_that_is_not_documented_is_kept_as_such() =>
        Assert.Equal(
            WarningLevel.Unrecognised,
            Assert.Single(Known(Edited(area => area["warningLevel"]!["code"] = "PURPLE")).Warnings).Level
        );

    [Theory]
    [InlineData("", WeatherProblemKind.NotJson)]
    [InlineData("<html></html>", WeatherProblemKind.NotJson)]
    [InlineData("[{\"id\":1", WeatherProblemKind.NotJson)]
    [InlineData("{}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("{\"warnings\":[]}", WeatherProblemKind.UnexpectedShape)]
    [InlineData("null", WeatherProblemKind.UnexpectedShape)]
    [InlineData("\"\"", WeatherProblemKind.UnexpectedShape)]
    [InlineData("0", WeatherProblemKind.UnexpectedShape)]
    public void A_body_that_is_no_list_is_unknown_and_not_empty(string body, WeatherProblemKind kind) =>
        Assert.Equal(
            kind,
            Assert.IsType<WarningsReading.Unknown>(WarningsPayload.Read(Encoding.UTF8.GetBytes(body))).Problem.Kind
        );

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"id":1,"event":{"code":"WIND"},"warningAreas":[]}""")]
    [InlineData("""{"id":1,"event":{"code":"WIND","mhoClassification":{"code":"MET"}}}""")]
    [InlineData("""{"id":1,"event":{"code":"WIND","mhoClassification":{"code":"MET"}},"warningAreas":[]}""")]
    [InlineData("""{"id":1,"event":{"code":"WIND","mhoClassification":{"code":"MET"}},"warningAreas":[7]}""")]
    public void An_element_that_cannot_be_read_is_named_and_never_dropped(string element)
    {
        var known = Known(Encoding.UTF8.GetBytes($"[{element}]"));
        Assert.Empty(known.Warnings);
        Assert.Single(known.Unreadable);
    }

    public static TheoryData<string, string?> Broken =>
        new()
        {
            { "id", null },
            { "id", "{}" },
            { "warningLevel", null },
            { "warningLevel", "\"ORANGE\"" },
            { "approximateStart", null },
            { "approximateStart", "\"2026-12-01T12:00:00\"" },
            { "approximateStart", "1764590400" },
            { "approximateEnd", "\"soon\"" },
            { "approximateEnd", "\"2020-01-01T00:00:00Z\"" },
            { "affectedAreas", null },
            { "affectedAreas", "[]" },
            { "affectedAreas", "[{\"id\":\"AB\"}]" },
            { "affectedAreas", "[{\"id\":14},{\"sv\":\"Stockholms län\"}]" },
            { "affectedAreas", "{\"id\":1}" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void An_area_that_cannot_be_read_is_named_beside_those_that_can(string key, string? json)
    {
        var known = Known(
            Edited(
                area =>
                {
                    area.Remove(key);
                    if (json is not null)
                    {
                        area[key] = JsonNode.Parse(json);
                    }
                },
                WarningScript.Yellow() with
                {
                    Id = 7,
                }
            )
        );
        Assert.Equal("7", Assert.Single(known.Warnings).Id);
        Assert.Single(known.Unreadable);
    }

    private static byte[] Body(params WarningScript[] warnings) => WarningScript.Body(warnings, Noon);

    /// <summary>An orange warning whose area is changed, after others that are not.</summary>
    private static byte[] Edited(Action<JsonObject> change, params WarningScript[] others)
    {
        var document = JsonNode.Parse(Body([.. others, WarningScript.Orange()]))!.AsArray();
        change(document[^1]!["warningAreas"]![0]!.AsObject());
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    private static WarningsReading.Known Known(byte[] body) =>
        Assert.IsType<WarningsReading.Known>(WarningsPayload.Read(body));
}
