using Ekn.Testing;

namespace Ekn.Api.Nights;

public sealed class GuestsApiTests
{
    private const string Path = "/api/nights/2026-12-01/guests";

    [DatabaseTheory]
    public async Task A_report_is_read_back(string provider)
    {
        await using var bench = await OpenedAsync(provider);

        var answered = await bench.PostAsync(
            Path,
            new
            {
                women = 14,
                men = 23,
                turnedAway = 2,
            },
            Cast.SiteLeadKey
        );

        Assert.Equal(200, answered.Status);
        Assert.Equal("Norrmalmskyrkan", answered.Json.GetProperty("premises").GetString());
        var guests = answered.Json.GetProperty("guests");
        Assert.Equal(37, guests.GetProperty("total").GetInt32());
        Assert.Equal(93, guests.GetProperty("occupancyPercent").GetInt32());
        Assert.Equal(
            ("api:jouren", "api", 14, 23, 2),
            Assert.Single(
                await bench.QueryAsync<(string, string, int, int, int)>(
                    "SELECT reported_by, via, women, men, turned_away FROM guest_count"
                )
            )
        );
    }

    [DatabaseTheory]
    public async Task A_later_report_replaces_what_it_mentions_and_both_are_kept(string provider)
    {
        await using var bench = await OpenedAsync(provider);
        await bench.PostAsync(Path, new { women = 14, men = 23 }, Cast.SiteLeadKey);

        var answered = await bench.PostAsync(Path, new { men = 25, notStated = 1 }, Cast.CoordinatorKey);

        var guests = answered.Json.GetProperty("guests");
        Assert.Equal(14, guests.GetProperty("women").GetInt32());
        Assert.Equal(40, guests.GetProperty("total").GetInt32());
        Assert.Equal(2, await bench.CountAsync("guest_count"));
        var night = (await bench.GetAsync("/api/nights/2026-12-01", Cast.SiteLeadKey)).Json;
        Assert.Equal(40, night.GetProperty("guests").GetProperty("total").GetInt32());
        Assert.Equal(40, night.GetProperty("premises")[0].GetProperty("guests").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Incidents_bring_their_routines_and_a_minor_an_alert()
    {
        await using var bench = await OpenedAsync("sqlite");

        var answered = await bench.PostAsync(Path, new { threats = 1, minors = 1 }, Cast.SiteLeadKey);
        var calm = await bench.PostAsync(Path, new { women = 3 }, Cast.SiteLeadKey);

        var routines = answered
            .Json.GetProperty("routines")
            .EnumerateArray()
            .Select(text => text.GetString()!)
            .ToList();
        Assert.Equal(2, routines.Count);
        Assert.Contains("Socialjouren", routines[0]);
        Assert.Contains("112", routines[1]);
        Assert.Equal(1, await bench.CountAsync("alert", "kind = 'MinorOnSite'"));
        Assert.Empty(calm.Json.GetProperty("routines").EnumerateArray());
    }

    [Theory]
    [InlineData("{}", 400, "The report is empty")]
    [InlineData("{\"premises\":\"Norrmalmskyrkan\"}", 400, "The report is empty")]
    [InlineData("{\"women\":-1}", 400, "women must be a whole number from 0 to 2000.")]
    [InlineData("{\"women\":1,\"men\":2001}", 400, "men must be a whole number from 0 to 2000.")]
    [InlineData("{\"women\":1.5}", 400, "The body cannot be read at '$.women'")]
    [InlineData("{\"women\":\"fjorton\"}", 400, "The body cannot be read at '$.women'")]
    [InlineData("{\"kvinnor\":14}", 400, "The body cannot be read at '$.kvinnor': there is no such field")]
    [InlineData("[]", 400, "The body cannot be read")]
    [InlineData("null", 400, "The request cannot be read")]
    [InlineData(
        "{\"premises\":\"Klara\",\"women\":1}",
        422,
        "premises is no room of that night; send one of Norrmalmskyrkan."
    )]
    public async Task What_is_no_count_is_refused_with_what_to_do(string body, int status, string sentence)
    {
        await using var bench = await OpenedAsync("sqlite");

        var answered = await bench.PostAsync(Path, body, Cast.SiteLeadKey);

        Assert.Equal(status, answered.Status);
        Assert.StartsWith(sentence, answered.Detail);
        Assert.Equal(0, await bench.CountAsync("guest_count"));
    }

    [Fact]
    public async Task With_two_rooms_the_room_must_be_named()
    {
        await using var bench = await OpenedAsync("sqlite");
        await bench.ExecuteAsync(
            "INSERT INTO night_premises (night, premises_id, capacity, state) SELECT '2026-12-01', id, capacity, 'accepted' FROM premises WHERE name = 'Andreaskyrkan'"
        );

        var unnamed = await bench.PostAsync(Path, new { women = 1 }, Cast.SiteLeadKey);
        var named = await bench.PostAsync(Path, new { premises = " andreaskyrkan", women = 1 }, Cast.SiteLeadKey);

        Assert.Equal(422, unnamed.Status);
        Assert.Equal(
            "premises is missing: the night has several rooms; send one of Norrmalmskyrkan, Andreaskyrkan.",
            unnamed.Detail
        );
        Assert.Equal("Andreaskyrkan", named.Json.GetProperty("premises").GetString());
    }

    [Fact]
    public async Task A_night_that_is_not_open_has_no_guests()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(Path, new { women = 1 }, Cast.SiteLeadKey);

        Assert.Equal(409, answered.Status);
        Assert.Contains("is not open", answered.Detail);
    }

    private static async Task<ApiBench> OpenedAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }
}
