using Ekn.Core.Dispatch;
using Ekn.Simulators.Clock;

namespace Ekn.Core.Tests.Dispatch;

public sealed class RateLimitTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Holds_a_seconds_worth_and_no_more_after_a_long_rest()
    {
        var rate = new RateLimit(5, clock);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(5, rate.Available);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void When_the_wait_that_it_names_is_over_a_message_may_go(double perSecond)
    {
        var rate = new RateLimit(perSecond, clock);
        for (var round = 0; round < 200; round++)
        {
            rate.Take(rate.Available);
            Assert.Equal(0, rate.Available);

            clock.Advance(rate.UntilNext());

            Assert.True(rate.Available >= 1);
        }
        Assert.True(clock.GetElapsedTime(0) >= TimeSpan.FromSeconds(190 / perSecond));
    }
}
