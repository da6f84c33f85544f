namespace Ekn.Core.Nights.Asking;

public sealed class WavePlanTests
{
    [Theory]
    [InlineData(0, 0.1, 0)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 0.5, 5)]
    [InlineData(8, 0.08, 125)]
    // Nobody ever said yes: everybody, but not an endless number.
    [InlineData(8, 0.005, 2000)]
    public void The_first_wave_asks_as_many_as_are_likely_to_fill_the_places(int missing, double rate, int size) =>
        Assert.Equal(size, WavePlan.Size(missing, rate, []));

    [Fact]
    public void Who_was_asked_just_now_may_still_say_yes() =>
        Assert.Equal(0, WavePlan.Size(2, 0.1, Enumerable.Repeat(TimeSpan.Zero, 30)));

    [Fact]
    public void The_longer_they_are_silent_the_more_others_are_asked()
    {
        var sizes = new[] { 0, 30, 60, 120, 600 }
            .Select(minutes => WavePlan.Size(2, 0.1, Enumerable.Repeat(TimeSpan.FromMinutes(minutes), 20)))
            .ToList();
        Assert.Equal(sizes.Order(), sizes);
        Assert.True(sizes[0] < sizes[^1]);
        Assert.Equal(25, sizes[^1]);
    }

    [Theory]
    [InlineData(360, 30)]
    [InlineData(180, 30)]
    [InlineData(90, 15)]
    [InlineData(30, 5)]
    [InlineData(0, 5)]
    [InlineData(-60, 5)]
    public void The_pause_shrinks_as_the_shift_comes_near(int minutesLeft, int pause) =>
        Assert.Equal(
            TimeSpan.FromMinutes(pause),
            WavePlan.Pause(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(minutesLeft))
        );
}
