using System.Text.Json;
using Ekn.Testing;

namespace Ekn.Api.Nights;

public sealed class NightsApiTests
{
    [DatabaseTheory]
    public async Task A_night_is_told_with_history_evidence_weather_rooms_shifts_and_messages(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        await bench.PressAsync(await bench.LinkToAsync("coordinator:c1", "proposal-open"), ("action", "accept"));
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );

        var night = (await bench.GetAsync("/api/nights/2026-12-01", Cast.CityKey)).Json;

        Assert.Equal("2026-12-01", night.GetProperty("night").GetString());
        Assert.Equal("open", night.GetProperty("state").GetString());
        var decision = night.GetProperty("decision");
        Assert.Equal("open", decision.GetProperty("outcome").GetString());
        Assert.Equal("coordinator:c1", decision.GetProperty("by").GetString());
        Assert.Equal(2, decision.GetProperty("lastSeq").GetInt32());
        Assert.Equal(JsonValueKind.Null, decision.GetProperty("question").ValueKind);
        Assert.Equal(["proposed", "confirmed"], Each(night, "history", "step"));
        Assert.All(
            night.GetProperty("history").EnumerateArray(),
            entry => Assert.True(entry.GetProperty("forecastEvidenceId").GetInt64() > 0)
        );
        var weather = night.GetProperty("assessment");
        Assert.Equal(-11.4m, weather.GetProperty("minTemperature").GetDecimal());
        Assert.Equal("cold", weather.GetProperty("reasons")[0].GetString());
        Assert.Equal(16, weather.GetProperty("details").GetProperty("steps").GetArrayLength());
        Assert.Equal(["Norrmalmskyrkan"], Each(night, "premises", "name"));
        Assert.Equal(["A1", "A2", "A3"], Each(night, "shifts", "code"));
        Assert.Equal(1, night.GetProperty("shifts")[0].GetProperty("booked").GetInt32());
        Assert.Equal(3, night.GetProperty("shifts")[0].GetProperty("missing").GetInt32());
        Assert.True(night.GetProperty("messages").GetProperty("waiting").GetInt32() > 5);
        Assert.Equal(JsonValueKind.Null, night.GetProperty("guests").ValueKind);
    }

    [Fact]
    public async Task Neither_phones_nor_names_of_people_are_told()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.PressAsync(
            await bench.LinkToAsync("volunteer:1", "call-volunteer"),
            ("act", "take"),
            ("shift", "1")
        );

        var told =
            (await bench.GetAsync("/api/nights/2026-12-01", Cast.CityKey)).Text
            + (await bench.GetAsync("/api/nights", Cast.CityKey)).Text;

        Assert.DoesNotContain("Exempel\"", told);
        Assert.DoesNotContain("Vera", told);
        Assert.DoesNotContain("Anna", told);
        Assert.DoesNotContain("+46", told);
        Assert.DoesNotContain("@", told);
    }

    [Fact]
    public async Task A_night_that_nobody_has_spoken_of_has_no_state_and_no_history()
    {
        await using var bench = await ApiBench.StartAsync();

        var night = (await bench.GetAsync("/api/nights/2027-07-01", Cast.CoordinatorKey)).Json;

        Assert.Equal("none", night.GetProperty("state").GetString());
        Assert.Equal(0, night.GetProperty("decision").GetProperty("lastSeq").GetInt32());
        Assert.Empty(night.GetProperty("history").EnumerateArray());
    }

    [DatabaseTheory]
    public async Task The_list_has_every_night_of_the_period_that_is_known(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await bench.ProposeAsync(celsius: 4, night: Cast.Night.Next);
        await bench.ProposeAsync(celsius: 4, night: Cast.Night.AddDays(2));
        await bench.PostAsync("/api/nights/2026-12-01/guests", new { women = 14, men = 23 }, Cast.SiteLeadKey);

        var list = (await bench.GetAsync("/api/nights?from=2026-12-01&to=2026-12-02", Cast.CoordinatorKey)).Json;

        Assert.Equal(
            ["2026-12-01", "2026-12-02"],
            [.. list.EnumerateArray().Select(n => n.GetProperty("night").GetString()!)]
        );
        Assert.Equal(37, list[0].GetProperty("guests").GetInt32());
        Assert.Equal(40, list[0].GetProperty("capacity").GetInt32());
        Assert.Equal("Norrmalmskyrkan", list[0].GetProperty("premises")[0].GetString());
        Assert.Equal("closed", list[1].GetProperty("outcome").GetString());
        Assert.Equal("none", list[1].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, list[1].GetProperty("guests").ValueKind);
    }

    [Theory]
    [InlineData("/api/nights?from=1/12", "from is not a night: write the date of its evening, as 2026-12-01.")]
    [InlineData("/api/nights?to=2026-13-01", "to is not a night: write the date of its evening, as 2026-12-01.")]
    [InlineData(
        "/api/nights?from=2026-12-02&to=2026-12-01",
        "The period ends before it begins: from is later than to."
    )]
    [InlineData(
        "/api/nights?from=2020-01-01&to=2026-12-01",
        "The period is longer than 400 nights; ask for it in parts."
    )]
    [InlineData(
        "/api/nights/tonight",
        "The last part of the address is not a night: write the date of its evening, as 2026-12-01."
    )]
    [InlineData(
        "/api/nights/0001-01-01",
        "The last part of the address is not a night: write the date of its evening, as 2026-12-01."
    )]
    [InlineData("/api/report?from=2026-12-01", "from and to must be dates written as 2017-11-01.")]
    [InlineData(
        "/api/report?from=2026-12-02&to=2026-12-01",
        "The period ends before it begins: from is later than to."
    )]
    [InlineData(
        "/api/evidence/first",
        "The id of a piece of evidence is a whole number, as it stands in the history of a night."
    )]
    public async Task Wrong_input_is_answered_with_what_where_and_what_to_do(string path, string sentence)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.GetAsync(path, Cast.CoordinatorKey);

        Assert.Equal(400, answered.Status);
        Assert.Equal("application/problem+json", answered.Header("Content-Type"));
        Assert.Equal(sentence, answered.Detail);
    }

    private static string[] Each(JsonElement parent, string list, string field) =>
        [.. parent.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!)];
}
