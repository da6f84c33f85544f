using Ekn.Testing;

namespace Ekn.Api.Nights;

public sealed class DecisionApiTests
{
    private const string Path = "/api/nights/2026-12-01/decision";

    [DatabaseTheory]
    public async Task Accept_confirms_the_proposal_in_the_name_of_the_key(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ProposeAsync();

        var answered = await bench.PostAsync(Path, new { action = "accept", seenSeq = 1 }, Cast.CoordinatorKey);

        Assert.Equal(200, answered.Status);
        Assert.Equal("open", answered.Json.GetProperty("outcome").GetString());
        Assert.Equal("api:kontoret", answered.Json.GetProperty("by").GetString());
        Assert.Equal("api", answered.Json.GetProperty("via").GetString());
        Assert.Equal(2, answered.Json.GetProperty("lastSeq").GetInt32());
    }

    [DatabaseTheory]
    public async Task Who_has_not_seen_the_latest_is_told_what_stands(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ProposeAsync();
        await bench.PostAsync(Path, new { action = "accept", seenSeq = 1 }, Cast.CoordinatorKey);
        var before = await bench.DumpAsync();

        var late = await bench.PostAsync(
            Path,
            new
            {
                action = "close",
                reason = "för milt",
                seenSeq = 1,
            },
            Cast.CoordinatorKey
        );

        Assert.Equal(409, late.Status);
        Assert.Equal("open", late.Json.GetProperty("decision").GetProperty("outcome").GetString());
        Assert.Equal("api:kontoret", late.Json.GetProperty("decision").GetProperty("by").GetString());
        Assert.Equal(2, late.Json.GetProperty("decision").GetProperty("lastSeq").GetInt32());
        Assert.Equal(before, await bench.DumpAsync());
    }

    [DatabaseTheory]
    public async Task Of_those_who_decide_at_once_one_wins_and_the_others_hear_of_it(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.ProposeAsync();

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    bench.PostAsync(
                        Path,
                        new
                        {
                            action = i % 2 == 0 ? "open" : "close",
                            reason = "bråttom",
                            seenSeq = 1,
                        },
                        Cast.CoordinatorKey
                    )
                )
        );

        Assert.Single(all, answered => answered.Status == 200);
        Assert.Equal(5, all.Count(answered => answered.Status == 409));
        Assert.Equal(2, await bench.CountAsync("decision_event"));
    }

    [Theory]
    [InlineData("{\"action\":\"open\"}")]
    [InlineData("{\"action\":\"open\",\"reason\":\"  \"}")]
    [InlineData("{\"action\":\"close\",\"seenSeq\":0}")]
    public async Task A_decision_by_hand_without_a_reason_changes_nothing(string body)
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();

        var answered = await bench.PostAsync(Path, body, Cast.CoordinatorKey);

        Assert.Equal(422, answered.Status);
        Assert.StartsWith("reason is missing", answered.Detail);
        Assert.Equal(0, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task Opening_by_hand_works_on_any_date_of_the_year()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();

        var answered = await bench.PostAsync(
            "/api/nights/2027-07-14/decision",
            new
            {
                action = "open",
                reason = "avhysning vid Högdalen",
                seenSeq = 0,
            },
            Cast.CoordinatorKey
        );

        Assert.Equal(200, answered.Status);
        Assert.Equal("avhysning vid Högdalen", answered.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Refusing_to_stay_closed_may_mean_two_things_and_is_asked_back()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.ProposeAsync(celsius: -6.4m);

        var answered = await bench.PostAsync(
            Path,
            new
            {
                action = "refuse",
                reason = "nej",
                seenSeq = 1,
            },
            Cast.CoordinatorKey
        );

        Assert.Equal(422, answered.Status);
        Assert.Contains("send action open with a reason, or accept", answered.Detail);
        Assert.Equal(1, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task Accepting_when_nothing_is_asked_changes_nothing()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(Path, new { action = "accept", seenSeq = 0 }, Cast.CoordinatorKey);

        Assert.Equal(409, answered.Status);
        Assert.Equal(0, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task A_night_that_is_over_is_over()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(
            "/api/nights/2026-11-29/decision",
            new { action = "open", reason = "sent" },
            Cast.CoordinatorKey
        );

        Assert.Equal(409, answered.Status);
        Assert.Equal("The night 2026-11-29 is over. Nothing has changed.", answered.Detail);
    }

    [Theory]
    [InlineData("{\"action\":\"maybe\"}", "action must be accept, refuse, open or close.")]
    [InlineData("{}", "action must be accept, refuse, open or close.")]
    [InlineData(
        "{\"action\":\"open\",\"seenSeq\":-1}",
        "seenSeq must be 0 or more: the lastSeq of the decision as you saw it."
    )]
    [InlineData(
        "{\"action\":7}",
        "The body cannot be read at '$.action': the value is not of the kind that the API's description asks for."
    )]
    [InlineData(
        "{\"action\":\"open\",\"seenSeq\":\"1\"}",
        "The body cannot be read at '$.seenSeq': the value is not of the kind that the API's description asks for."
    )]
    [InlineData(
        "{\"action\":\"open\",\"why\":\"kallt\"}",
        "The body cannot be read at '$.why': there is no such field; see the API's description for those there are."
    )]
    [InlineData("{\"action\":", "The body cannot be read at")]
    [InlineData("", "The request cannot be read")]
    public async Task A_body_that_cannot_be_read_is_answered_with_where(string body, string sentence)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(Path, body, Cast.CoordinatorKey);

        Assert.Equal(400, answered.Status);
        Assert.StartsWith(sentence, answered.Detail);
        Assert.Equal(0, await bench.CountAsync("decision_event"));
    }

    [Fact]
    public async Task A_reason_without_end_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(
            Path,
            new { action = "open", reason = new string('a', 501) },
            Cast.CoordinatorKey
        );

        Assert.Equal(400, answered.Status);
        Assert.StartsWith("reason is longer than 500", answered.Detail);
    }

    [Fact]
    public async Task A_slip_in_the_year_opens_nothing()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync(
            "/api/nights/2206-12-01/decision",
            new { action = "open", reason = "kallt" },
            Cast.CoordinatorKey
        );

        Assert.Equal(400, answered.Status);
        Assert.Contains("check the year", answered.Detail);
    }

    [Fact]
    public async Task A_form_is_no_json()
    {
        await using var bench = await ApiBench.StartAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("action", "open")]);

        var answered = await bench.SendAsync(HttpMethod.Post, Path, form, Cast.CoordinatorKey);

        Assert.Equal(415, answered.Status);
        Assert.Contains("Content-Type: application/json", answered.Detail);
    }
}
