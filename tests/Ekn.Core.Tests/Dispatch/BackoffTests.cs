using Ekn.Core.Dispatch;

namespace Ekn.Core.Tests.Dispatch;

public sealed class BackoffTests
{
    private readonly DispatchOptions options = new() { BackoffBaseSeconds = 10, BackoffMaxSeconds = 100 };

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 80)]
    [InlineData(5, 100)]
    [InlineData(2000, 100)]
    public void Doubles_up_to_the_longest_within_a_fifth(int failures, double seconds)
    {
        for (var id = 1; id <= 100; id++)
        {
            Assert.InRange(Backoff.After(id, failures, options).TotalSeconds, seconds * 0.8, seconds * 1.2);
        }
    }

    [Fact]
    public void Messages_that_failed_together_come_back_apart_and_each_at_its_own_time()
    {
        var waits = Enumerable.Range(1, 100).Select(id => Backoff.After(id, 1, options)).ToList();

        Assert.Equal(100, waits.Distinct().Count());
        Assert.Equal(waits[41], Backoff.After(42, 1, options));
    }
}
