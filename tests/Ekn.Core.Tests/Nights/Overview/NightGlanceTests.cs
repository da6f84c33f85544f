using Ekn.Core.Decisions;

namespace Ekn.Core.Nights.Overview;

public sealed class NightGlanceTests
{
    private static readonly DateTimeOffset Opened = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_night_of_which_nothing_is_known_is_not_read_and_never_closed() =>
        Assert.Equal(NightFace.NotRead, Night().Face);

    [Theory]
    [InlineData(Outcome.Open, false, NightFace.LooksOpen)]
    [InlineData(Outcome.Closed, true, NightFace.LooksBorderline)]
    [InlineData(Outcome.Closed, false, NightFace.LooksClosed)]
    [InlineData(Outcome.Unknown, false, NightFace.Unknown)]
    public void Before_a_decision_the_weather_speaks(Outcome looks, bool borderline, NightFace face) =>
        Assert.Equal(face, (Night() with { Looks = looks, Borderline = borderline }).Face);

    [Fact]
    public void A_question_goes_before_what_the_weather_says() =>
        Assert.Equal(
            NightFace.Asked,
            (Night() with { State = NightState.Waiting, Asked = true, Looks = Outcome.Open }).Face
        );

    [Fact]
    public void An_open_night_is_open_also_while_it_is_asked_whether_to_call_it_off() =>
        Assert.Equal(
            NightFace.Open,
            (Night() with { State = NightState.Open, OpenedAt = Opened, Asked = true, Standing = Outcome.Open }).Face
        );

    [Fact]
    public void Only_what_was_open_can_have_been_called_off()
    {
        var off = Night() with { State = NightState.Off, Standing = Outcome.Closed };

        Assert.Equal(NightFace.Closed, off.Face);
        Assert.Equal(NightFace.CalledOff, (off with { OpenedAt = Opened }).Face);
    }

    [Fact]
    public void What_a_person_closed_is_closed_though_it_looks_like_opening() =>
        Assert.Equal(NightFace.Closed, (Night() with { Standing = Outcome.Closed, Looks = Outcome.Open }).Face);

    [Fact]
    public void An_early_notice_is_no_opening() =>
        Assert.Equal(NightFace.Early, (Night() with { State = NightState.Early, Looks = Outcome.Open }).Face);

    [Fact]
    public void A_night_that_is_over_was_open() =>
        Assert.Equal(NightFace.Held, (Night() with { State = NightState.Ended, OpenedAt = Opened }).Face);

    private static NightGlance Night() => new() { Night = Calendar.Night.Parse("2026-12-01") };
}
