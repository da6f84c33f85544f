using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

public class WireNameTests
{
    [Fact]
    public void The_names_that_other_programs_rely_on_stay_as_they_are()
    {
        Assert.Equal(["open", "closed", "unknown"], Names<Outcome>());
        Assert.Equal(
            [
                "cold",
                "warning",
                "strong-cooling",
                "borderline-cold",
                "borderline-warning",
                "mild",
                "forecast-unknown",
                "warnings-unknown",
            ],
            Names<OpeningReason>()
        );
        Assert.Equal(
            [
                "message",
                "sea",
                "other-county",
                "other-time",
                "unrecognised-level",
                "opens",
                "strong-cooling",
                "borderline",
            ],
            Names<WarningVerdict>()
        );
        Assert.Equal(["as-proposed", "always-open", "hold"], Names<NoAnswerPolicy>());
        Assert.Equal(
            [
                "http-status",
                "timeout",
                "unreachable",
                "too-large",
                "not-json",
                "unexpected-shape",
                "empty-series",
                "times-out-of-order",
                "future-reference-time",
                "stale",
                "missing-value",
                "missing-key",
                "unreadable-value",
                "gap",
                "partly-covered",
                "too-few-steps",
                "night-over",
                "unreadable-warning",
                "unrecognised-level",
            ],
            Names<WeatherProblemKind>()
        );
    }

    [Fact]
    public void A_name_leads_back_to_its_value()
    {
        Assert.True(WireName.TryParse<OpeningReason>("strong-cooling", out var reason));
        Assert.Equal(OpeningReason.StrongCooling, reason);
    }

    [Theory]
    [InlineData("StrongCooling")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData(null)]
    public void Nothing_but_the_name_leads_to_a_value(string? name) =>
        Assert.False(WireName.TryParse<OpeningReason>(name, out _));

    private static List<string> Names<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(WireName.Of)];
}
